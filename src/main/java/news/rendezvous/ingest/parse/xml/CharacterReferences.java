package news.rendezvous.ingest.parse.xml;

import java.nio.charset.Charset;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.text.XmlCharacters;
import org.jsoup.nodes.Entities;

/** Translation of character and entity references of XML and HTML to well-formed XML. */
final class CharacterReferences {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private CharacterReferences() {}

  /**
   * A reference as well-formed XML.
   *
   * @param name the characters between ampersand and semicolon
   * @return empty for an invalid reference
   */
  static String text(String name) {
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
