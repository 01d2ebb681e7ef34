package news.rendezvous.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A story of the sample, without dates.
 *
 * @param slug names it in addresses
 * @param title its headline
 * @param reporters their names, as the byline has them
 * @param tags its categories
 * @param picture slug of its picture; a story without one is published as plain text, others as
 *     HTML
 * @param related slugs of stories or pictures that it refers to
 * @param paragraphs its text; the first paragraph continues the lead-in of the dialect
 */
record SampleStory(
    String slug,
    String title,
    String reporters,
    List<String> tags,
    @Nullable String picture,
    List<String> related,
    List<String> paragraphs) {

  /**
   * A story in a feed.
   *
   * @param corrected when a correction was appended; null without one
   */
  record Published(SampleStory story, Instant at, @Nullable Instant corrected) {}

  SampleStory {
    tags = List.copyOf(tags);
    related = List.copyOf(related);
    paragraphs = List.copyOf(paragraphs);
    if (paragraphs.isEmpty()) {
      throw new IllegalArgumentException("a story without text: " + slug);
    }
  }

  /** Reads header lines ({@code name: value}), a blank line, and paragraphs between blank lines. */
  static SampleStory parse(String text) {
    List<String> parts = List.of(text.strip().split("\n\n+"));
    Map<String, String> head =
        parts
            .get(0)
            .lines()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    return new SampleStory(
        head.getOrDefault("slug", ""),
        head.getOrDefault("title", ""),
        head.getOrDefault("reporters", ""),
        words(head.getOrDefault("tags", "")),
        head.get("scene"),
        words(head.getOrDefault("related", "")),
        parts.subList(1, parts.size()));
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  /** The story as a wire service carries it: shorter, without picture and references. */
  SampleStory brief() {
    int length = Math.max(1, paragraphs.size() - 1);
    return new SampleStory(
        slug, title, reporters, tags, null, List.of(), paragraphs.subList(0, length));
  }
}
