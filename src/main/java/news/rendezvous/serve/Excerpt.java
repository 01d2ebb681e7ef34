package news.rendezvous.serve;

import news.rendezvous.item.Story;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** What stands for a story where there is no room for all of it. */
public final class Excerpt {

  /** Characters of what is cut out of a text. */
  private static final int LENGTH = 500;

  private Excerpt() {}

  /** Plain text: the summary, else how the text begins; null for a story without either. */
  public static @Nullable String of(Story story) {
    if (story.summary() != null) {
      return story.summary();
    }
    String html = story.contentHtml();
    String text =
        story.contentText() == null && html != null
            ? Jsoup.parse(html).text()
            : story.contentText();
    return text == null ? null : beginning(text);
  }

  private static String beginning(String text) {
    if (text.length() <= LENGTH) {
      return text;
    }
    int word = text.lastIndexOf(' ', LENGTH);
    // Scripts without spaces are cut between characters, never inside of one.
    int end = word > LENGTH / 2 ? word : text.offsetByCodePoints(0, LENGTH / 2);
    return text.substring(0, end) + "…";
  }
}
