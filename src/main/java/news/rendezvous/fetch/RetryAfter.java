package news.rendezvous.fetch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long an upstream asks to be left alone (RFC 9110 section 10.2.3). */
final class RetryAfter {

  /** A day: a longer wait is a mistake more often than a wish. */
  private static final Duration MOST = Duration.ofHours(24);

  private RetryAfter() {}

  /**
   * The wait that a value asks for, seconds or date.
   *
   * @return null for a value that is neither or lies in the past
   */
  static @Nullable Duration of(@Nullable String value, Instant now) {
    Duration wait = value == null ? null : read(value.strip(), now);
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }

  private static @Nullable Duration read(String value, Instant now) {
    if (value.matches("\\d+")) {
      return Headers.seconds(value);
    }
    Instant date = Headers.date(value);
    return date == null ? null : Duration.between(now, date);
  }
}
