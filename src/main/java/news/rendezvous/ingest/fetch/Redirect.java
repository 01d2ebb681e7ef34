package news.rendezvous.ingest.fetch;

import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.ingest.fetch.guard.UrlHost;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;

/** Target of a redirect (RFC 9110 section 15.4). */
sealed interface Redirect {

  Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  Set<Integer> PERMANENT = Set.of(301, 308);
  Pattern SCHEME = Pattern.compile("(?i)(?!https?:)[a-z][a-z0-9+.-]*:.*");

  int MAX_SHOWN = 500;

  record To(HttpUrl url) implements Redirect {}

  record Refused(PollOutcome outcome, String detail) implements Redirect {}

  static Redirect of(HttpUrl from, ResponseHead head) {
    String location = head.location();
    HttpUrl target = location == null ? null : from.resolve(location);
    if (target == null || UrlHost.of(target.host()) instanceof UrlHost.Malformed) {
      return unreadable(head.status(), location == null ? "" : location);
    }
    // No downgrade: a feed that is served over TLS stays integrity-protected.
    return from.isHttps() && !target.isHttps()
        ? new Refused(
            PollOutcome.DOWNGRADE_BLOCKED,
            "redirected from https to " + abridged(target.toString()))
        : new To(bare(target));
  }

  // The target may become the URL of the source, which is public.
  private static HttpUrl bare(HttpUrl target) {
    return target.newBuilder().username("").password("").fragment(null).build();
  }

  private static Redirect unreadable(int status, String location) {
    return SCHEME.matcher(location).matches()
        ? new Refused(PollOutcome.SCHEME_BLOCKED, "redirected to " + abridged(location))
        : new Refused(
            PollOutcome.HTTP_ERROR,
            "the answer is %d, its Location is no address: '%s'"
                .formatted(status, abridged(location)));
  }

  // It is stored and displayed, and may be as long as the whole head.
  private static String abridged(String location) {
    return location.length() <= MAX_SHOWN ? location : location.substring(0, MAX_SHOWN) + '…';
  }
}
