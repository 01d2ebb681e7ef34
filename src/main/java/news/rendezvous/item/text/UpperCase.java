package news.rendezvous.item.text;

import java.util.Locale;

/**
 * {@link String#toUpperCase} in linear time. The JDK's method copies its whole result for each
 * character whose upper case is longer, such as {@code ß}. The upper case of a character does not
 * depend on its neighbours in {@link Locale#ROOT}, so a long text is converted piece by piece.
 */
public final class UpperCase {

  private static final int PIECE = 512;

  private UpperCase() {}

  /** The text in upper case, as {@link Locale#ROOT} has it. */
  public static String of(String text) {
    if (text.length() <= PIECE) {
      return text.toUpperCase(Locale.ROOT);
    }
    StringBuilder upper = new StringBuilder(text.length());
    for (int from = 0, to; from < text.length(); from = to) {
      to = Math.min(from + PIECE, text.length());
      to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
      upper.append(text.substring(from, to).toUpperCase(Locale.ROOT));
    }
    return upper.toString();
  }
}
