package news.rendezvous.view;

import java.util.stream.IntStream;

/**
 * The words of texts as numbers, by which a search finds items. Of scripts without spaces there are
 * the single characters and the pairs.
 */
final class Vocabulary {

  private Vocabulary() {}

  /** All words of a folded text, each once. */
  static int[] of(String folded) {
    IntStream.Builder all = IntStream.builder();
    Letters.runs(folded, run -> keys(run, true).forEach(all));
    return all.build().distinct().toArray();
  }

  /** What must be among the words of a text for a run to occur in it. */
  static int[] keys(String run) {
    return keys(run, run.codePointCount(0, run.length()) == 1).toArray();
  }

  private static IntStream keys(String run, boolean singles) {
    if (!Letters.isUnspaced(run)) {
      return IntStream.of(run.hashCode());
    }
    int[] letters = run.codePoints().toArray();
    IntStream pairs = IntStream.range(1, letters.length).map(i -> 31 * letters[i - 1] + letters[i]);
    return singles ? IntStream.concat(IntStream.of(letters), pairs) : pairs;
  }
}
