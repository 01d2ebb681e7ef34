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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client already has, RFC 9110 section 13.
 *
 * @param noneMatch values of {@code If-None-Match}; none where it is not there
 * @param modifiedSince values of {@code If-Modified-Since}
 */
record Preconditions(List<String> noneMatch, List<String> modifiedSince) {

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

  static Preconditions of(HttpHeaders headers) {
    return new Preconditions(
        headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH),
        headers.getRequestHeader(HttpHeaders.IF_MODIFIED_SINCE));
  }

  /**
   * Whether the client has the representation as it is now, so that 304 answers it.
   *
   * @param tag its strong entity tag, with its quotes
   * @param modified when it was last modified; null where nobody knows
   */
  boolean isMetBy(String tag, @Nullable Instant modified) {
    // Section 13.2.2: the date counts only where there are no tags, even if none of them matches.
    return noneMatch.isEmpty() ? isNotSince(modified) : matches(String.join(",", noneMatch), tag);
  }

  // Section 13.1.2: tags compare weakly, that is, without their W/.
  private static boolean matches(String tags, String tag) {
    return tags.strip().equals("*")
        || ENTITY_TAG.matcher(tags).results().anyMatch(known -> known.group(1).equals(tag));
  }

  // Section 13.1.3: a date that cannot be read is as good as none.
  private boolean isNotSince(@Nullable Instant modified) {
    return modified != null
        && modifiedSince.size() == 1
        && date(modifiedSince.get(0))
            .filter(date -> !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(date))
            .isPresent();
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
