package news.rendezvous.item.text;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Range check for times in records: years 0 to 9999, all that RFC 3339 can represent. ISO 8601 in
 * Java goes back to the year -1000000000, which no format of this service can write.
 */
public final class RecordTimes {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private RecordTimes() {}

  /** Returns a valid time. */
  public static Instant required(@Nullable Instant time, String member) {
    if (time == null) {
      throw new IllegalArgumentException(member + " is missing");
    }
    optional(time, member);
    return time;
  }

  /** Accepts a valid time or none. */
  public static void optional(@Nullable Instant time, String member) {
    if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
      throw new IllegalArgumentException(member + " is not in the years 0 to 9999: " + time);
    }
  }
}
