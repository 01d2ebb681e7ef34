package news.rendezvous.item.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Strict parser of RFC 3339 and RFC 5322 (formerly RFC 822) dates that name their zone; {@link
 * DateText} reads all other forms.
 */
public final class InternetDate {

  /** Digits of a second beyond nanoseconds, which {@code java.time} does not parse. */
  private static final Pattern EXTRA_DIGITS = Pattern.compile("(:\\d\\d[.,]\\d{9})\\d+");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  /** RFC 5322 section 3.3 with the obsolete forms of section 4.3; the weekday is not checked. */
  private static final Pattern MAIL =
      Pattern.compile(
          "(?:[a-z]+,?\\s+)?(?<day>\\d{1,2})[\\s-]+(?<month>[a-z]{3})[a-z]*[\\s-]+(?<year>\\d{4}|\\d{2})"
              + "\\s+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?"
              + "(?:\\s*(?<name>[a-z]{1,3})|(?:\\s*(?:UTC?|GMT)|\\s+)(?<offset>[+-]\\d{2}:?\\d{2}))",
          Pattern.CASE_INSENSITIVE);

  /** Zone names of RFC 5322 section 4.3, and UTC; hours ahead of UTC. */
  private static final Map<String, Integer> ZONES =
      Stream.of(
              "Z:0 UT:0 UTC:0 GMT:0 EST:-5 EDT:-4 CST:-6 CDT:-5 MST:-7 MDT:-6 PST:-8 PDT:-7"
                  .split(" "))
          .map(zone -> zone.split(":"))
          .collect(Collectors.toUnmodifiableMap(zone -> zone[0], zone -> Integer.valueOf(zone[1])));

  private InternetDate() {}

  /** The date; null for a text in any other form. */
  public static @Nullable Instant read(String text) {
    if (text.isEmpty() || text.length() > DateText.MAX_LENGTH) {
      return null;
    }
    Instant date = iso8601(text);
    return date == null ? mail(text) : date;
  }

  private static @Nullable Instant iso8601(String text) {
    if (!text.startsWith("-", 4)) {
      return null;
    }
    try {
      OffsetDateTime date =
          OffsetDateTime.parse(EXTRA_DIGITS.matcher(text).replaceFirst("$1"), ISO);
      return date.getYear() < CalendarDate.FIRST_YEAR ? null : date.toInstant();
    } catch (DateTimeParseException e) {
      return null; // another form
    }
  }

  private static @Nullable Instant mail(String text) {
    Matcher date = MAIL.matcher(text);
    if (!date.matches()) {
      return null;
    }
    int month = MONTHS.indexOf(date.group("month").toLowerCase(Locale.ROOT));
    int year = CalendarDate.year(date.group("year"));
    if (month % 3 != 0 || year < CalendarDate.FIRST_YEAR) {
      return null;
    }
    try {
      ZoneOffset zone = zone(date.group("name"), date.group("offset"));
      return zone == null
          ? null
          : OffsetDateTime.of(
                  year,
                  month / 3 + 1,
                  number(date.group("day")),
                  number(date.group("hour")),
                  number(date.group("minute")),
                  number(date.group("second")),
                  0,
                  zone)
              .toInstant();
    } catch (DateTimeException e) {
      return null; // an invalid day, hour or offset
    }
  }

  private static @Nullable ZoneOffset zone(@Nullable String name, @Nullable String offset) {
    if (offset != null) {
      return ZoneOffset.of(offset);
    }
    Integer hours = name == null ? null : ZONES.get(name.toUpperCase(Locale.ROOT));
    return hours == null ? null : ZoneOffset.ofHours(hours);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
