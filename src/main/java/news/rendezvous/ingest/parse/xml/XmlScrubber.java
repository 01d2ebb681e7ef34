package news.rendezvous.ingest.parse.xml;

import java.nio.charset.Charset;
import java.util.OptionalInt;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.text.XmlCharacters;
import org.jsoup.nodes.Entities;

/**
 * Replacement of illegal characters in an XML document, in one pass: characters that XML forbids,
 * named references of HTML, unescaped ampersands and less-than signs. Well-formed XML is unchanged,
 * except for a section that {@link MarkupSections} takes for unclosed.
 */
public final class XmlScrubber {

  private static final String REPLACEMENT = "\uFFFD";
  private static final int MAX_REFERENCE = 34;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final String in;
  private final MarkupSections sections;
  private final TagBoundaries tags;
  private final EntityDeclarations entities;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /** End of the input that is in {@link #out}. */
  private int written;

  private XmlScrubber(String in, EntityDeclarations entities) {
    this.in = in;
    this.sections = new MarkupSections(in);
    this.tags = new TagBoundaries(in);
    this.entities = entities;
  }

  static String scrub(String xml, EntityDeclarations entities) {
    return new XmlScrubber(xml, entities).run();
  }

  /** The text with every character that XML 1.0 (section 2.2) forbids replaced. */
  public static String legal(String text) {
    XmlScrubber scrubber = new XmlScrubber(text, new EntityDeclarations());
    scrubber.readTo(text.length());
    return scrubber.scrubbed();
  }

  private String run() {
    while (at < in.length()) {
      switch (in.charAt(at)) {
        case '<' -> markup();
        case '&' -> reference();
        default -> character();
      }
    }
    return scrubbed();
  }

  private String scrubbed() {
    return written == 0 ? in : out.append(in, written, in.length()).toString();
  }

  private void replace(int end, String text) {
    out.append(in, written, at).append(text);
    at = end;
    written = end;
  }

  private void markup() {
    if (in.startsWith("<!--", at)) {
      section("<!--", "-->");
    } else if (in.startsWith("<![CDATA[", at)) {
      section("<![CDATA[", "]]>");
    } else if (in.startsWith("<?", at)) {
      readThrough("?>");
    } else {
      tag();
    }
  }

  private void section(String opening, String terminator) {
    OptionalInt unclosed = sections.unclosed(at, opening, terminator);
    if (unclosed.isEmpty()) {
      readTo(sections.end(at, terminator));
      return;
    }
    readTo(unclosed.getAsInt());
    replace(at, terminator);
  }

  private void readThrough(String end) {
    int found = in.indexOf(end, at);
    readTo(found < 0 ? in.length() : found + end.length());
  }

  private void readTo(int end) {
    while (at < end) {
      character();
    }
  }

  /** True if a character is legal by itself; a surrogate is not. */
  private static boolean isPlain(char c) {
    return (c >= ' ' && c < Character.MIN_SURROGATE) || XmlCharacters.isLegal(c);
  }

  private void character() {
    if (isPlain(in.charAt(at))) {
      at++;
      return;
    }
    int c = in.codePointAt(at);
    int end = at + Character.charCount(c);
    if (XmlCharacters.isLegal(c)) {
      at = end;
    } else {
      replace(end, REPLACEMENT);
    }
  }

  private void tag() {
    int end = tags.opensAt(at) ? tags.end(at) : -1;
    if (end < 0) {
      replace(at + 1, "&lt;");
      return;
    }
    at++;
    while (at < end) {
      switch (in.charAt(at)) {
        case '&' -> reference();
        case '<' -> replace(at + 1, "&lt;");
        default -> character();
      }
    }
  }

  private void reference() {
    String window = in.substring(at + 1, Math.min(in.length(), at + MAX_REFERENCE));
    int length = window.indexOf(';');
    String name = length < 0 ? "" : window.substring(0, length);
    String declared = entities.text(name);
    String text = declared == null ? translated(name) : scrub(declared, new EntityDeclarations());
    int end = at + length + 2;
    if (text.isEmpty()) {
      replace(at + 1, "&amp;");
    } else if (text.length() == end - at && in.startsWith(text, at)) {
      at = end;
    } else {
      replace(end, text);
    }
  }

  /**
   * A reference as well-formed XML.
   *
   * @param name the characters between ampersand and semicolon
   * @return empty for an invalid reference
   */
  private static String translated(String name) {
    return name.startsWith("#") ? numeric(name) : named(name);
  }

  private static String named(String name) {
    return switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> '&' + name + ';';
      default -> HtmlEscape.text(Entities.getByName(name));
    };
  }

  private static String numeric(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    String digits = name.substring(hex ? 2 : 1);
    if (digits.isEmpty() || digits.length() > 7 || !isNumber(digits, hex ? 16 : 10)) {
      return "";
    }
    int c = Integer.parseInt(digits, hex ? 16 : 10);
    if (c >= 0x80 && c <= 0x9F) {
      // HTML Living Standard, "numeric character reference end state": windows-1252.
      return new String(new byte[] {(byte) c}, WINDOWS_1252);
    }
    return c <= Character.MAX_CODE_POINT && XmlCharacters.isLegal(c) ? "&#" + c + ';' : "\uFFFD";
  }

  private static boolean isNumber(String digits, int radix) {
    return digits.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 0x80);
  }
}
