package news.rendezvous.item.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parser of dates in feeds: RFC 822 and its successors, ISO 8601, RFC 3339, asctime, epoch numbers
 * and local forms of several languages. Weekdays are ignored, since some contradict their date.
 */
public final class DateText {

  /** Most characters of a date. */
  static final int MAX_LENGTH = 100;

  private static final Pattern EPOCH_SECONDS = Pattern.compile("(\\d{9,10})(?:\\.\\d+)?");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,13}");

  /** C's asctime and its variants: the year is last, after the time. */
  private static final Pattern ASCTIME =
      Pattern.compile(
          "\\p{L}{3,}\\s+(\\p{L}{3,})\\s+(\\d{1,2})\\s+(\\d{1,2}:\\d{2}(?::\\d{2})?)\\s*(.*?)\\s+(\\d{4})");

  private DateText() {}

  /**
   * Parses a date; empty for any other text.
   *
   * @param assumed time zone of a date without one
   */
  public static Optional<Instant> read(String written, ZoneId assumed) {
    String text = plain(written);
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    if (EPOCH_SECONDS.matcher(text).matches()) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.replaceFirst("\\..*", ""))));
    }
    String ordered = ASCTIME.matcher(text).replaceFirst("$2 $1 $5 $3 $4");
    return CalendarDate.find(ordered).flatMap(found -> at(found.date(), found.rest(), assumed));
  }

  /** The text in NFKC, with ASCII digits and colons. */
  private static String plain(String written) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(written, Form.NFKC)
        .strip()
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static Optional<Instant> at(LocalDate date, String rest, ZoneId assumed) {
    ZoneText zone = ZoneText.find(rest, assumed);
    return TimeOfDay.find(zone.rest())
        .map(time -> date.atStartOfDay().plus(time).atZone(zone.id()).toInstant());
  }
}
