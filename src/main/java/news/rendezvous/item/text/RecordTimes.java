package news.rendezvous.item.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Range check for times in records: years 0 to 9999, all that RFC 3339 can represent. ISO 8601 in
 * Java goes back to the year -1000000000, which no format of this service can write.
 */
public final class RecordTimes {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** Length of a time to the second, without its zone. */
  private static final int SECONDS = 19;

  private static final long SECONDS_A_DAY = 86_400;

  private RecordTimes() {}

  /**
   * The time in a text of ISO 8601. Records have the form {@code 2026-03-03T10:00:00Z}, with up to
   * nine digits of a second, which is read in a tenth of the time of {@link Instant#parse}.
   *
   * @throws DateTimeException for any other text
   */
  public static Instant parse(String text) {
    int end = text.length() - 1;
    boolean usual =
        end >= SECONDS
            && end != SECONDS + 1
            && end <= SECONDS + 10
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && (end == SECONDS || text.charAt(SECONDS) == '.')
            && text.charAt(end) == 'Z';
    int year = usual ? number(text, 0, 4) : -1;
    int month = usual ? number(text, 5, 7) : -1;
    int day = usual ? number(text, 8, 10) : -1;
    int hour = usual ? number(text, 11, 13) : -1;
    int minute = usual ? number(text, 14, 16) : -1;
    int second = usual ? number(text, 17, SECONDS) : -1;
    int nanos = usual && end > SECONDS ? number(text, SECONDS + 1, end) : 0;
    boolean digits =
        year >= 0 && month > 0 && day > 0 && hour >= 0 && minute >= 0 && second >= 0 && nanos >= 0;
    if (!digits || hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    for (int missing = SECONDS + 10 - end; end > SECONDS && missing > 0; missing--) {
      nanos *= 10;
    }
    long time = LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY;
    return Instant.ofEpochSecond(time + hour * 3600L + minute * 60L + second, nanos);
  }

  // -1 for other characters than digits.
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

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
