package news.rendezvous.serve;

import java.util.Arrays;
import java.util.stream.Collectors;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/** What of a story is HTML in RSS and Atom. */
final class Html {

  private Html() {}

  /** The content, plain text made paragraphs; null for a story that has neither. */
  static @Nullable String content(Story story) {
    String text = story.contentText();
    return story.contentHtml() != null || text == null ? story.contentHtml() : paragraphs(text);
  }

  /** The abstract, see {@link Excerpt}; the whole content stands beside it. */
  static @Nullable String description(Story story) {
    String excerpt = Excerpt.of(story);
    return excerpt == null ? null : paragraphs(excerpt);
  }

  // A single paragraph needs no element; readers show it as it is.
  private static String paragraphs(String text) {
    String[] paragraphs = text.strip().split("\\R\\s*\\R");
    return paragraphs.length == 1
        ? lines(paragraphs[0])
        : Arrays.stream(paragraphs)
            .map(paragraph -> "<p>" + lines(paragraph) + "</p>")
            .collect(Collectors.joining("\n"));
  }

  private static String lines(String paragraph) {
    return escape(paragraph).replaceAll("\\R", "<br>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
