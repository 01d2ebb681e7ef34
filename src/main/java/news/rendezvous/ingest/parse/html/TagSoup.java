package news.rendezvous.ingest.parse.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.parser.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Escapes each less-than sign that begins no markup, so that an HTML parser takes it for text: that
 * of a generic type, of an inequality, of an element that is written about; and closes the quotes
 * of attributes that were left open. A browser would drop such a "tag", and often all that follows.
 * One pass; every end is looked for once.
 */
public final class TagSoup {

  /** Elements whose content is dropped or read as raw text: unclosed, they take all with them. */
  private static final Set<String> SWALLOWING =
      Set.of(
          "script",
          "style",
          "title",
          "textarea",
          "xmp",
          "iframe",
          "noembed",
          "noframes",
          "noscript",
          "plaintext",
          "template",
          "object",
          "applet",
          "select",
          "datalist",
          "button",
          "frameset");

  /** Elements that hold other elements: what stands behind their start tag is no word. */
  private static final Set<String> STRUCTURES =
      Set.of("form", "table", "ul", "ol", "dl", "svg", "math");

  /** Elements that are used without an end tag within a line. */
  private static final Set<String> ALONE = Set.of("br", "hr", "p", "wbr");

  /**
   * HTML Living Standard, boolean attributes, with obsolete ones: all that stand without a value.
   */
  private static final Pattern BOOLEAN_ATTRIBUTES =
      Pattern.compile(
          "(?i)[\\s/]*(?:(?:allowfullscreen|mozallowfullscreen|webkitallowfullscreen|allow|async"
              + "|autoplay|checked|clear|compact|controls|data-[\\w-]+|defer|disabled|download"
              + "|hidden|ismap|itemscope|loop|multiple|muted|nofollow|nohref|noshade|nowrap|open"
              + "|playsinline|readonly|required|reversed|selected)\\b[\\s/]*)*+");

  /** Custom elements and names with a prefix: no text looks like them. */
  private static final Pattern COMPOUND = Pattern.compile("[a-zA-Z][\\w.]*(?:[-:][\\w.]+)+");

  /** What is left of a tag where a text was cut off within it, or its end was forgotten. */
  private static final Pattern CUT_OFF =
      Pattern.compile(
          "(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))*+"
              + "\\s+[\\w:-]++=(?:\"[^\">]*+|'[^'>]*+)|(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))++"
              + "\\s*+[\\w:/-]*+=?");

  /** A value in quotes that a text, or the next tag, follows in place of the end of the tag. */
  private static final Pattern OPEN_QUOTE =
      Pattern.compile(
          "(?i)(?:\\s+[\\w:-]++=(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'>]++))*+"
              + "\\s+(?<name>[\\w:-]++)=[\"'][^\\s\"'>]*+(?:\\s+[\\w:-]++=[^\\s\"'>]*+)*+(?=[^>]*+\\z)");

  /** Attributes whose value is one word, an address. */
  private static final Set<String> ADDRESSES = Set.of("href", "src");

  /** A further attribute within a value: its quote was forgotten before it. */
  private static final Pattern NEXT_ATTRIBUTE = Pattern.compile("\\s+[\\w:-]++=");

  private static final Pattern ATTRIBUTE = Pattern.compile("[\\w:-]++=");

  private static final String BEHIND_A_VALUE = " \t\r\n\f/>";

  private static final Pattern SPACED_END_TAG = Pattern.compile("</\\s+\\w{1,20}\\s*>");

  private static final Pattern END_TAG = Pattern.compile("</([a-zA-Z][^\\s/<>]*)");

  private static final int NONE = -1;

  private final String html;
  private final boolean line;
  private final Map<String, Integer> found = new HashMap<>();
  private final Set<String> opened = new HashSet<>();
  private Map<String, Integer> lastEnds = Map.of();
  private boolean endsKnown;

  /** Whether the text has one of the {@link #STRUCTURES} so far. */
  private boolean structured;

  /** Name of the element whose start tag was read last, where it would swallow what follows. */
  private @Nullable String unclosed;

  /** Where the tag that was read last lacks a quote; {@link #NONE} where it does not. */
  private int missingQuote = NONE;

  private char quote;

  /** From where on {@link #tagEnd} is the next end of a tag. */
  private int searched;

  private int tagEnd = NONE;

  private TagSoup(String html, boolean line) {
    this.html = html;
    this.line = line;
  }

  /** For the markup of a body. */
  public static String escaped(String html) {
    return new TagSoup(html, false).escaped();
  }

  /** For a title or another text of one line, where an element that nothing closes is a word. */
  public static String escapedLine(String html) {
    return new TagSoup(html, true).escaped();
  }

  private String escaped() {
    StringBuilder out = new StringBuilder();
    int written = 0;
    int at = html.indexOf('<');
    while (at >= 0) {
      missingQuote = NONE;
      int end = end(at);
      int broken = end == NONE ? broken(at) : NONE;
      if (end != NONE && missingQuote != NONE) {
        out.append(html, written, missingQuote).append(quote);
        written = missingQuote;
      }
      if (end != NONE && unclosed != null) {
        out.append(html, written, end).append("</").append(unclosed).append('>');
        written = end;
        unclosed = null;
      } else if (broken != NONE) {
        out.append(html, written, at);
        written = broken;
      } else if (end == NONE) {
        out.append(html, written, at).append("&lt;");
        written = at + 1;
      }
      at = html.indexOf('<', Math.max(Math.max(end, broken), at + 1));
    }
    return written == 0 ? html : out.append(html, written, html.length()).toString();
  }

  /** Behind the markup that begins at a place; {@link #NONE} where that is text. */
  private int end(int at) {
    if (html.startsWith("<!--", at)) {
      return behind("-->", at + 2);
    }
    char next = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
    return switch (next) {
      case '/' -> isLetter(at + 2) ? endTag(at) : NONE;
      case '!' -> isLetter(at + 2) || html.startsWith("[", at + 2) ? behind(">", at) : NONE;
      case '?' -> html.startsWith("<?xml", at) ? behind(">", at) : NONE;
      default -> isLetter(at + 1) ? startTag(at) : NONE;
    };
  }

  private int endTag(int at) {
    String name = name(at + 2);
    boolean known = Tag.isKnownTag(LowerCase.of(name));
    return known || opened.contains(name) || COMPOUND.matcher(name).matches()
        ? behind(">", at)
        : NONE;
  }

  private int startTag(int at) {
    String name = name(at + 1);
    int attributes = at + 1 + name.length();
    int end = tagEnd(attributes);
    boolean markup =
        end != NONE
            && (Tag.isKnownTag(LowerCase.of(name))
                ? isUsed(LowerCase.of(name), html.substring(attributes, end - 1), end)
                : isForeign(name, end));
    if (markup) {
      opened.add(name);
      structured |= STRUCTURES.contains(LowerCase.of(name));
    }
    return markup ? end : NONE;
  }

  /** Behind markup that is broken and leaves; {@link #NONE} where it is text. */
  private int broken(int at) {
    if (html.startsWith("<?", at)) {
      return behind("?>", at);
    }
    int next = html.indexOf('<', at + 1);
    int end = next < 0 ? html.length() : next;
    Matcher endTag = SPACED_END_TAG.matcher(html).region(at, end);
    return endTag.lookingAt() ? endTag.end() : cutOff(at, end);
  }

  /** Behind a tag that has no end; {@link #NONE} where it is none. */
  private int cutOff(int at, int end) {
    String name = isLetter(at + 1) ? name(at + 1) : "";
    if (!Tag.isKnownTag(LowerCase.of(name))) {
      return NONE;
    }
    int attributes = at + 1 + name.length();
    Matcher open = OPEN_QUOTE.matcher(html).region(attributes, end);
    // What a text was cut off in reaches to its end, and is nothing to read.
    if (open.lookingAt()
        && (end < html.length() || ADDRESSES.contains(LowerCase.of(open.group("name"))))) {
      return open.end();
    }
    return CUT_OFF.matcher(html).region(attributes, end).matches() ? end : NONE;
  }

  /** Whether a tag of HTML is there for its effect. */
  private boolean isUsed(String name, String attributes, int end) {
    if (name.equals("plaintext")) {
      return false;
    }
    if (isClosedBehind(name, end)) {
      return true;
    }
    if (attributes.indexOf('=') >= 0) {
      unclosed = SWALLOWING.contains(name) ? name : null;
      return true;
    }
    return !SWALLOWING.contains(name)
        && BOOLEAN_ATTRIBUTES.matcher(attributes).matches()
        && (!line || structured || ALONE.contains(name));
  }

  /** Whether a tag is one of another vocabulary: MathML, SVG, an author's own. */
  private boolean isForeign(String name, int end) {
    return COMPOUND.matcher(name).matches()
        || (Character.isLowerCase(name.charAt(0))
            && (html.charAt(end - 2) == '/' || isClosedBehind(LowerCase.of(name), end)));
  }

  private boolean isClosedBehind(String name, int at) {
    if (!endsKnown) {
      endsKnown = true;
      lastEnds = new HashMap<>();
      Matcher tag = END_TAG.matcher(html);
      while (tag.find()) {
        lastEnds.put(LowerCase.of(tag.group(1)), tag.start());
      }
    }
    return lastEnds.getOrDefault(name, NONE) >= at;
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

  /** Behind the end of a tag, whose values in quotes may hold anything. */
  private int tagEnd(int from) {
    int doubtful = NONE;
    char before = ' ';
    for (int i = from; i < html.length() && html.charAt(i) != '<'; i++) {
      char c = html.charAt(i);
      if (c == '>') {
        return i + 1;
      }
      if ((c == '"' || c == '\'') && before == '=') {
        int close = html.indexOf(c, i + 1);
        if (close < 0 || isOpening(i + 1, close)) {
          return openQuoteEnd(i);
        }
        doubtful = doubtful == NONE && nextEnd(i) < close ? i : doubtful;
        i = close;
      }
      before = c > ' ' ? c : before;
    }
    return doubtful == NONE ? NONE : openQuoteEnd(doubtful);
  }

  /**
   * Whether a quote that seems to close a value begins another one, or stands in the text behind
   * the tag: the value then holds the end of the tag, and behind the quote nothing of a tag goes
   * on.
   */
  private boolean isOpening(int from, int close) {
    int end = nextEnd(from);
    if (end > close) {
      return false;
    }
    if (html.charAt(close - 1) == '=' && html.substring(end, close).indexOf('<') >= 0) {
      return true;
    }
    char behind = close + 1 < html.length() ? html.charAt(close + 1) : '>';
    return BEHIND_A_VALUE.indexOf(behind) < 0
        && !ATTRIBUTE.matcher(html).region(close + 1, html.length()).lookingAt();
  }

  /** Behind a tag with a value whose quote nothing closes; notes where that belongs. */
  private int openQuoteEnd(int open) {
    int end = nextEnd(open);
    int next = html.indexOf('<', open);
    if (end == html.length() || (next >= 0 && next < end)) {
      return NONE;
    }
    Matcher attribute = NEXT_ATTRIBUTE.matcher(html).region(open, end);
    missingQuote = attribute.find() ? attribute.start() : end;
    quote = html.charAt(open);
    return end + 1;
  }

  /** The next end of a tag from a place on, or the end of the text. */
  private int nextEnd(int from) {
    if (from < searched || from > tagEnd) {
      int end = html.indexOf('>', from);
      searched = from;
      tagEnd = end < 0 ? html.length() : end;
    }
    return tagEnd;
  }

  /** Behind the next occurrence; what was found before is not looked for again. */
  private int behind(String terminator, int from) {
    int known = found.getOrDefault(terminator, 0);
    if (known >= 0 && known < from) {
      known = html.indexOf(terminator, from);
      found.put(terminator, known);
    }
    return known < 0 ? NONE : known + terminator.length();
  }
}
