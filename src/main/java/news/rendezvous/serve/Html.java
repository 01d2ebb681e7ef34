package news.rendezvous.serve;

import news.rendezvous.item.Paragraphs;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/** What of a story is HTML in RSS and Atom. */
final class Html {

  private Html() {}

  /** The content, plain text made paragraphs; null for a story that has neither. */
  static @Nullable String content(Story story) {
    String text = story.contentText();
    return story.contentHtml() != null || text == null
        ? story.contentHtml()
        : Paragraphs.html(text);
  }

  /** The abstract, see {@link Excerpt}; the whole content stands beside it. */
  static @Nullable String description(Story story) {
    String excerpt = Excerpt.of(story);
    return excerpt == null ? null : Paragraphs.html(excerpt);
  }
}
