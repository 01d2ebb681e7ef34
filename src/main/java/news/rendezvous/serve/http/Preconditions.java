package news.rendezvous.serve.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.text.HttpDate;
import org.jspecify.annotations.Nullable;

/** Conditional request headers, RFC 9110 section 13. */
public record Preconditions(
    List<String> noneMatch,
    List<String> modifiedSince,
    List<String> match,
    List<String> unmodifiedSince) {

  // Section 8.8.3; commas may stand inside.
  private static final Pattern ENTITY_TAG =
      Pattern.compile("(?:W/)?(\"[!\\x23-\\x7E\\x80-\\xFF]*\")");

  public static Preconditions of(Function<String, List<String>> headers) {
    return new Preconditions(
        headers.apply(HttpHeaders.IF_NONE_MATCH),
        headers.apply(HttpHeaders.IF_MODIFIED_SINCE),
        headers.apply(HttpHeaders.IF_MATCH),
        headers.apply(HttpHeaders.IF_UNMODIFIED_SINCE));
  }

  /**
   * Is the client's copy current, so that the answer is 304?
   *
   * @param modified last modification; null where it is unknown
   */
  public boolean isNotModified(String tag, @Nullable Instant modified) {
    // Section 13.2.2: the date counts only without entity tags, even if none of them matches.
    return noneMatch.isEmpty()
        ? modified != null && isDated(modifiedSince, date -> !isAfter(modified, date))
        // Section 13.1.2: weak comparison.
        : matches(noneMatch, tag, one -> one.group(1).equals(tag));
  }

  /** The entity tags in {@code If-None-Match}, in order, with their quotes and as strong ones. */
  public Stream<String> noneMatchTags() {
    return ENTITY_TAG.matcher(String.join(",", noneMatch)).results().map(tag -> tag.group(1));
  }

  /** Does a precondition fail, so that the answer is 412? */
  public boolean isFailed(String tag, @Nullable Instant modified) {
    // Section 13.2.2: here too the date counts only without entity tags.
    return match.isEmpty()
        ? modified != null && isDated(unmodifiedSince, date -> isAfter(modified, date))
        // Section 13.1.1: strong comparison.
        : !matches(match, tag, one -> one.group().equals(tag));
  }

  private static boolean matches(
      List<String> values, String tag, Predicate<MatchResult> comparison) {
    if (values.size() == 1 && values.get(0).equals(tag)) {
      return true;
    }
    String tags = String.join(",", values);
    return tags.strip().equals("*") || ENTITY_TAG.matcher(tags).results().anyMatch(comparison);
  }

  // Sections 13.1.3 and 13.1.4: an invalid date is ignored.
  private static boolean isDated(List<String> values, Predicate<Instant> condition) {
    Instant date = values.size() == 1 ? HttpDate.parse(values.get(0)) : null;
    return date != null && condition.test(date);
  }

  private static boolean isAfter(Instant modified, Instant date) {
    return modified.truncatedTo(ChronoUnit.SECONDS).isAfter(date);
  }
}
