package news.rendezvous.view.search;

import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * Text of sanitised HTML for the search, in a tenth of the time of a parser: such HTML has no
 * comments, scripts or styles, and no {@code >} within a tag.
 */
public final class MarkupText {

  /** Elements that may be within a word; any other separates words. */
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
          "i", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong",
          "sub", "sup", "time", "tt", "u", "var", "wbr");

  private MarkupText() {}

  /** The text between the tags, white space as it is. */
  public static String of(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int from = 0;
    for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', from)) {
      text.append(html, from, tag);
      int end = html.indexOf('>', tag);
      from = end < 0 ? html.length() : end + 1;
      if (!INLINE.contains(name(html, tag + 1, from))) {
        text.append(' ');
      }
    }
    text.append(html, from, html.length());
    String escaped = text.toString();
    return escaped.indexOf('&') < 0 ? escaped : Parser.unescapeEntities(escaped, false);
  }

  private static String name(String html, int tag, int end) {
    int start = tag < end && html.charAt(tag) == '/' ? tag + 1 : tag;
    int to = start;
    while (to < end && Character.isLetterOrDigit(html.charAt(to))) {
      to++;
    }
    return html.substring(start, to);
  }
}
