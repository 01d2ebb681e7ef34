package news.rendezvous.item.text;

import java.text.Normalizer.Form;

/**
 * Comparison form of a text: Unicode NFKC (UAX 15), one form of quotation mark, no spaces and
 * nothing invisible. Machine translation drops the spaces after colons and before quotation marks,
 * so that no space is compared.
 */
public final class ComparableText {

  private static final String DOUBLE_QUOTES = "“”„‟«»「」『』";
  private static final String SINGLE_QUOTES = "‘’‚‛‹›";

  private ComparableText() {}

  public static String of(String text) {
    char[] visible = CharFolding.composed(text, Form.NFKC);
    int kept = 0; // length of the result, written to the front
    for (int i = 0, c; i < visible.length; i += Character.charCount(c)) {
      c = visible[i];
      if (c < 0x7F) { // most characters of most texts
        visible[kept] = (char) c;
        kept += c > ' ' ? 1 : 0;
      } else {
        c = Character.codePointAt(visible, i);
        kept += isVisible(c) ? Character.toChars(plainQuote(c), visible, kept) : 0;
      }
    }
    return new String(visible, 0, kept).replace("''", "\"");
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static int plainQuote(int c) {
    if (DOUBLE_QUOTES.indexOf(c) >= 0) {
      return '"';
    }
    return SINGLE_QUOTES.indexOf(c) >= 0 ? '\'' : c;
  }
}
