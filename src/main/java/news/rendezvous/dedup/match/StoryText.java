package news.rendezvous.dedup.match;

import java.util.regex.Pattern;
import news.rendezvous.item.Story;

/** Text of a story's content without markup. */
final class StoryText {

  private static final Pattern MARKUP = Pattern.compile("<[^>]*>|&\\w+;");

  private StoryText() {}

  /** The text; empty for a story without content. */
  static String of(Story story) {
    String html = story.contentHtml();
    if (html != null) {
      return MARKUP.matcher(html).replaceAll(" ");
    }
    String text = story.contentText();
    return text == null ? "" : text;
  }
}
