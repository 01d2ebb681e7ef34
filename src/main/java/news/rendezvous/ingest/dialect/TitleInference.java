package news.rendezvous.ingest.dialect;

import java.text.BreakIterator;
import java.util.Locale;
import news.rendezvous.ingest.dialect.credit.Sentences;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import org.jspecify.annotations.Nullable;

/** Title of an entry without one. */
final class TitleInference {

  private static final int LONGEST = 120;

  private TitleInference() {}

  /** The title that all references share, or else the first sentence; null for an empty text. */
  static @Nullable String infer(ReferenceCollector references, String text) {
    String common = references.commonTitle();
    return common == null ? firstSentence(text) : common;
  }

  private static @Nullable String firstSentence(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    String sentence = line.substring(0, Sentences.firstEnd(line, 4 * LONGEST)).strip();
    return sentence.isEmpty() ? null : abridged(sentence);
  }

  private static String abridged(String sentence) {
    if (sentence.length() <= LONGEST) {
      return sentence;
    }
    // One character is left for the ellipsis. In scripts without spaces a line break opportunity
    // is a boundary of characters.
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
