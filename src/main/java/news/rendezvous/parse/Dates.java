package news.rendezvous.parse;

import com.rometools.rome.io.impl.DateParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Dates of entries, as far as a feed's own syntax goes. */
final class Dates {

  private static final Pattern ZONED =
      Pattern.compile(
          ".*\\d\\s*(Z|UTC?|GMT|[ECMP][SD]T|[+-]\\d\\d:?\\d\\d)", Pattern.CASE_INSENSITIVE);

  /** Longer texts are no dates, and not worth a search. */
  private static final int LONGEST = 100;

  /** ROME rolls such days over into the next month. */
  private static final Pattern IMPOSSIBLE =
      Pattern.compile(
          "\\b(3[01][ -]Feb|31[ -](Apr|Jun|Sep|Nov))|-(02-3[01]|(04|06|09|11)-31)",
          Pattern.CASE_INSENSITIVE);

  /** ROME takes the day for a year, or the month for a day. */
  private static final Pattern NUMERIC = Pattern.compile("\\s*\\d{1,2}[-/.]\\d{1,2}[-/.]\\d");

  /** Digits of a second beyond nanoseconds, which ROME takes for milliseconds. */
  private static final Pattern FINER = Pattern.compile("(:\\d\\d[.,]\\d{9})\\d+");

  private Dates() {}

  /**
   * The date as an ISO instant where it says which one it means; as written where it is in another
   * form or its zone is left to the reader.
   */
  static @Nullable String iso(@Nullable String text) {
    String written =
        text == null || text.length() > LONGEST ? text : FINER.matcher(text).replaceFirst("$1");
    Instant plain = plain(written);
    if (plain != null) {
      return plain.toString();
    }
    if (written == null
        || written.length() > LONGEST
        || NUMERIC.matcher(written).lookingAt()
        || !ZONED.matcher(written).matches()
        || IMPOSSIBLE.matcher(written).find()) {
      return written;
    }
    Date date = DateParser.parseDate(written, Locale.US);
    return date == null ? written : date.toInstant().toString();
  }

  /** The newest of a list, in the list's order; the first ones where some have no plain date. */
  static <T> List<T> newest(List<T> entries, int most, Function<T, @Nullable String> date) {
    if (entries.size() <= most) {
      return entries;
    }
    List<Instant> dates = new ArrayList<>();
    for (T entry : entries) {
      Instant instant = plain(date.apply(entry));
      if (instant == null) {
        // Feeds are newest first by custom.
        return entries.subList(0, most);
      }
      dates.add(instant);
    }
    Set<Integer> kept =
        IntStream.range(0, entries.size())
            .boxed()
            .sorted(Comparator.<Integer, Instant>comparing(dates::get).reversed())
            .limit(most)
            .collect(Collectors.toSet());
    return IntStream.range(0, entries.size())
        .filter(kept::contains)
        .mapToObj(entries::get)
        .toList();
  }

  private static @Nullable Instant plain(@Nullable String written) {
    if (written == null) {
      return null;
    }
    Instant usual = UsualDate.read(written);
    return usual == null ? standard(written) : usual;
  }

  private static @Nullable Instant standard(String written) {
    boolean named = Character.isLetter(written.charAt(0));
    DateTimeFormatter form =
        named ? DateTimeFormatter.RFC_1123_DATE_TIME : DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    try {
      OffsetDateTime date = OffsetDateTime.parse(written, form);
      // RFC 1123 asks for four digits of a year; two are left to who knows their century.
      return date.getYear() < 1000 ? null : date.toInstant();
    } catch (DateTimeParseException e) {
      return null; // one of the many other forms
    }
  }
}
