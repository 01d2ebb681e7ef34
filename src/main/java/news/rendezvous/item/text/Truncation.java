package news.rendezvous.item.text;

/** Truncation of texts, at the end of a word where there is one. */
public final class Truncation {

  private static final String ELLIPSIS = "…";

  /** Characters in which the end of a word is searched for; scripts without spaces have none. */
  private static final int WORD_SEARCH = 60;

  private Truncation() {}

  /** A text of at most {@code most} characters. */
  public static String toLength(String text, int most) {
    return text.length() <= most ? text : at(text, most - 1);
  }

  /** A text of at most {@code most} bytes in UTF-8. */
  public static String toBytes(String text, long most) {
    if (bytes(text) <= most) {
      return text;
    }
    long left = most - bytes(ELLIPSIS);
    int end = 0;
    while (left >= bytes(text.codePointAt(end))) {
      left -= bytes(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return at(text, end);
  }

  private static String at(String text, int end) {
    int whole = Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    int word = whole;
    while (word > Math.max(0, whole - WORD_SEARCH) && !Character.isWhitespace(text.charAt(word))) {
      word--;
    }
    boolean found = word > 0 && Character.isWhitespace(text.charAt(word));
    return before(found ? word : whole, text);
  }

  /** The text before an offset, with an ellipsis. */
  public static String before(int end, String text) {
    // The counterpart of a control may be in the part that is cut off.
    return BidiControls.paired(text.substring(0, end)).stripTrailing() + ELLIPSIS;
  }

  /** Length in UTF-8. */
  public static long bytes(CharSequence text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each surrogate of a pair stands for two of its four bytes.
      bytes += Character.isSurrogate(c) ? 2 : bytes(c);
    }
    return bytes;
  }

  // RFC 3629 section 3.
  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
