package news.rendezvous.ingest.fetch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import news.rendezvous.ingest.fetch.http.MemoryBudget;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Redirect chain of one fetch (RFC 9110 section 15.4): the current URL and the totals of the hops
 * so far. Immutable.
 *
 * @param profile the kind of document that is fetched
 * @param url the current one
 * @param permanent true while all of them were permanent
 * @param movedTo target of the permanent redirects at the start of the chain; null if there are
 *     none
 * @param begun reading of {@link System#nanoTime}, which is monotonic
 * @param reservation memory for the document
 * @param own headers and credentials of the source
 */
record RedirectChain(
    String sourceId,
    FetchProfile profile,
    HttpUrl url,
    Validators validators,
    int redirects,
    boolean permanent,
    @Nullable HttpUrl movedTo,
    CookieJar cookies,
    long wireBytes,
    long begun,
    MemoryBudget.Reservation reservation,
    SourceHeaders own) {

  static RedirectChain begin(
      String sourceId,
      FetchProfile profile,
      HttpUrl url,
      Validators validators,
      MemoryBudget.Reservation reservation) {
    return new RedirectChain(
        sourceId,
        profile,
        url,
        validators,
        0,
        true,
        null,
        CookieJar.NONE,
        0,
        System.nanoTime(),
        reservation,
        SourceHeaders.NONE);
  }

  RedirectChain with(SourceHeaders headers) {
    return with(wireBytes, begun, headers);
  }

  RedirectChain redirected(HttpUrl target, ResponseHead head) {
    boolean still = permanent && Redirect.PERMANENT.contains(head.status());
    return new RedirectChain(
        sourceId,
        profile,
        target,
        validators,
        redirects + 1,
        still,
        still ? target : movedTo,
        cookies.with(url, head.headers().getAll("Set-Cookie")),
        wireBytes,
        begun,
        reservation,
        own);
  }

  RedirectChain received(long bytes) {
    return with(wireBytes + bytes, begun, own);
  }

  /** The same chain, begun later: time spent waiting for a permit does not count. */
  RedirectChain waited(long nanos) {
    return with(wireBytes, begun + nanos, own);
  }

  private RedirectChain with(long bytes, long start, SourceHeaders headers) {
    return new RedirectChain(
        sourceId,
        profile,
        url,
        validators,
        redirects,
        permanent,
        movedTo,
        cookies,
        bytes,
        start,
        reservation,
        headers);
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", profile.accept());
    if (validators.etag() != null) {
      headers.put("If-None-Match", validators.etag());
    }
    if (validators.lastModified() != null) {
      headers.put("If-Modified-Since", validators.lastModified());
    }
    String cookie = cookies.header(url);
    if (!cookie.isEmpty()) {
      headers.put("Cookie", cookie);
    }
    return own.addTo(headers, url);
  }

  /** Time left for the whole chain; at least 1 ms, so that a timer can run on it. */
  Duration left() {
    Duration left = profile.timeout().minus(took());
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  Fetched.Transfer succeeded(@Nullable Duration freshFor, int status) {
    return new Fetched.Transfer(
        wireBytes, took(), freshFor, movedTo == null ? null : movedTo.uri(), status);
  }

  /** Without the new URL: a redirect to a failure has not proved to be a move. */
  Fetched.Transfer failed(@Nullable Integer status) {
    return new Fetched.Transfer(wireBytes, took(), null, null, status);
  }

  /** Use of the source's credentials in the current request. */
  SourceHeaders.Credentials credentials() {
    return own.credentials(url);
  }

  String located(String detail) {
    return redirects == 0 ? detail : "%s (redirected to %s)".formatted(detail, url);
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
