package news.rendezvous.normalize;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.parse.Markup;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Text without markup, control characters and superfluous white space. */
final class PlainText {

  /**
   * What would act, or swallow text, if a careless reader took plain text for HTML: anything like a
   * tag except a bare harmless one, so that "the {@code <b>} tag" stays what its author wrote.
   */
  private static final Pattern LIKE_ACTIVE =
      Pattern.compile(
          "<(?!/?[a-z][a-z0-9]*\\s*/?>)[a-z/!?]"
              + "|</?(?:applet|audio|base|body|button|embed|form|frame|frameset|head|html|iframe"
              + "|img|input|link|math|meta|noembed|noframes|noscript|object|plaintext|script|select"
              + "|style|svg|template|textarea|title|video|xmp)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What was written as markup: something that is closed, a void element, a comment. */
  private static final Pattern WRITTEN_AS_MARKUP =
      Pattern.compile(
          "</[a-z][^<>]*>|<(?:area|base|br|embed|hr|img|input|link|meta|source|wbr)\\b[^<>]*>|<!",
          Pattern.CASE_INSENSITIVE);

  /** Opens what reads on as a text and is never closed: "if a <b and b <c". */
  private static final Pattern NEVER_CLOSED =
      Pattern.compile("<(?=[a-z]\\w*\\s+\\w[^<>=]*$)", Pattern.CASE_INSENSITIVE);

  /** Looks like {@code <} and is none to any parser. */
  private static final String INERT_LESS_THAN = "\uFF1C";

  /** Characters that are read for a line; several times what any field may have. */
  private static final int LONGEST_LINE = 16 * 1024;

  private PlainText() {}

  /** One line of plain text; null where nothing is left. */
  static @Nullable String of(@Nullable Markup markup) {
    if (markup == null) {
      return null;
    }
    return line(markup.html() ? withoutMarkup(markup.value()) : markup.value());
  }

  /** One line of plain text from a field of which it is not known whether it holds markup. */
  static @Nullable String of(@Nullable String text) {
    return text == null ? null : of(new Markup(text, true));
  }

  /** Several such texts, each once whatever its case, in their order. */
  static List<String> distinct(List<String> texts, NormalizeConfig config) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return texts.stream()
        .flatMap(text -> Stream.ofNullable(of(text)))
        .map(text -> Cut.toBytes(text, config.maxTitle().asLongValue()))
        .filter(seen::add)
        .limit(config.maxTags())
        .toList();
  }

  // Markup within escaped markup, level by level: each level costs a pass over all of it.
  private static @Nullable String line(String text) {
    String inert = text.length() > LONGEST_LINE ? Cut.toLength(text, LONGEST_LINE) : text;
    while (inert.indexOf('<') >= 0 && LIKE_ACTIVE.matcher(inert).find()) {
      if (!WRITTEN_AS_MARKUP.matcher(inert).find()) {
        inert = LIKE_ACTIVE.matcher(inert).replaceAll(PlainText::inert);
        break;
      }
      String stripped = withoutMarkup(inert);
      // What is no tag to a parser either, such as "</" at the very end, leaves by hand.
      inert = stripped.equals(inert) ? inert.replace("<", "") : stripped;
    }
    String line = collapsed(inert);
    return line.isEmpty() ? null : line;
  }

  // "If a<b and b<c", "the <script> tag": text that would be lost to such a reader.
  private static String inert(MatchResult tag) {
    return Matcher.quoteReplacement(INERT_LESS_THAN + tag.group().substring(1));
  }

  /** Without what cannot be seen, and with one space for any white space. */
  private static String collapsed(String text) {
    if (isCollapsed(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (isSpace(c)) {
        space = line.length() > 0;
      } else if (isVisible(c)) {
        line.append(space ? " " : "").appendCodePoint(c);
        space = false;
      }
    }
    return line.toString();
  }

  /** Whether for certain nothing leaves: as with most titles and tags. */
  private static boolean isCollapsed(String text) {
    boolean space = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' ? space : !isInk(c)) {
        return false;
      }
      space = c == ' ';
    }
    return !space;
  }

  private static boolean isInk(char c) {
    return c > ' ' && (c < 0x7F || (!isSpace(c) && isVisible(c) && !Character.isSurrogate(c)));
  }

  /** White space of any script; U+0085 is the line feed of mainframes. */
  static boolean isSpace(int c) {
    return c == ' '
        || Character.isWhitespace(c)
        || (c > 0x7F && (Character.isSpaceChar(c) || c == 0x85));
  }

  private static boolean isVisible(int c) {
    return isCharacter(c) && !Character.isISOControl(c) && c != 0x200B && c != 0xFEFF;
  }

  private static String withoutMarkup(String html) {
    if (html.indexOf('<') < 0) {
      return html.indexOf('&') < 0 ? html : unescaped(html);
    }
    String closed = NEVER_CLOSED.matcher(html).replaceFirst("&lt;");
    Element body = Jsoup.parseBodyFragment(closed).body();
    body.filter(ContentHtml.WITHOUT_DROPPED);
    return body.text();
  }

  private static String unescaped(String text) {
    boolean onlyAmpersands = text.replace("&amp;", "").indexOf('&') < 0;
    // As in most titles that have any: worth no parser.
    return onlyAmpersands ? text.replace("&amp;", "&") : Parser.unescapeEntities(text, false);
  }

  /** Text of several lines, with the characters that no format can carry taken out. */
  static String paragraphs(String text) {
    String characters = characters(text);
    String lines =
        characters.indexOf('\r') < 0 ? characters : characters.replaceAll("\\r\\n?", "\n");
    return lines.strip();
  }

  /** The characters of a text that XML and JSON can both carry. */
  static String characters(String text) {
    int bad = 0;
    while (bad < text.length() && isOrdinary(text.charAt(bad))) {
      bad++;
    }
    if (bad == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, bad);
    text.substring(bad).codePoints().filter(PlainText::isCharacter).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isOrdinary(char c) {
    return !Character.isSurrogate(c) && isCharacter(c);
  }

  // XML 1.0 section 2.2; a lone surrogate comes as a code point of its own.
  private static boolean isCharacter(int c) {
    return c >= 0x20
        ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
        : c == '\t' || c == '\n' || c == '\r';
  }
}
