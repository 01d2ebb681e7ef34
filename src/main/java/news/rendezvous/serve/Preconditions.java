package news.rendezvous.serve;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client already has, or insists on, RFC 9110 section 13.
 *
 * @param noneMatch values of {@code If-None-Match}; none where it is not there
 * @param modifiedSince values of {@code If-Modified-Since}
 * @param match values of {@code If-Match}
 * @param unmodifiedSince values of {@code If-Unmodified-Since}
 */
record Preconditions(
    List<String> noneMatch,
    List<String> modifiedSince,
    List<String> match,
    List<String> unmodifiedSince) {

  // Section 8.8.3; commas may stand inside.
  private static final Pattern ENTITY_TAG =
      Pattern.compile("(?:W/)?(\"[!\\x23-\\x7E\\x80-\\xFF]*\")");

  // Section 5.6.7: the form in use and two obsolete ones, all of which must be read.
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  /** Those of a request whose headers have these values. */
  static Preconditions of(Function<String, List<String>> headers) {
    return new Preconditions(
        headers.apply(HttpHeaders.IF_NONE_MATCH),
        headers.apply(HttpHeaders.IF_MODIFIED_SINCE),
        headers.apply(HttpHeaders.IF_MATCH),
        headers.apply(HttpHeaders.IF_UNMODIFIED_SINCE));
  }

  /**
   * Whether the client has the representation as it is now, so that 304 answers it.
   *
   * @param tag its strong entity tag, with its quotes
   * @param modified when it was last modified; null where nobody knows
   */
  boolean isMetBy(String tag, @Nullable Instant modified) {
    // Section 13.2.2: the date counts only where there are no tags, even if none of them matches.
    return noneMatch.isEmpty()
        ? modified != null && isDated(modifiedSince, date -> !isAfter(modified, date))
        : matches(noneMatch, one -> one.group(1).equals(tag)); // 13.1.2: weakly, without its W/
  }

  /** Whether the client insists on another representation, so that 412 answers it. */
  boolean isFailedBy(String tag, @Nullable Instant modified) {
    // Section 13.2.2: here too the date counts only where there are no tags.
    return match.isEmpty()
        ? modified != null && isDated(unmodifiedSince, date -> isAfter(modified, date))
        : !matches(match, one -> one.group().equals(tag)); // 13.1.1: strongly
  }

  private static boolean matches(List<String> values, Predicate<MatchResult> tag) {
    String tags = String.join(",", values);
    return tags.strip().equals("*") || ENTITY_TAG.matcher(tags).results().anyMatch(tag);
  }

  // Sections 13.1.3 and 13.1.4: a date that cannot be read is as good as none.
  private static boolean isDated(List<String> values, Predicate<Instant> condition) {
    return values.size() == 1 && date(values.get(0)).filter(condition).isPresent();
  }

  private static boolean isAfter(Instant modified, Instant date) {
    return modified.truncatedTo(ChronoUnit.SECONDS).isAfter(date);
  }

  private static Optional<Instant> date(String text) {
    return DATES.stream().flatMap(form -> read(text.strip(), form)).findFirst();
  }

  private static Stream<Instant> read(String text, DateTimeFormatter form) {
    try {
      return Stream.of(form.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Stream.empty(); // not in this form
    }
  }
}
