package news.rendezvous.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conjunctive search query: every term must occur in an item's title or text, whatever its case and
 * width. A term of a script with spaces occurs as a whole word, any other as a substring.
 *
 * @param terms folded, in the order of the query; empty matches everything
 */
public record Words(List<String> terms) {

  /** Drops repeated terms and copies the rest. */
  public Words {
    terms = terms.stream().distinct().toList();
  }

  /** Parses a query, in any script. */
  public static Words of(String text) {
    List<String> terms = new ArrayList<>();
    Letters.runs(Letters.fold(text), terms::add);
    return new Words(terms);
  }

  /** Terms of the index that an item must have. */
  int[] keys() {
    return terms.stream()
        .map(Letters::requiredTerms)
        .flatMapToInt(Arrays::stream)
        .distinct()
        .toArray();
  }

  /** True if all terms occur in a folded text. */
  boolean occurIn(String folded) {
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
