package news.rendezvous.item.text;

import java.util.Locale;

/**
 * {@link String#toLowerCase} in linear time. The JDK's method copies its whole result for each
 * {@code İ} (U+0130), the one letter whose lower case is longer, and so takes quadratic time for a
 * text of many. Texts and names of documents can be of any length.
 */
public final class LowerCase {

  private static final String CAPITAL_I_WITH_DOT = "\u0130";

  /** Its lower case, i and a combining dot: Unicode, SpecialCasing.txt. */
  private static final String SMALL_I_AND_DOT = "i\u0307";

  /** Characters that are converted to upper case at once. */
  private static final int PIECE = 512;

  private LowerCase() {}

  /** The text in lower case, as {@link Locale#ROOT} has it. */
  public static String of(String text) {
    return text.replace(CAPITAL_I_WITH_DOT, SMALL_I_AND_DOT).toLowerCase(Locale.ROOT);
  }

  /** The text for comparison without case: the lower case of its upper case, ss for {@code ß}. */
  public static String folded(String text) {
    return of(upperCase(text));
  }

  // String.toUpperCase copies its whole result for each character whose upper case is longer. The
  // upper case of a character does not depend on its neighbours in Locale.ROOT, so a long text is
  // converted piece by piece.
  private static String upperCase(String text) {
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
