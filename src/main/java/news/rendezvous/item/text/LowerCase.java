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

  private LowerCase() {}

  /** The text in lower case, as {@link Locale#ROOT} has it. */
  public static String of(String text) {
    return text.replace(CAPITAL_I_WITH_DOT, SMALL_I_AND_DOT).toLowerCase(Locale.ROOT);
  }
}
