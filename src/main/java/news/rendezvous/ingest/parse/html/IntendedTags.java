package news.rendezvous.ingest.parse.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.parser.Tag;

/**
 * Distinction of tags that are markup from tags that are text, such as a generic type or an element
 * that the text is about. The criteria are the name, the attributes and a later end tag.
 */
final class IntendedTags {

  /** Elements whose content is dropped or raw text: unclosed, they take the rest of the page. */
  private static final Set<String> SWALLOWING =
      Set.of(
          """
          script style title textarea xmp iframe noembed noframes noscript plaintext template
          object applet select datalist button frameset
          """
              .strip()
              .split("\\s+"));

  /** Elements of structure: after their start tag, an element of HTML is no word of a title. */
  private static final Set<String> STRUCTURES =
      Set.of("form", "table", "ul", "ol", "dl", "svg", "math");

  /** Elements that are used without an end tag within a line. */
  private static final Set<String> ALONE = Set.of("br", "hr", "p", "wbr");

  /**
   * Attributes without a value: boolean attributes of the HTML Living Standard, with obsolete ones.
   */
  private static final Pattern BOOLEAN_ATTRIBUTES =
      Pattern.compile(
          "(?i)[\\s/]*(?:(?:allowfullscreen|mozallowfullscreen|webkitallowfullscreen|allow|async"
              + "|autoplay|checked|clear|compact|controls|data-[\\w-]+|defer|disabled|download"
              + "|hidden|ismap|itemscope|loop|multiple|muted|nofollow|nohref|noshade|nowrap|open"
              + "|playsinline|readonly|required|reversed|selected)\\b[\\s/]*)*+");

  private static final int NONE = -1;

  private final String html;
  private final boolean line;
  private final Set<String> opened = new HashSet<>();
  private Map<String, Integer> lastEnds = Map.of();
  private boolean endsKnown;

  /** True after a start tag of one of the {@link #STRUCTURES}. */
  private boolean structured;

  /**
   * For one text.
   *
   * @param line true for a text of one line, such as a title
   */
  IntendedTags(String html, boolean line) {
    this.html = html;
    this.line = line;
  }

  /** True if an end tag is markup. */
  boolean isEndTag(String name) {
    return Tag.isKnownTag(LowerCase.of(name)) || opened.contains(name);
  }

  /**
   * True if a start tag is markup.
   *
   * @param end offset after the tag
   */
  boolean isStartTag(String name, String attributes, int end) {
    String lower = LowerCase.of(name);
    boolean intended =
        Tag.isKnownTag(lower) ? isHtml(lower, attributes, end) : isForeign(name, lower, end);
    if (intended) {
      opened.add(name);
      structured |= STRUCTURES.contains(lower);
    }
    return intended;
  }

  /** True if the content of an element, which nothing closes, would be dropped. */
  boolean swallowsTheRest(String name, int end) {
    String lower = LowerCase.of(name);
    return SWALLOWING.contains(lower) && !isClosedAfter(lower, end);
  }

  private boolean isHtml(String name, String attributes, int end) {
    if (name.equals("plaintext")) {
      return false;
    }
    if (isClosedAfter(name, end) || attributes.indexOf('=') >= 0) {
      return true;
    }
    return !SWALLOWING.contains(name)
        && BOOLEAN_ATTRIBUTES.matcher(attributes).matches()
        && (!line || structured || ALONE.contains(name));
  }

  /** True if a tag is of another vocabulary: MathML, SVG, custom elements. */
  private boolean isForeign(String name, String lower, int end) {
    return Character.isLowerCase(name.charAt(0))
        && (html.charAt(end - 2) == '/' || isClosedAfter(lower, end));
  }

  private boolean isClosedAfter(String name, int offset) {
    if (!endsKnown) {
      endsKnown = true;
      lastEnds = lastEnds();
    }
    return lastEnds.getOrDefault(name, NONE) >= offset;
  }

  /** Offsets of the last end tags, by name in lower case. */
  private Map<String, Integer> lastEnds() {
    Map<String, Integer> ends = new HashMap<>();
    for (int at = html.indexOf("</"); at >= 0; at = html.indexOf("</", at + 2)) {
      int to = at + 2;
      if (isLetter(to)) {
        while (to < html.length() && !isEndOfName(html.charAt(to))) {
          to++;
        }
        ends.put(LowerCase.of(html.substring(at + 2, to)), at);
      }
    }
    return ends;
  }

  private boolean isLetter(int at) {
    char c = at < html.length() ? (char) (html.charAt(at) | 0x20) : ' ';
    return c >= 'a' && c <= 'z';
  }

  private static boolean isEndOfName(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '/' || c == '<' || c == '>';
  }
}
