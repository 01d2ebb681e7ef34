package news.rendezvous.ingest.parse.html;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.parser.Tag;

/**
 * Repair of tag soup before an HTML parser. A less-than sign that begins no markup is escaped: in a
 * generic type, an inequality, the name of an element in prose. A browser would drop such a "tag",
 * and often the text after it. Unclosed quotes of attributes and elements whose content would be
 * dropped are closed. One pass in linear time.
 */
public final class TagSoup {

  private static final Pattern SPACED_END_TAG = Pattern.compile("</\\s+\\w{1,20}\\s*>");

  private static final int NONE = -1;

  private final String html;
  private final IntendedTags intended;
  private final TagEnds ends;
  private final Map<String, Integer> terminators = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  /** End of the input that is in {@link #out}. */
  private int written;

  private TagSoup(String html, boolean line) {
    this.html = html;
    this.intended = new IntendedTags(html, line);
    this.ends = new TagEnds(html);
  }

  /** Escapes the markup of a body. */
  public static String escaped(String html) {
    return new TagSoup(html, false).escaped();
  }

  /** Escapes a title or another text of one line, in which an unclosed element is a word. */
  public static String escapedLine(String html) {
    return new TagSoup(html, true).escaped();
  }

  private String escaped() {
    int at = html.indexOf('<');
    while (at >= 0) {
      int end = markup(at);
      if (end == NONE) {
        int broken = broken(at);
        end = broken == NONE ? at + 1 : broken;
        replace(at, end, broken == NONE ? "&lt;" : "");
      }
      at = html.indexOf('<', Math.max(end, at + 1));
    }
    return written == 0 ? html : out.append(html, written, html.length()).toString();
  }

  private void replace(int from, int to, String text) {
    out.append(html, written, from).append(text);
    written = to;
  }

  /** The offset after the markup that begins here; {@link #NONE} if it is text. */
  private int markup(int at) {
    if (html.startsWith("<!--", at)) {
      return after("-->", at + 2);
    }
    char next = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
    return switch (next) {
      case '/' -> isLetter(at + 2) && intended.isEndTag(name(at + 2)) ? after(">", at) : NONE;
      case '!' -> isLetter(at + 2) || html.startsWith("[", at + 2) ? after(">", at) : NONE;
      case '?' -> html.startsWith("<?xml", at) ? after(">", at) : NONE;
      default -> isLetter(at + 1) ? startTag(at) : NONE;
    };
  }

  private int startTag(int at) {
    String name = name(at + 1);
    int attributes = at + 1 + name.length();
    TagEnds.TagEnd end = ends.find(attributes);
    if (end == null
        || !intended.isStartTag(name, html.substring(attributes, end.offset() - 1), end.offset())) {
      return NONE;
    }
    TagEnds.MissingQuote missing = end.missing();
    if (missing != null) {
      replace(missing.offset(), missing.offset(), String.valueOf(missing.quote()));
    }
    if (intended.swallowsTheRest(name, end.offset())) {
      replace(end.offset(), end.offset(), "</" + LowerCase.of(name) + '>');
    }
    return end.offset();
  }

  /** The offset after broken markup, which is removed; {@link #NONE} if it is text. */
  private int broken(int at) {
    if (html.startsWith("<?", at)) {
      return after("?>", at);
    }
    int next = html.indexOf('<', at + 1);
    int end = next < 0 ? html.length() : next;
    Matcher endTag = SPACED_END_TAG.matcher(html).region(at, end);
    if (endTag.lookingAt()) {
      return endTag.end();
    }
    String name = isLetter(at + 1) ? name(at + 1) : "";
    return Tag.isKnownTag(LowerCase.of(name))
        ? CutOffTag.end(html, at + 1 + name.length(), end)
        : NONE;
  }

  private String name(int from) {
    int to = from;
    while (to < html.length() && !isEndOfName(html.charAt(to))) {
      to++;
    }
    return html.substring(from, to);
  }

  private static boolean isEndOfName(char c) {
    return c <= ' ' || c == '/' || c == '<' || c == '>';
  }

  private boolean isLetter(int at) {
    char c = at < html.length() ? (char) (html.charAt(at) | 0x20) : ' ';
    return c >= 'a' && c <= 'z';
  }

  /** The offset after the next occurrence, which is searched for once, in linear time. */
  private int after(String terminator, int from) {
    int known = terminators.getOrDefault(terminator, 0);
    if (known >= 0 && known < from) {
      known = html.indexOf(terminator, from);
      terminators.put(terminator, known);
    }
    return known < 0 ? NONE : known + terminator.length();
  }
}
