/**
 * A part of a page, rendered by the service. XMLHttpRequest parses it into a document without
 * scripts; nothing here creates HTML from strings, which Trusted Types forbid.
 *
 * @param url of the part
 * @param signal aborts the request
 * @return the document; rejected where the answer is not 200
 */
export function fragment(url, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.addEventListener("load", () =>
      request.status === 200 ? resolve(request.response) : reject(new Error(request.statusText)),
    );
    request.addEventListener("error", () => reject(new Error("no answer")));
    request.addEventListener("abort", () => reject(new Error("aborted")));
    signal?.addEventListener("abort", () => request.abort());
    request.send();
  });
}
