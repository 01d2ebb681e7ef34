package news.rendezvous.item.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calendar date in a text. */
record CalendarDate(LocalDate date, String rest) {

  /** Earliest year: systems write smaller numbers for "never". */
  static final int FIRST_YEAR = 1900;

  private record Form(Pattern pattern, Function<Matcher, Optional<LocalDate>> reading) {

    static Form of(String pattern, Function<Matcher, Optional<LocalDate>> reading) {
      return new Form(Pattern.compile(pattern), reading);
    }
  }

  /** Forms of dates; the first match decides, even if its date is not in the calendar. */
  private static final List<Form> FORMS =
      List.of(
          Form.of(
              "(?<!\\d)(?<year>\\d{4})-?W(?<week>\\d{2})(?:-?(?<day>[1-7]))?(?!\\d)",
              CalendarDate::ofWeek),
          Form.of(
              "(?<!\\d)(?<year>\\d{4})\\s?[-/.年년]\\s?(?<month>\\d{1,2})\\s?[-/.月월]\\s?(?<day>\\d{1,2})"
                  + "(?!\\d)\\s?[日号號일]?",
              CalendarDate::ofNumbers),
          Form.of(
              "(?<era>令和|平成)\\s?(?<year>\\d{1,2}|元)\\s?年\\s?(?<month>\\d{1,2})\\s?月\\s?(?<day>\\d{1,2})"
                  + "\\s?日",
              CalendarDate::ofEra),
          Form.of(
              "^(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?=T|\\s|$|\\d{4}(?:\\d{2})?$)",
              CalendarDate::ofNumbers),
          Form.of("^(?<year>\\d{4})-?(?<day>\\d{3})(?=T|\\s|$)", CalendarDate::ofDayInYear),
          Form.of(
              "(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?[\\s-]+(?:de\\s+)?(?<month>\\p{L}{3,})[.,]*"
                  + "[\\s-]+(?:de\\s+)?(?<year>\\d{4}|\\d{2})(?![\\d:])",
              CalendarDate::ofMonthName),
          Form.of(
              "(?<month>\\p{L}{3,})\\.?[\\s-]+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?[\\s-]+(?<year>\\d{4})(?!\\d)",
              CalendarDate::ofMonthName),
          Form.of(
              "(?<!\\d)(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4}|\\d{2})(?!\\d)",
              CalendarDate::ofDayFirst),
          Form.of(
              "(?<!\\d)(?<day>\\d{1,2})-(?<month>\\d{1,2})-(?<year>\\d{4})(?!\\d)",
              CalendarDate::ofDayFirst),
          // Year first, as in East Asia, if the first number cannot be a month.
          Form.of(
              "(?<!\\d)(?<year>1[3-9]|[2-9]\\d)/(?<month>0[1-9]|1[0-2])/(?<day>\\d{2})(?!\\d)",
              CalendarDate::ofShortYearFirst),
          Form.of(
              "(?<!\\d)(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4}|\\d{2})(?!\\d)",
              CalendarDate::ofSlashes),
          Form.of("^(?<year>\\d{4})-(?<month>\\d{2})(?<day>)$", CalendarDate::ofNumbers),
          Form.of("^(?<year>\\d{4})(?<month>)(?<day>)$", CalendarDate::ofNumbers));

  /** The date in a text; empty without a valid one. */
  static Optional<CalendarDate> find(String text) {
    for (Form form : FORMS) {
      Matcher match = form.pattern().matcher(text);
      if (match.find()) {
        String rest = text.substring(0, match.start()) + ' ' + text.substring(match.end());
        return form.reading().apply(match).map(date -> new CalendarDate(date, rest.strip()));
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> ofNumbers(Matcher match) {
    return of(number(match, "year"), number(match, "month"), number(match, "day"));
  }

  /** The first year of a Japanese era has a name in place of a number. */
  private static Optional<LocalDate> ofEra(Matcher match) {
    boolean first = match.group("year").equals("元");
    int before = match.group("era").equals("令和") ? 2018 : 1988;
    return of(
        before + (first ? 1 : number(match, "year")), number(match, "month"), number(match, "day"));
  }

  private static Optional<LocalDate> ofShortYearFirst(Matcher match) {
    return of(2000 + number(match, "year"), number(match, "month"), number(match, "day"));
  }

  /** Month first, as in America, unless it is greater than 12: 13/2/2026. */
  private static Optional<LocalDate> ofSlashes(Matcher match) {
    int first = number(match, "month");
    int second = number(match, "day");
    int year = year(match);
    return first > 12 ? of(year, second, first) : of(year, first, second);
  }

  /** Day first, unless the second number is greater than 12: 09-13-2021. */
  private static Optional<LocalDate> ofDayFirst(Matcher match) {
    int day = number(match, "day");
    int month = number(match, "month");
    return month > 12 ? of(year(match), day, month) : of(year(match), month, day);
  }

  private static Optional<LocalDate> ofMonthName(Matcher match) {
    int year = year(match);
    return MonthNames.find(match.group("month"))
        .flatMap(month -> of(year, month.getValue(), number(match, "day")));
  }

  private static int year(Matcher match) {
    return year(match.group("year"));
  }

  /** The year of two or four digits: 50 to 99 mean 1950 to 1999 (RFC 5322 section 4.3). */
  static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() > 2) {
      return year;
    }
    return year < 50 ? year + 2000 : year + 1900;
  }

  private static Optional<LocalDate> of(int year, int month, int day) {
    boolean exists =
        year >= FIRST_YEAR
            && month >= 1
            && month <= 12
            && YearMonth.of(year, month).isValidDay(day);
    return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
  }

  private static Optional<LocalDate> ofDayInYear(Matcher match) {
    Year year = Year.of(number(match, "year"));
    int day = number(match, "day");
    return year.getValue() >= FIRST_YEAR && day >= 1 && day <= year.length()
        ? Optional.of(year.atDay(day))
        : Optional.empty();
  }

  // ISO 8601: the fourth of January is always in the first week.
  private static Optional<LocalDate> ofWeek(Matcher match) {
    LocalDate inFirst = LocalDate.of(number(match, "year"), 1, 4);
    int week = number(match, "week");
    boolean exists =
        inFirst.getYear() >= FIRST_YEAR
            && inFirst.range(IsoFields.WEEK_OF_WEEK_BASED_YEAR).isValidValue(week);
    return exists
        ? Optional.of(
            inFirst
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                .with(DayOfWeek.of(number(match, "day"))))
        : Optional.empty();
  }

  /** A number of the date; 1 if the form leaves it out. */
  private static int number(Matcher match, String name) {
    String digits = match.group(name);
    return digits == null || digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }
}
