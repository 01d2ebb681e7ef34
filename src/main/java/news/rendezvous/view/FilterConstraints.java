package news.rendezvous.view;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import news.rendezvous.source.Source;
import news.rendezvous.view.search.QueryParser;

/**
 * Validation of the values of a {@link Selection}, the same for requests, saved views and the
 * configuration. Each method returns the expected form with an example, or nothing for a valid
 * value.
 */
public final class FilterConstraints {

  // RFC 4647 section 2.1.
  private static final Pattern LANGUAGE_RANGE =
      Pattern.compile("\\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  private FilterConstraints() {}

  /** A source, known or not: it may be added later. */
  public static Optional<String> source(String id) {
    return unless(
        Source.isId(id), "must be a source id of A-Z a-z 0-9 . _ -, such as harbour-news");
  }

  public static Function<String, Optional<String>> tag(FilterConfig bounds) {
    return tag ->
        unless(
            !tag.isBlank() && tag.length() <= bounds.maxQuery(),
            "must have 1 to %d characters, such as harbour".formatted(bounds.maxQuery()));
  }

  public static Optional<String> language(String range) {
    return unless(
        LANGUAGE_RANGE.matcher(range).matches(),
        "must be a language such as zh or pt-BR, or * for any");
  }

  public static Function<String, Optional<String>> query(FilterConfig bounds) {
    return text ->
        parse(text, bounds) instanceof QueryParser.Refused refused
            ? Optional.of(form(refused))
            : Optional.empty();
  }

  /** The query of a text within the limits. */
  public static QueryParser.Result parse(String text, FilterConfig bounds) {
    int characters = text.codePointCount(0, text.length());
    if (characters > bounds.maxQuery()) {
      return new QueryParser.Refused(
          bounds.maxQuery() + 1,
          "has %d characters; it may have at most %d".formatted(characters, bounds.maxQuery()));
    }
    QueryParser.Result result = QueryParser.parse(text, bounds.maxTerms(), bounds.maxPattern());
    return result instanceof QueryParser.Parsed parsed && parsed.query().isAll()
        ? new QueryParser.Refused(1, "has no word")
        : result;
  }

  /** The mistake of a query with its place, and a valid one. */
  public static String form(QueryParser.Refused refused) {
    return "%s (character %d); a valid one is: harbour -storm title:\"night ferry\""
        .formatted(refused.reason(), refused.position());
  }

  /** The number of values of one list. */
  public static Optional<String> count(int values, FilterConfig bounds) {
    return unless(
        values <= bounds.maxValues(),
        "has %d values; it may have at most %d".formatted(values, bounds.maxValues()));
  }

  private static Optional<String> unless(boolean right, String form) {
    return right ? Optional.empty() : Optional.of(form);
  }
}
