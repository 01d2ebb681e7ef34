package news.rendezvous.fetch;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import news.rendezvous.item.HttpDate;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream asks to be left alone: Retry-After (RFC 9110 section 10.2.3), else the
 * max-age of its answer, which says how long the answer stays the same.
 */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * The wait that a response asks for.
   *
   * @param most longest wait that is granted
   * @return null where nothing is asked, or what is asked can not be read or lies in the past
   */
  static @Nullable Duration of(MultiMap headers, Instant now, Duration most) {
    String value = headers.get("Retry-After");
    Duration stated = value == null ? null : read(value.strip(), now);
    Duration wait = stated == null || stated.isNegative() ? maxAge(headers) : stated;
    return wait == null || wait.compareTo(most) < 0 ? wait : most;
  }

  private static @Nullable Duration maxAge(MultiMap headers) {
    Duration maxAge = Freshness.maxAge(headers);
    return maxAge == null || maxAge.isZero() ? null : maxAge;
  }

  private static @Nullable Duration read(String value, Instant now) {
    if (value.matches("\\d+")) {
      return Headers.seconds(value);
    }
    Instant date = HttpDate.parse(value);
    return date == null ? null : Duration.between(now, date);
  }
}
