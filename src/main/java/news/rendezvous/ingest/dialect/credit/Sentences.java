package news.rendezvous.ingest.dialect.credit;

import java.util.Set;
import news.rendezvous.item.text.LowerCase;

/** Sentence boundaries, in scripts with and without spaces. */
public final class Sentences {

  private static final String CLOSING = "\"'\u201d\u2019\u300d\u300f\uff09)";

  /** Abbreviations of two or more letters, whose full stop ends no sentence. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          """
          mr mrs ms dr st no nos vs mt ft jr sr lt co al pp prof gen col sgt capt rev hon sen
          rep gov inc ltd corp dept univ approx est ave jan feb aug sept oct nov dec
          """
              .strip()
              .split("\\s+"));

  private Sentences() {}

  /**
   * The end of the first sentence that ends within so many characters; the length of the line if
   * none does.
   */
  public static int firstEnd(String line, int within) {
    for (int i = 0; i < line.length() && i < within; i++) {
      if (isEnd(line, i)) {
        return behindClosing(line, i + 1);
      }
    }
    return line.length();
  }

  /** True if a line holds the end of a sentence. */
  public static boolean hasEnd(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (isEnd(line, i)) {
        return true;
      }
    }
    return false;
  }

  private static int behindClosing(String line, int from) {
    int end = from;
    while (end < line.length() && CLOSING.indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean isEnd(String line, int at) {
    char c = line.charAt(at);
    if ("\u3002\uff01\uff1f".indexOf(c) >= 0) {
      return true;
    }
    if (".!?".indexOf(c) < 0) {
      return false;
    }
    int next = behindClosing(line, at + 1);
    String word = wordBefore(line, at);
    if (next == line.length()) {
      return isLastWord(word);
    }
    char after = line.charAt(next);
    return Character.isWhitespace(after)
        ? isLastWord(word) && !goesOn(line, next)
        : next == at + 1 && isGlued(word, line, next);
  }

  // "3.5", "U.S.", "J. Smith" and "St. Mary" end no sentence.
  private static boolean isLastWord(String word) {
    return word.length() >= 2 && !ABBREVIATIONS.contains(LowerCase.of(word));
  }

  private static boolean goesOn(String line, int from) {
    int next = from;
    while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
      next++;
    }
    return next < line.length() && Character.isLowerCase(line.charAt(next));
  }

  /** Machine translation drops spaces: "opened.The quay". A domain or a file name is no end. */
  private static boolean isGlued(String word, String line, int next) {
    return word.length() >= 3
        && word.chars().allMatch(Character::isLowerCase)
        && next + 1 < line.length()
        && Character.isUpperCase(line.charAt(next))
        && (Character.isLowerCase(line.charAt(next + 1))
            || Character.isWhitespace(line.charAt(next + 1)));
  }

  private static String wordBefore(String line, int at) {
    int start = at;
    while (start > 0 && at - start < 40 && Character.isLetterOrDigit(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, at);
  }
}
