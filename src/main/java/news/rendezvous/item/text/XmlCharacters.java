package news.rendezvous.item.text;

/** The characters that XML 1.0 allows (section 2.2, production Char). JSON can carry them too. */
public final class XmlCharacters {

  private XmlCharacters() {}

  /** True if a code point is allowed; a surrogate is not. */
  public static boolean isLegal(int c) {
    return c >= 0x20
        ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
        : c == '\t' || c == '\n' || c == '\r';
  }

  /** A text without forbidden characters and lone surrogates. */
  public static String only(String text) {
    int illegal = 0;
    while (illegal < text.length() && isLegal(text.charAt(illegal))) {
      illegal++;
    }
    if (illegal == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, illegal);
    text.substring(illegal)
        .codePoints()
        .filter(XmlCharacters::isLegal)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
