package news.rendezvous.serve;

import news.rendezvous.item.Paragraphs;
import news.rendezvous.item.Story;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** What of a story is HTML in RSS and Atom. */
final class Html {

  /** Characters of an excerpt. */
  private static final int EXCERPT = 500;

  private Html() {}

  /** The content, plain text made paragraphs; null for a story that has neither. */
  static @Nullable String content(Story story) {
    String text = story.contentText();
    return story.contentHtml() != null || text == null
        ? story.contentHtml()
        : Paragraphs.html(text);
  }

  /** The abstract: the summary, else how the text begins; the whole content stands beside it. */
  static @Nullable String description(Story story) {
    if (story.summary() != null) {
      return Paragraphs.html(story.summary());
    }
    String html = story.contentHtml();
    String text =
        story.contentText() == null && html != null
            ? Jsoup.parse(html).text()
            : story.contentText();
    return text == null ? null : Paragraphs.html(beginning(text));
  }

  private static String beginning(String text) {
    if (text.length() <= EXCERPT) {
      return text;
    }
    int word = text.lastIndexOf(' ', EXCERPT);
    // Scripts without spaces are cut between characters, never inside of one.
    int end = word > EXCERPT / 2 ? word : text.offsetByCodePoints(0, EXCERPT / 2);
    return text.substring(0, end) + "…";
  }
}
