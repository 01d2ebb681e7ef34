package news.rendezvous.ingest.parse.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parser of the two forms that nearly all dates of feeds have, with seconds and a zone, in a tenth
 * of the time of a general date parser: {@code Tue, 24 Nov 2026 05:05:00 +0100} (RFC 822 section 5
 * with RFC 1123 section 5.2.14) and {@code 2026-11-24T05:05:00+01:00} (RFC 3339 section 5.6).
 */
final class FixedDateForms {

  /** In a form, zero stands for any digit and an asterisk for any character. */
  private static final String NAMED = "***, 00 *** 0000 00:00:00 ";

  private static final String NUMERIC = "0000-00-00T00:00:00";
  private static final String OFFSET = "*0000";
  private static final String OFFSET_WITH_COLON = "*00:00";

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String DAYS = "MonTueWedThuFriSatSun";

  /** Smaller years lack their century. */
  static final int FIRST_YEAR = 1000;

  private static final int MAX_OFFSET_HOURS = 17;

  private FixedDateForms() {}

  /** The instant; null for a text in any other form and for an invalid date or time. */
  static @Nullable Instant read(String text) {
    if (startsWith(NAMED, text)) {
      return named(text)
          .flatMap(day -> at(day, text.substring(17, 25), text.substring(NAMED.length())))
          .orElse(null);
    }
    return startsWith(NUMERIC, text)
        ? day(text.substring(0, 4), number(text, 5), number(text, 8))
            .flatMap(day -> at(day, text.substring(11, 19), text.substring(NUMERIC.length())))
            .orElse(null)
        : null;
  }

  private static boolean startsWith(String form, String text) {
    if (text.length() < form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char expected = form.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : expected != '*' && expected != c) {
        return false;
      }
    }
    return true;
  }

  private static Optional<LocalDate> named(String text) {
    int month = MONTHS.indexOf(text.substring(8, 11));
    return month % 3 == 0
        ? day(text.substring(12, 16), month / 3 + 1, number(text, 5))
            .filter(
                day ->
                    DAYS.startsWith(text.substring(0, 3), 3 * (day.getDayOfWeek().getValue() - 1)))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(String digits, int month, int day) {
    int year = Integer.parseInt(digits);
    boolean exists =
        year >= FIRST_YEAR
            && month >= 1
            && month <= 12
            && YearMonth.of(year, month).isValidDay(day);
    return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
  }

  private static Optional<Instant> at(LocalDate day, String clock, String zone) {
    int hour = number(clock, 0);
    int minute = number(clock, 3);
    int second = number(clock, 6);
    return hour < 24 && minute < 60 && second < 60
        ? offset(zone)
            .map(offset -> 60 * (60 * hour + minute - offset) + second)
            .map(seconds -> Instant.ofEpochSecond(86_400 * day.toEpochDay() + seconds))
        : Optional.empty();
  }

  /** Offset of a zone from UTC in minutes. */
  private static Optional<Integer> offset(String zone) {
    if (zone.equals("GMT") || zone.equals("Z")) {
      return Optional.of(0);
    }
    String form = zone.length() == OFFSET.length() ? OFFSET : OFFSET_WITH_COLON;
    if (zone.length() != form.length() || !startsWith(form, zone)) {
      return Optional.empty();
    }
    int sign = zone.charAt(0) == '+' ? 1 : zone.charAt(0) == '-' ? -1 : 0;
    int hours = number(zone, 1);
    int minutes = number(zone, form.length() - 2);
    return sign != 0 && hours <= MAX_OFFSET_HOURS && minutes < 60
        ? Optional.of(sign * (60 * hours + minutes))
        : Optional.empty();
  }

  /** A number of two digits. */
  private static int number(String text, int at) {
    return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
  }
}
