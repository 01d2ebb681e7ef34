package news.rendezvous.item.text;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of titles by letters and digits only, since machine translation moves spaces,
 * quotation marks and colons.
 */
public final class TitleRepetition {

  private TitleRepetition() {}

  /** Tells whether a title repeats the title of the story. */
  public static boolean isOne(@Nullable String story, String title) {
    return story != null && letters(title).equals(letters(story));
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return LowerCase.of(letters.toString());
  }
}
