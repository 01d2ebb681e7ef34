package news.rendezvous.parse;

import java.nio.charset.Charset;
import java.util.OptionalInt;
import org.jsoup.nodes.Entities;

/**
 * Makes the characters of an XML document legal, in one pass: characters that XML forbids, named
 * references of HTML, ampersands and less-than signs that mean themselves. What is well formed
 * stays as it is, but for a section of which {@link Sections} thinks that nobody closed it.
 */
final class Scrubber {

  private static final String REPLACEMENT = "\uFFFD";
  private static final int LONGEST_REFERENCE = 34;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final String in;
  private final Sections sections;
  private final PlainEntities entities;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /** What stands before it is in {@link #out}. */
  private int written;

  private Scrubber(String in, PlainEntities entities) {
    this.in = in;
    this.sections = new Sections(in);
    this.entities = entities;
  }

  static String scrub(String xml, PlainEntities entities) {
    return new Scrubber(xml, entities).run();
  }

  /** The text with every character that XML 1.0 (section 2.2) forbids replaced. */
  static String legal(String text) {
    Scrubber scrubber = new Scrubber(text, new PlainEntities());
    scrubber.readTo(text.length());
    return scrubber.scrubbed();
  }

  private String run() {
    skipText(in.length());
    while (at < in.length()) {
      switch (in.charAt(at)) {
        case '<' -> markup();
        case '&' -> reference();
        case ']' -> bracket();
        default -> character();
      }
      skipText(in.length());
    }
    return scrubbed();
  }

  /** Past what stays as it is outside of sections, which is most of any document. */
  private void skipText(int end) {
    int i = at;
    while (i < end && isPlainText(in.charAt(i))) {
      i++;
    }
    at = i;
  }

  private static boolean isPlainText(char c) {
    return isPlain(c) && c != '<' && c != '&' && c != ']';
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
    skipPlain(end);
    while (at < end) {
      character();
      skipPlain(end);
    }
  }

  private void skipPlain(int end) {
    int i = at;
    while (i < end && isPlain(in.charAt(i))) {
      i++;
    }
    at = i;
  }

  /** Whether a character is legal without a look at the next. */
  private static boolean isPlain(char c) {
    return (c >= ' ' && c < Character.MIN_SURROGATE) || isLegal(c);
  }

  private void character() {
    if (isPlain(in.charAt(at))) {
      at++;
      return;
    }
    int c = in.codePointAt(at);
    int end = at + Character.charCount(c);
    if (isLegal(c)) {
      at = end;
    } else {
      replace(end, REPLACEMENT);
    }
  }

  // XML 1.0 section 2.2, production 2. A lone surrogate is in the gap before U+E000.
  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  // XML 1.0 section 2.4: "]]>" must not appear in text.
  private void bracket() {
    if (in.startsWith("]]>", at)) {
      replace(at + 3, "]]&gt;");
    } else {
      at++;
    }
  }

  private void tag() {
    int end = opensTag() ? tagEnd() : -1;
    if (end < 0) {
      replace(at + 1, "&lt;");
      return;
    }
    at++;
    skipText(end);
    while (at < end) {
      switch (in.charAt(at)) {
        case '&' -> reference();
        case '<' -> replace(at + 1, "&lt;");
        default -> character();
      }
      skipText(end);
    }
  }

  private boolean opensTag() {
    int name = in.startsWith("</", at) ? at + 2 : at + 1;
    if (name >= in.length()) {
      return false;
    }
    char c = in.charAt(name);
    return Character.isLetter(c) || c == '_' || c == '!';
  }

  /** Where the tag that opens here is over; -1 where it never is, and its "&lt;" is text. */
  private int tagEnd() {
    char before = ' ';
    for (int i = at + 1; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == '>') {
        return i;
      }
      if (c == '<') {
        return -1;
      }
      if ((c == '"' || c == '\'') && before == '=') {
        i = valueEnd(i);
        if (i < 0) {
          return -1;
        }
      }
      if (!Character.isWhitespace(c)) {
        before = c;
      }
    }
    return -1;
  }

  /**
   * Where a quoted value ends; -1 where whole tags stand before the quote that would close it. That
   * also bounds the work: no character is looked at from more than a few tags.
   */
  private int valueEnd(int open) {
    int opened = 0;
    for (int i = open + 1; i < in.length() && opened < 2; i++) {
      char c = in.charAt(i);
      if (c == in.charAt(open)) {
        return i;
      }
      if (c == '<') {
        opened++;
      } else if (c == '>' && opened > 0) {
        return -1;
      }
    }
    return -1;
  }

  private void reference() {
    String window = in.substring(at + 1, Math.min(in.length(), at + LONGEST_REFERENCE));
    int length = window.indexOf(';');
    String name = length < 0 ? "" : window.substring(0, length);
    String text = name.startsWith("#") ? numeric(name) : named(name);
    int end = at + length + 2;
    if (text.isEmpty()) {
      replace(at + 1, "&amp;");
    } else if (text.length() == end - at && in.startsWith(text, at)) {
      at = end;
    } else {
      replace(end, text);
    }
  }

  private String named(String name) {
    String own = entities.replace(name);
    if (own != null) {
      return own;
    }
    return switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> '&' + name + ';';
      default -> escape(Entities.getByName(name));
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String numeric(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    String digits = name.substring(hex ? 2 : 1);
    if (digits.isEmpty() || digits.length() > 7 || !isNumber(digits, hex ? 16 : 10)) {
      return "";
    }
    int c = Integer.parseInt(digits, hex ? 16 : 10);
    if (c >= 0x80 && c <= 0x9F) {
      // WHATWG HTML, "numeric character reference end state": such numbers mean windows-1252.
      return new String(new byte[] {(byte) c}, WINDOWS_1252);
    }
    return c <= Character.MAX_CODE_POINT && isLegal(c) ? "&#" + c + ';' : REPLACEMENT;
  }

  private static boolean isNumber(String digits, int radix) {
    return digits.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 0x80);
  }
}
