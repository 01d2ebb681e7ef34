package news.rendezvous.parse;

import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the title of an entry is inferred from when it has none. */
final class Titles {

  private static final int LONGEST = 120;
  private static final String CLOSING = "\"'\u201d\u2019\u300d\u300f\uff09)";

  private Titles() {}

  /** The title that all references carry, else the first sentence; null for an empty text. */
  static @Nullable String infer(References references, String text) {
    String common = references.commonTitle();
    return common == null ? firstSentence(text) : common;
  }

  private static @Nullable String firstSentence(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    String sentence = line.substring(0, sentenceEnd(line)).strip();
    return sentence.isEmpty() ? null : abridged(sentence);
  }

  private static int sentenceEnd(String line) {
    for (int i = 0; i < line.length() && i < 4 * LONGEST; i++) {
      if (endsSentence(line, i)) {
        int end = i + 1;
        while (end < line.length() && CLOSING.indexOf(line.charAt(end)) >= 0) {
          end++;
        }
        return end;
      }
    }
    return line.length();
  }

  private static boolean endsSentence(String line, int at) {
    char c = line.charAt(at);
    if ("\u3002\uff01\uff1f".indexOf(c) >= 0) {
      return true;
    }
    // "3.5", "U.S." and "St. Mary" end none: white space must follow, and a word must go before.
    return ".!?".indexOf(c) >= 0
        && (at + 1 == line.length() || Character.isWhitespace(after(line, at)))
        && at >= 3
        && line.substring(at - 3, at).chars().allMatch(Character::isLetterOrDigit);
  }

  private static char after(String line, int at) {
    int next = at + 1;
    while (next < line.length() && CLOSING.indexOf(line.charAt(next)) >= 0) {
      next++;
    }
    return next < line.length() ? line.charAt(next) : ' ';
  }

  private static String abridged(String sentence) {
    if (sentence.length() <= LONGEST) {
      return sentence;
    }
    // One character is left for the ellipsis; a boundary of words is one of characters in scripts
    // without spaces.
    BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
    words.setText(sentence);
    int cut = words.preceding(LONGEST);
    int end = cut > LONGEST / 2 ? cut : LONGEST - 1;
    return sentence.substring(0, wholeCharacter(sentence, end)).strip() + '\u2026';
  }

  private static int wholeCharacter(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
