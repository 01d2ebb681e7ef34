package news.rendezvous.item;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares titles by their letters and digits: translation moves spaces, quotes and colons. */
final class TitleRepetition {

  private TitleRepetition() {}

  /** Whether a title says nothing that the title of the story does not say. */
  static boolean isOne(@Nullable String story, String title) {
    return story != null && letters(title).equals(letters(story));
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
