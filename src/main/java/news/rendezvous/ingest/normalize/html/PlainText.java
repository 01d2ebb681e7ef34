package news.rendezvous.ingest.normalize.html;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.html.TagSoup;
import news.rendezvous.item.text.BidiControls;
import news.rendezvous.item.text.InertText;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.text.XmlCharacters;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Plain text: no markup, no control characters, white space collapsed. */
public final class PlainText {

  /** Signs of real markup: an end tag, a void element, a comment. */
  private static final Pattern WRITTEN_AS_MARKUP =
      Pattern.compile(
          "</[a-z][^<>]*>|<(?:area|base|br|embed|hr|img|input|link|meta|source|wbr)\\b[^<>]*>|<!",
          Pattern.CASE_INSENSITIVE);

  /** Most levels of escaping; nobody writes more. */
  private static final int MOST_ESCAPES = 3;

  /** In characters; several times the limit of any field. */
  private static final int LONGEST_LINE = 16 * 1024;

  private PlainText() {}

  /** One line of plain text; null if it is empty. */
  public static @Nullable String of(@Nullable Markup markup) {
    if (markup == null) {
      return null;
    }
    String text = markup.value();
    return line(markup.html() ? withoutMarkup(TagSoup.escapedLine(text)) : text);
  }

  /** A body as one line of plain text; null if it is empty. */
  public static @Nullable String ofBody(@Nullable Markup markup) {
    if (markup == null) {
      return null;
    }
    String text = markup.value();
    return line(markup.html() ? withoutMarkup(TagSoup.escaped(text)) : text);
  }

  /** One line of plain text from a field that may hold markup; null if it is empty. */
  public static @Nullable String of(@Nullable String text) {
    return text == null ? null : of(new Markup(text, true));
  }

  /** Several such texts in their order, without repetitions; case is ignored. */
  public static List<String> distinct(List<String> texts, long maxBytes, int most) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return texts.stream()
        .flatMap(text -> Stream.ofNullable(of(text)))
        .map(text -> Truncation.toBytes(text, maxBytes))
        .filter(seen::add)
        .limit(most)
        .toList();
  }

  // Markup within escaped markup is unescaped level by level, each with a pass over all of it.
  private static @Nullable String line(String text) {
    String plain = text.length() > LONGEST_LINE ? Truncation.toLength(text, LONGEST_LINE) : text;
    for (int i = 0; i < MOST_ESCAPES && isMarkup(plain); i++) {
      plain = withoutMarkup(TagSoup.escapedLine(plain));
    }
    String line = InertText.of(collapsed(plain));
    return line.isEmpty() ? null : line;
  }

  /** True if a text holds active markup, because it is escaped twice or declared as text. */
  private static boolean isMarkup(String text) {
    return text.indexOf('<') >= 0
        && WRITTEN_AS_MARKUP.matcher(text).find()
        && !InertText.of(text).equals(text);
  }

  /** Without invisible characters, and with one space for any white space. */
  private static String collapsed(String text) {
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

  /** White space of any script; U+0085 is a line feed of mainframes. */
  static boolean isSpace(int c) {
    return c == ' '
        || Character.isWhitespace(c)
        || (c > 0x7F && (Character.isSpaceChar(c) || c == 0x85));
  }

  private static boolean isVisible(int c) {
    return XmlCharacters.isLegal(c) && !Character.isISOControl(c) && c != 0x200B && c != 0xFEFF;
  }

  private static String withoutMarkup(String html) {
    if (html.indexOf('<') < 0) {
      return html.indexOf('&') < 0 ? html : unescaped(html);
    }
    Element body = Jsoup.parseBodyFragment(html).body();
    body.filter(SafeHtml.WITHOUT_DROPPED);
    return body.text();
  }

  private static String unescaped(String text) {
    boolean onlyAmpersands = text.replace("&amp;", "").indexOf('&') < 0;
    // The only reference in most titles that have any; no parser is needed.
    return onlyAmpersands ? text.replace("&amp;", "&") : Parser.unescapeEntities(text, false);
  }

  /** Text of several lines, without characters that no format can carry or that disorder it. */
  static String paragraphs(String text) {
    String characters = BidiControls.paired(XmlCharacters.only(text));
    String lines =
        characters.indexOf('\r') < 0 ? characters : characters.replaceAll("\\r\\n?", "\n");
    return lines.strip();
  }
}
