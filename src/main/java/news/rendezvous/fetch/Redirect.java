package news.rendezvous.fetch;

import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where a response sends its reader (RFC 9110 section 15.4). */
sealed interface Redirect {

  Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  Set<Integer> PERMANENT = Set.of(301, 308);
  Pattern SCHEME = Pattern.compile("(?i)(?!https?:)[a-z][a-z0-9+.-]*:.*");

  int LONGEST_SHOWN = 500;

  /** There. */
  record To(HttpUrl url) implements Redirect {}

  /** Where nobody may follow. */
  record Refused(Outcome outcome, String detail) implements Redirect {}

  /** Reads the Location of a response with one of {@link #STATUSES}. */
  static Redirect of(HttpUrl from, ResponseHead head) {
    String location = head.location();
    HttpUrl target = location == null ? null : from.resolve(location);
    if (target == null) {
      return unreadable(head.status(), location == null ? "" : location);
    }
    // What was fetched with its integrity protected stays so.
    return from.isHttps() && !target.isHttps()
        ? new Refused(
            Outcome.DOWNGRADE_BLOCKED, "redirected from https to " + start(target.toString()))
        : new To(bare(target));
  }

  // The target may become the URL of the source, which readers see.
  private static HttpUrl bare(HttpUrl target) {
    return target.newBuilder().username("").password("").fragment(null).build();
  }

  private static Redirect unreadable(int status, String location) {
    return SCHEME.matcher(location).matches()
        ? new Refused(Outcome.SCHEME_BLOCKED, "redirected to " + start(location))
        : new Refused(
            Outcome.HTTP_ERROR,
            "the answer is %d, its Location is no address: '%s'"
                .formatted(status, start(location)));
  }

  // It is kept and shown, and may be as long as all headers.
  private static String start(String location) {
    return location.length() <= LONGEST_SHOWN
        ? location
        : location.substring(0, LONGEST_SHOWN) + '…';
  }
}
