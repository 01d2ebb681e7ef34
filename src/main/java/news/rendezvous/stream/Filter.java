package news.rendezvous.stream;

import io.vertx.core.MultiMap;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.source.Source;

/**
 * The items that match the parameters of the feeds; an empty list lets all pass.
 *
 * @param sources ids of sources of which one must have carried the item
 * @param tags tags of which it must have one, in any case
 * @param languages language ranges of which one must match, by RFC 4647 section 3.3.1
 * @param words words which must all occur in it, in any case
 * @param since where it must not stand before in the timeline
 * @param until where it must stand before in the timeline
 */
record Filter(
    List<String> sources,
    List<String> tags,
    List<String> languages,
    List<String> words,
    Instant since,
    Instant until)
    implements Selection {

  private static final int LONGEST_QUERY = 1000;

  /**
   * The filter that a query asks for.
   *
   * @throws ProblemException (400) for a parameter that is not what it must be
   */
  static Filter of(MultiMap query) {
    List<String> sources = query.getAll("source");
    if (!sources.stream().allMatch(Source::isId)) {
      throw invalid("source", "must be a source id, of A-Z a-z 0-9 . _ -");
    }
    return new Filter(
        sources,
        query.getAll("tag").stream().map(Filter::folded).toList(),
        query.getAll("lang").stream().map(Filter::folded).toList(),
        words(single(query, "q").orElse("")),
        time(query, "since", Instant.MIN),
        time(query, "until", Instant.MAX));
  }

  /**
   * The value of a parameter that may be left out.
   *
   * @throws ProblemException (400) for a parameter that is given more than once
   */
  static Optional<String> single(MultiMap query, String name) {
    List<String> values = query.getAll(name);
    if (values.size() > 1) {
      throw invalid(name, "must not be repeated");
    }
    return values.stream().findFirst();
  }

  private static List<String> words(String query) {
    if (query.length() > LONGEST_QUERY) {
      throw invalid("q", "must not be longer than " + LONGEST_QUERY + " characters");
    }
    return Stream.of(folded(query).split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static Instant time(MultiMap query, String name, Instant otherwise) {
    try {
      return single(query, name)
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(otherwise);
    } catch (DateTimeException e) {
      throw invalid(name, "must be a time by RFC 3339, such as 2026-03-03T12:00:00Z");
    }
  }

  static ProblemException invalid(String name, String expected) {
    return new ProblemException(Problem.invalidParameter(name, expected));
  }

  @Override
  public boolean takes(NewsItem item, byte[] json) {
    Instant timeline = item.extension().timeline();
    return !timeline.isBefore(since)
        && timeline.isBefore(until)
        && (sources.isEmpty() || carriers(item).anyMatch(sources::contains))
        && (tags.isEmpty()
            || item.story().tags().stream().map(Filter::folded).anyMatch(tags::contains))
        && (languages.isEmpty() || languages.stream().anyMatch(range -> isIn(range, item.story())))
        && (words.isEmpty() || words.stream().allMatch(text(item.story())::contains));
  }

  private static Stream<String> carriers(NewsItem item) {
    return Stream.concat(
        Stream.of(item.extension().source().id()),
        item.extension().duplicates().stream().map(Duplicate::source));
  }

  private static boolean isIn(String range, Story story) {
    String language = folded(Objects.requireNonNullElse(story.language(), ""));
    return range.equals("*") || language.equals(range) || language.startsWith(range + "-");
  }

  private static String text(Story story) {
    return Stream.of(story.title(), story.summary(), story.contentText(), words(story))
        .filter(Objects::nonNull)
        .map(Filter::folded)
        .collect(Collectors.joining("\n"));
  }

  private static String words(Story story) {
    return Objects.requireNonNullElse(story.contentHtml(), "").replaceAll("<[^>]*>", " ");
  }

  // Full-width letters and compatibility forms are what they look like (Unicode Annex 15, NFKC).
  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
