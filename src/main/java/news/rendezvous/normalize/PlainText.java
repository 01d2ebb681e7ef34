package news.rendezvous.normalize;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.parse.Markup;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Text without markup, control characters and superfluous white space. */
final class PlainText {

  /** What XML 1.0 section 2.2 does not allow as a character; no served format could carry it. */
  private static final Pattern NO_CHARACTER =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}&&[^\\s]]|[\\x{200B}\\x{FEFF}]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\x{85}\\p{Z}]+");

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
  static List<String> distinct(List<String> texts, int most) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return texts.stream()
        .flatMap(text -> Stream.ofNullable(of(text)))
        .filter(seen::add)
        .limit(most)
        .toList();
  }

  private static @Nullable String line(String text) {
    String inert = text;
    while (LIKE_ACTIVE.matcher(inert).find()) {
      String stripped = withoutMarkup(inert);
      // What is no tag to a parser either, such as "</" at the very end, leaves by hand.
      inert = stripped.equals(inert) ? inert.replace("<", "") : stripped;
    }
    String visible = INVISIBLE.matcher(characters(inert)).replaceAll("");
    String line = SPACE.matcher(visible).replaceAll(" ").strip();
    return line.isEmpty() ? null : line;
  }

  private static String withoutMarkup(String html) {
    if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
      return html;
    }
    Element body = Jsoup.parseBodyFragment(html).body();
    body.select(ContentHtml.DROPPED).remove();
    return body.text();
  }

  /** Text of several lines, with the characters that no format can carry taken out. */
  static String paragraphs(String text) {
    return characters(text).replaceAll("\\r\\n?", "\n").strip();
  }

  /** The characters of a text that XML and JSON can both carry. */
  static String characters(String text) {
    return NO_CHARACTER.matcher(text).replaceAll("");
  }
}
