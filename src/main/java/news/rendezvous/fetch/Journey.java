package news.rendezvous.fetch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A fetch on its way through redirects.
 *
 * @param sourceId of the source that it is for
 * @param url where it is
 * @param validators what it asks with, at every hop
 * @param redirects how many it followed
 * @param permanent whether all of those were permanent
 * @param movedTo where the permanent ones led with which it began; null for nowhere
 * @param cookies what the hops so far have set
 * @param wireBytes bytes of bodies so far
 * @param begun reading of {@link System#nanoTime}, which does not jump as the wall clock does
 * @param claim what memory the document may take
 */
record Journey(
    String sourceId,
    HttpUrl url,
    Validators validators,
    int redirects,
    boolean permanent,
    @Nullable HttpUrl movedTo,
    Cookies cookies,
    long wireBytes,
    long begun,
    Claim claim) {

  // Some servers take every feed for HTML, and answer 406 to who does not name that.
  private static final String ACCEPT =
      "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
          + " text/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, */*;q=0.5, text/html;q=0.5";

  static Journey begin(String sourceId, HttpUrl url, Validators validators, Claim claim) {
    return new Journey(
        sourceId, url, validators, 0, true, null, Cookies.NONE, 0, System.nanoTime(), claim);
  }

  /** After a redirect, whose response may also have set cookies. */
  Journey redirected(HttpUrl target, ResponseHead head) {
    boolean still = permanent && Redirect.PERMANENT.contains(head.status());
    return new Journey(
        sourceId,
        target,
        validators,
        redirects + 1,
        still,
        still ? target : movedTo,
        cookies.with(url, head.headers().getAll("Set-Cookie")),
        wireBytes,
        begun,
        claim);
  }

  Journey received(long bytes) {
    return new Journey(
        sourceId,
        url,
        validators,
        redirects,
        permanent,
        movedTo,
        cookies,
        wireBytes + bytes,
        begun,
        claim);
  }

  /** The same, begun later: time in which it waited for its turn is not the upstream's. */
  Journey waited(long nanos) {
    return new Journey(
        sourceId,
        url,
        validators,
        redirects,
        permanent,
        movedTo,
        cookies,
        wireBytes,
        begun + nanos,
        claim);
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", ACCEPT);
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
    return headers;
  }

  /** What is left of the time for all of it; never nothing, so that a timer can run on it. */
  Duration left(Duration total) {
    Duration left = total.minus(took());
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  /** What it cost, where it ends with an answer that holds. */
  Transfer transfer(@Nullable Duration freshFor) {
    return new Transfer(wireBytes, took(), freshFor, movedTo == null ? null : movedTo.uri());
  }

  /** What it cost, where it fails: a redirect to a failure has not proved to be a move. */
  Transfer failed() {
    return new Transfer(wireBytes, took(), null, null);
  }

  /** A detail, with the place that it is about where that is not the source's own URL. */
  String told(String detail) {
    return redirects == 0 ? detail : "%s (redirected to %s)".formatted(detail, url);
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
