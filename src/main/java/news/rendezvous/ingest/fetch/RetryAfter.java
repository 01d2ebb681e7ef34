package news.rendezvous.ingest.fetch;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import news.rendezvous.ingest.fetch.http.HeaderFields;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.item.text.HttpDate;
import org.jspecify.annotations.Nullable;

/**
 * Retry-After (RFC 9110 section 10.2.3) of a 429 or 503, else the max-age of that response, during
 * which it stays valid. Kept as the hold of the host by {@code RequestScheduler.hold}.
 */
public final class RetryAfter {

  private RetryAfter() {}

  /**
   * Reads the wait that a response demands.
   *
   * @return null for another status, without a readable value, and for a date in the past
   */
  public static @Nullable Duration of(ResponseHead head, Instant received, Duration longest) {
    boolean throttles = head.status() == 429 || head.status() == 503;
    return throttles ? of(head.headers(), received, longest) : null;
  }

  static @Nullable Duration of(MultiMap headers, Instant received, Duration longest) {
    String value = headers.get("Retry-After");
    Duration stated = value == null ? null : parse(value.strip(), received);
    Duration wait = stated == null || stated.isNegative() ? maxAge(headers) : stated;
    return wait == null || wait.compareTo(longest) < 0 ? wait : longest;
  }

  private static @Nullable Duration maxAge(MultiMap headers) {
    Duration maxAge = Freshness.maxAge(headers);
    return maxAge == null || maxAge.isZero() ? null : maxAge;
  }

  private static @Nullable Duration parse(String value, Instant received) {
    if (value.matches("\\d+")) {
      return HeaderFields.seconds(value);
    }
    Instant date = HttpDate.parse(value);
    return date == null ? null : Duration.between(received, date);
  }
}
