package news.rendezvous.view;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Text as it is compared in a search: without a difference of case or width, and cut into runs of
 * letters and digits, each in scripts that put spaces between words or in scripts that do not.
 */
final class Letters {

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          // Hangul has spaces, but what a reader looks for stands there with particles behind it.
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.YI);
  private static final int PROLONGED_SOUND = 'ー'; // belongs to two scripts, so Unicode says: common

  private Letters() {}

  /** What stands at a place of a text. */
  enum Kind {
    /** Neither a letter nor a digit: no run goes on over it. */
    BREAK,
    /** Part of a word that ends at something else. */
    SPACED,
    /** Part of a run in which nothing tells where a word ends. */
    UNSPACED;

    static Kind of(int letter) {
      if (letter < 0x80) {
        return Character.isLetterOrDigit(letter) ? SPACED : BREAK;
      }
      if (!Character.isLetterOrDigit(letter) && !isMark(letter)) {
        return BREAK;
      }
      return letter == PROLONGED_SOUND || WITHOUT_SPACES.contains(UnicodeScript.of(letter))
          ? UNSPACED
          : SPACED;
    }

    private static boolean isMark(int letter) {
      int type = Character.getType(letter);
      return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
  }

  /** The text without differences of case and width: NFKC, then upper case, then lower case. */
  static String fold(String text) {
    if (text.chars().allMatch(letter -> letter < 0x80)) {
      return text.toLowerCase(Locale.ROOT); // the same, in a tenth of the time
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    // Upper case first: ß and ss, or the two small sigmas, differ in lower case only.
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Tells the runs of a folded text in their order; each is of one kind. */
  static void runs(String folded, Consumer<String> told) {
    Kind kind = Kind.BREAK;
    int start = 0;
    for (int at = 0; at < folded.length(); at = folded.offsetByCodePoints(at, 1)) {
      Kind here = Kind.of(folded.codePointAt(at));
      if (here != kind) {
        tell(kind, folded, start, at, told);
        kind = here;
        start = at;
      }
    }
    tell(kind, folded, start, folded.length(), told);
  }

  private static void tell(Kind kind, String folded, int start, int end, Consumer<String> told) {
    if (kind != Kind.BREAK) {
      told.accept(folded.substring(start, end));
    }
  }

  /** Whether a run is of a script that does not put spaces between words. */
  static boolean isUnspaced(String run) {
    return Kind.of(run.codePointAt(0)) == Kind.UNSPACED;
  }
}
