package news.rendezvous.ingest.fetch;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.http.HeaderFields;
import news.rendezvous.item.text.HttpDate;
import org.jspecify.annotations.Nullable;

/** Freshness lifetime of a response (RFC 9111 section 4.2.1). */
final class Freshness {

  // RFC 9111 section 5.2: a recipient accepts a quoted argument although the grammar says token.
  private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?(\\d+)\"?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final Pattern QUOTED_LIST = Pattern.compile("=\\s*+\"[^\",]*+,[^\"]*+\"");

  private Freshness() {}

  /**
   * Reads max-age, else Expires minus Date, less Age. This is a private cache, so s-maxage does not
   * apply.
   *
   * @param received time of the response, in place of a missing Date (RFC 9110 section 6.6.1)
   * @return null if none is declared; zero if the response is stale already, or a cache must not
   *     use it without validation
   */
  static @Nullable Duration lifetime(MultiMap headers, Instant received) {
    Duration maxAge = maxAge(headers);
    Duration lifetime = maxAge == null ? untilExpiry(headers, received) : maxAge;
    return lifetime == null ? null : left(lifetime, headers.get("Age"));
  }

  /** Cache-Control max-age; zero for no-store and no-cache, null without any. */
  static @Nullable Duration maxAge(MultiMap headers) {
    List<String> directives =
        headers.getAll("Cache-Control").stream().flatMap(Freshness::split).toList();
    return directives.contains("no-store") || directives.contains("no-cache")
        ? Duration.ZERO
        : directives.stream()
            .map(Freshness::maxAge)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  // RFC 9111 section 4.2.3: Age was spent in other caches.
  private static Duration left(Duration lifetime, @Nullable String age) {
    boolean stated = age != null && NUMBER.matcher(age).matches();
    Duration left = stated && age != null ? lifetime.minus(HeaderFields.seconds(age)) : lifetime;
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Stream<String> split(String value) {
    // RFC 9111 section 5.2.2.4: no-cache="a, b" restricts those fields, not the response.
    String plain = QUOTED_LIST.matcher(value).replaceAll("=\"\"");
    return Stream.of(plain.split(",")).map(part -> part.strip().toLowerCase(Locale.ROOT));
  }

  private static @Nullable Duration maxAge(String directive) {
    Matcher matcher = MAX_AGE.matcher(directive);
    return matcher.matches() ? HeaderFields.seconds(matcher.group(1)) : null;
  }

  private static @Nullable Duration untilExpiry(MultiMap headers, Instant received) {
    String value = headers.get("Expires");
    if (value == null) {
      return null;
    }
    Instant expires = HttpDate.parse(value);
    if (expires == null) {
      return Duration.ZERO; // RFC 9111 section 5.3: an invalid date, "0" above all, is in the past
    }
    Instant date = HttpDate.parse(headers.get("Date"));
    Duration lifetime = Duration.between(date == null ? received : date, expires);
    return lifetime.isNegative() ? Duration.ZERO : lifetime;
  }
}
