package news.rendezvous.view.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conjunctive search query: every term must occur in an item's title or text, whatever its case and
 * width. A term of a script with spaces occurs as a whole word, any other as a substring.
 *
 * @param terms folded, in the order of the query; empty matches everything
 */
public record SearchQuery(List<String> terms) {

  /** Drops repeated terms and copies the rest. */
  public SearchQuery {
    terms = terms.stream().distinct().toList();
  }

  public static SearchQuery of(String text) {
    List<String> terms = new ArrayList<>();
    SearchTokenizer.runs(SearchTokenizer.fold(text), terms::add);
    return new SearchQuery(terms);
  }

  /** Terms of the index that an item must have. */
  public int[] keys() {
    return terms.stream()
        .map(SearchTokenizer::requiredTerms)
        .flatMapToInt(Arrays::stream)
        .distinct()
        .toArray();
  }

  public boolean occurIn(String folded) {
    return terms.stream()
        .allMatch(
            term ->
                SearchTokenizer.isUnspaced(term) ? folded.contains(term) : isWordOf(folded, term));
  }

  private static boolean isWordOf(String folded, String term) {
    int at = folded.indexOf(term);
    while (at >= 0 && !(endsAt(folded, at) && beginsAt(folded, at + term.length()))) {
      at = folded.indexOf(term, at + 1);
    }
    return at >= 0;
  }

  private static boolean endsAt(String folded, int at) {
    return at == 0
        || SearchTokenizer.Kind.of(folded.codePointBefore(at)) != SearchTokenizer.Kind.SPACED;
  }

  private static boolean beginsAt(String folded, int at) {
    return at == folded.length()
        || SearchTokenizer.Kind.of(folded.codePointAt(at)) != SearchTokenizer.Kind.SPACED;
  }
}
