// Import and export of the sources as a subscription list in OPML.
import { Refusal, send, words } from "./api.js";
import { open, refuse, submit } from "./form.js";
import { refresh } from "./region.js";
import { report } from "./report.js";
import { authenticated } from "./session.js";
import { phrase, text } from "./texts.js";

const dialog = document.getElementById("opml-dialog");
const form = dialog.querySelector("form");
const progress = document.getElementById("opml-progress");
const bar = document.getElementById("opml-bar");
const doing = document.getElementById("opml-doing");
const result = document.getElementById("opml-result");
const counts = document.getElementById("opml-counts");
const refusals = document.getElementById("opml-refused");
const reasons = document.getElementById("opml-reasons");

/** Asks for a file. */
export function importFeeds() {
  // An import that goes on behind the page is shown again.
  if (form.getAttribute("aria-busy") !== "true") {
    form.reset();
    progress.hidden = true;
    result.hidden = true;
  }
  open(dialog);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = form.elements.opml.files[0];
  if (!file) {
    refuse(form, "opml", phrase("no-file"));
    return;
  }
  result.hidden = true;
  await submit(form, () => authenticated(() => importFile(file)));
  progress.hidden = true;
  await refresh();
});

/** Sends a file and follows its import. */
async function importFile(file) {
  showProgress(text("reading", { name: file.name }));
  const following = new AbortController();
  const response = await send("PUT", "opml", {
    body: file,
    type: "text/x-opml",
    accept: "application/x-ndjson",
    signal: following.signal,
  });
  // Whoever closes the dialog during the first polls has seen the result. Earlier, the connection
  // stays, so that the result can be reported.
  const leave = () => !result.hidden && following.abort();
  dialog.addEventListener("close", leave);
  try {
    for await (const line of lines(response.body)) {
      follow(JSON.parse(line));
    }
  } catch (failure) {
    if (failure instanceof Refusal) {
      throw failure;
    }
    if (!following.signal.aborted) {
      throw new Refusal(0, phrase("import-goes-on"));
    }
  } finally {
    dialog.removeEventListener("close", leave);
  }
}

/** One line of the progress: an object with one member, which names its kind. */
function follow({ adding, result: summary, polling, failed }) {
  if (adding) {
    showProgress(text("adding", adding), adding.done, adding.total);
  } else if (summary) {
    showResult(summary);
    refresh();
  } else if (polling) {
    showProgress(text("polling", polling), polling.polled, polling.total);
  } else if (failed) {
    throw new Refusal(failed.status, words(failed));
  }
}

function showProgress(words, done, total) {
  progress.hidden = false;
  doing.textContent = words;
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value"); // indeterminate
  }
}

function showResult({ added, existing, refused }) {
  result.hidden = false;
  counts.textContent = text("imported", { added, existing, refused: refused.length });
  if (!dialog.open) {
    report(counts.textContent);
  }
  refusals.hidden = refused.length === 0;
  const byReason = new Map();
  for (const { url, reason } of refused) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), url]);
  }
  reasons.replaceChildren(...[...byReason].flatMap(([reason, urls]) => group(reason, urls)));
}

function group(reason, urls) {
  const term = document.createElement("dt");
  term.lang = "en";
  term.textContent = urls.length === 1 ? reason : `${reason} (${urls.length})`;
  return [
    term,
    ...urls.map((url) => {
      const address = document.createElement("dd");
      address.textContent = url;
      return address;
    }),
  ];
}

/** The lines of a response, as they arrive. */
async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    yield* parts.filter((part) => part.trim() !== "");
  }
  if (rest.trim() !== "") {
    yield rest;
  }
}

/** Saves the sources as a file. */
export async function exportFeeds() {
  const response = await send("GET", "opml");
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = "rendezvous-sources.opml";
  link.click();
  URL.revokeObjectURL(address);
  report(text("exported", { file: link.download }));
}
