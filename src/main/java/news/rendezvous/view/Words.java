package news.rendezvous.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a search asks for: every term must occur in an item's title or text, whatever its case and
 * width. A term of a script with spaces occurs as a whole word, any other wherever it stands.
 *
 * @param terms folded, in the order in which they were asked for; none asks for nothing
 */
public record Words(List<String> terms) {

  /** Drops repeated terms and copies the rest. */
  public Words {
    terms = terms.stream().distinct().toList();
  }

  /** The words of a text as a reader types it, in any script. */
  public static Words of(String text) {
    List<String> terms = new ArrayList<>();
    Letters.runs(Letters.fold(text), terms::add);
    return new Words(terms);
  }

  /** The words by which the items are found that may have all of them. */
  int[] keys() {
    return terms.stream().map(Vocabulary::keys).flatMapToInt(Arrays::stream).distinct().toArray();
  }

  /** Whether an item has all of them. */
  boolean occurIn(Held held) {
    String folded = held.words();
    return terms.stream()
        .allMatch(
            term -> Letters.isUnspaced(term) ? folded.contains(term) : isWordOf(folded, term));
  }

  private static boolean isWordOf(String folded, String term) {
    int at = folded.indexOf(term);
    while (at >= 0 && !(endsAt(folded, at) && beginsAt(folded, at + term.length()))) {
      at = folded.indexOf(term, at + 1);
    }
    return at >= 0;
  }

  private static boolean endsAt(String folded, int at) {
    return at == 0 || Letters.Kind.of(folded.codePointBefore(at)) != Letters.Kind.SPACED;
  }

  private static boolean beginsAt(String folded, int at) {
    return at == folded.length() || Letters.Kind.of(folded.codePointAt(at)) != Letters.Kind.SPACED;
  }
}
