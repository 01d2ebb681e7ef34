package news.rendezvous.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sample story as it lies in the resources: what it says, not yet when it is told.
 *
 * <p>A resource holds stories split by a line {@code ---}; a story is header lines ({@code name:
 * value}), a blank line, and paragraphs split by blank lines. The first paragraph goes on from the
 * dialect's lead-in and a date.
 *
 * @param slug names it in addresses
 * @param title its headline
 * @param reporters their names, as the byline has them
 * @param tags what it is about
 * @param scene its picture; a story without one is carried as plain text, the others as HTML
 * @param related what it refers to: slugs, or its own, or the name of a picture
 * @param paragraphs its text
 */
record Tale(
    String slug,
    String title,
    String reporters,
    List<String> tags,
    @Nullable Scene scene,
    List<String> related,
    List<String> paragraphs) {

  Tale {
    tags = List.copyOf(tags);
    related = List.copyOf(related);
    paragraphs = List.copyOf(paragraphs);
    if (paragraphs.isEmpty()) {
      throw new IllegalArgumentException("a story without text: " + slug);
    }
  }

  /** The stories of one language, in the order in which they are told. */
  static List<Tale> readAll(Voice voice) {
    return Stream.of(resource("stories", voice).split("\n---\n")).map(Tale::parse).toList();
  }

  /** The text of a resource that there is one of for each language. */
  static String resource(String name, Voice voice) {
    String path = "/demo/" + name + '.' + voice.language() + ".txt";
    try (InputStream in = Tale.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  static Tale parse(String text) {
    List<String> parts = List.of(text.strip().split("\n\n+"));
    Map<String, String> head =
        parts
            .get(0)
            .lines()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    String scene = head.get("scene");
    return new Tale(
        head.getOrDefault("slug", ""),
        head.getOrDefault("title", ""),
        head.getOrDefault("reporters", ""),
        words(head.getOrDefault("tags", "")),
        scene == null ? null : Scene.valueOf(scene.toUpperCase(Locale.ROOT)),
        words(head.getOrDefault("related", "")),
        parts.subList(1, parts.size()));
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  /** The story as another source carries it: its beginning alone, without picture or references. */
  Tale brief() {
    int length = Math.max(1, paragraphs.size() - 1);
    return new Tale(slug, title, reporters, tags, null, List.of(), paragraphs.subList(0, length));
  }
}
