package news.rendezvous.item.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of the time of day in the text of a date, without its calendar date and zone. */
final class TimeOfDay {

  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<!\\d)(?<hour>\\d{1,2})\\s?[:时時点點시]\\s?(?<minute>\\d{1,2})?"
              + "\\s?(?:[:分분]\\s?(?<second>\\d{1,2})?)?(?:[.,](?<fraction>\\d{1,9})\\d*)?");

  /** ISO 8601 basic format. */
  private static final Pattern BASIC =
      Pattern.compile("^\\s*T?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?(?<fraction>$)?");

  private static final Pattern AFTERNOON =
      Pattern.compile("(?<!\\p{L})p\\.?m\\b|下午|晚上|午後|오후", Pattern.CASE_INSENSITIVE);
  private static final Pattern MORNING =
      Pattern.compile("(?<!\\p{L})a\\.?m\\b|上午|凌晨|午前|오전", Pattern.CASE_INSENSITIVE);

  private TimeOfDay() {}

  /** Time since midnight, which is the time of a text without one; empty for an invalid time. */
  static Optional<Duration> find(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.find()) {
      return time(clock, text);
    }
    Matcher basic = BASIC.matcher(text);
    return basic.find() ? time(basic, text) : Optional.of(Duration.ZERO);
  }

  private static Optional<Duration> time(Matcher match, String text) {
    int hour = onTwentyFour(number(match.group("hour")), text);
    int minute = number(match.group("minute"));
    int second = number(match.group("second"));
    // ISO 8601 allows 24:00 as the end of a day, and 60 for a leap second.
    boolean valid = hour < 24 && minute < 60 && second <= 60;
    if (!valid && !(hour == 24 && minute == 0 && second == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofHours(hour)
            .plusMinutes(minute)
            .plusSeconds(Math.min(second, 59))
            .plusNanos(nanos(match.group("fraction"))));
  }

  private static int onTwentyFour(int hour, String text) {
    if (hour < 12 && AFTERNOON.matcher(text).find()) {
      return hour + 12;
    }
    return hour == 12 && MORNING.matcher(text).find() ? 0 : hour;
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null || fraction.isEmpty()
        ? 0
        : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }
}
