package news.rendezvous.item.text;

import java.util.Locale;

/**
 * Lower case in linear time, for names, media types and keywords, which are compared in ASCII.
 * {@link String#toLowerCase} takes quadratic time for a text of many {@code İ} (U+0130), the one
 * letter whose lower case is longer, and text of any length may come from outside.
 */
public final class LowerCase {

  private LowerCase() {}

  /** Lower case of any text without that letter; of A to Z alone where it has that letter. */
  public static String of(String text) {
    return text.indexOf('\u0130') < 0 ? text.toLowerCase(Locale.ROOT) : letters(text);
  }

  private static String letters(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return lower.toString();
  }
}
