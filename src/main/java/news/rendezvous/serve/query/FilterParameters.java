package news.rendezvous.serve.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.FilterConstraints;
import news.rendezvous.view.Selection;
import news.rendezvous.view.search.Query;
import news.rendezvous.view.search.QueryParser;
import org.jspecify.annotations.Nullable;

/** Query parameters of a {@link Selection}. */
public final class FilterParameters {

  // RFC 3339 section 5.6; java.time accepts more.
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

  private FilterParameters() {}

  /**
   * Parses the parameters of a request.
   *
   * @throws ProblemException (400) for an invalid value; an unknown source id is valid, since the
   *     source may be added later
   */
  public static Selection parse(Parameters parameters, FilterConfig bounds) {
    return new Selection(
        all(parameters, "source", FilterConstraints::source),
        all(parameters, "tag", FilterConstraints.tag(bounds)),
        all(parameters, "lang", FilterConstraints::language),
        parameters.single("q").map(text -> query(text, bounds)).orElse(Query.ALL),
        parameters.single("since").map(text -> requireTime("since", text)).orElse(null),
        parameters.single("until").map(text -> requireTime("until", text)).orElse(null),
        null);
  }

  private static List<String> all(
      Parameters parameters, String name, Function<String, Optional<String>> rule) {
    List<String> values = parameters.all(name);
    values.stream()
        .flatMap(value -> rule.apply(value).stream())
        .findFirst()
        .ifPresent(
            form -> {
              throw Parameters.invalid(name, form);
            });
    return values;
  }

  private static Query query(String text, FilterConfig bounds) {
    QueryParser.Result result = FilterConstraints.parse(text, bounds);
    if (result instanceof QueryParser.Refused refused) {
      throw Parameters.invalid("q", FilterConstraints.form(refused));
    }
    return ((QueryParser.Parsed) result).query();
  }

  private static Instant requireTime(String name, String text) {
    return time(text)
        .orElseThrow(
            () ->
                Parameters.invalid(
                    name,
                    "must be a date and time of RFC 3339 with its offset, such as"
                        + " 2026-03-01T08:00:00Z or 2026-03-01T09:00:00%2B01:00"));
  }

  /** The time of a text of RFC 3339 section 5.6; empty for any other text. */
  public static Optional<Instant> time(String text) {
    try {
      return DATE_TIME.matcher(text).matches()
          ? Optional.of(OffsetDateTime.parse(text).toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) { // a well-formed date that is in no calendar
      return Optional.empty();
    }
  }

  /**
   * The canonical query string: equal selections give equal strings, whatever the order of the
   * parameters in a request. Empty for one that matches all items.
   */
  public static String query(Selection selection) {
    return Stream.of(
            each("source", selection.sources()),
            each("tag", selection.tags()),
            each("lang", selection.languages()),
            each("q", text(selection.query().isAll() ? null : selection.query())),
            each("since", text(selection.since())),
            each("until", text(selection.until())))
        .flatMap(parameters -> parameters)
        .collect(Collectors.joining("&"));
  }

  /** Path and query of the web page with this filter. */
  public static String page(Selection selection) {
    String query = query(selection);
    return query.isEmpty() ? "/" : "/?" + query;
  }

  /** The one language of all matching items; empty where there may be several. */
  public static Optional<String> language(Selection selection) {
    return Optional.of(selection.languages())
        .filter(ranges -> ranges.size() == 1)
        .map(ranges -> Locale.forLanguageTag(ranges.get(0)).toLanguageTag())
        .filter(tag -> !tag.equals("und"));
  }

  private static Stream<String> each(String name, List<String> values) {
    return values.stream()
        .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static List<String> text(@Nullable Object value) {
    return value == null ? List.of() : List.of(value.toString());
  }
}
