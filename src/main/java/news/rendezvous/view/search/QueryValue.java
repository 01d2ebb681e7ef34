package news.rendezvous.view.search;

import com.google.re2j.Pattern;
import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.item.text.LowerCase;

/** The value of a term: words, a phrase or a regular expression. */
sealed interface QueryValue {

  /** As the query has it, without quotation marks and slashes. */
  String text();

  /** True if it occurs in a folded text. */
  boolean occursIn(String folded);

  /** Terms of the index that a text with this value has; empty where they are not known. */
  int[] keys();

  /** Number of terms that it counts as. */
  int weight();

  default String folded() {
    return SearchTokenizer.fold(text());
  }

  /** As the name of a host, in its ASCII form. */
  default String domain() {
    try {
      return LowerCase.of(IDN.toASCII(text(), IDN.ALLOW_UNASSIGNED));
    } catch (IllegalArgumentException e) {
      return LowerCase.of(text()); // no host has this name
    }
  }

  private static int[] keys(List<String> runs) {
    return runs.stream()
        .flatMapToInt(run -> Arrays.stream(SearchTokenizer.requiredTerms(run)))
        .distinct()
        .toArray();
  }

  private static int[] none() {
    return IntStream.empty().toArray();
  }

  /**
   * One word of a query. The tokeniser may find several runs in it, such as the two of {@code
   * half-price}: all of them must occur.
   *
   * @param text the runs with hyphens between them; as it stands in the query for fields that are
   *     compared as a whole
   * @param runs of letters and digits, folded; the text alone for those fields
   */
  record Words(String text, List<String> runs) implements QueryValue {

    @Override
    public boolean occursIn(String folded) {
      return runs.stream().allMatch(run -> SearchTokenizer.occurs(run, folded));
    }

    @Override
    public int[] keys() {
      return QueryValue.keys(runs);
    }

    @Override
    public int weight() {
      return runs.size();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Words in this order with nothing but spaces and punctuation between them.
   *
   * @param text the runs with spaces between them; as it stands in the query for fields that are
   *     compared as a whole
   * @param runs as of {@link Words}
   */
  record Phrase(String text, List<String> runs) implements QueryValue {

    @Override
    public boolean occursIn(String folded) {
      return SearchTokenizer.occurInOrder(runs, folded);
    }

    @Override
    public int[] keys() {
      return QueryValue.keys(runs);
    }

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /** A regular expression in the syntax of RE2, whose cost is linear in the text. */
  record Regex(String text, Pattern pattern) implements QueryValue {

    boolean isFoundIn(String content) {
      return pattern.matcher(content).find();
    }

    @Override
    public boolean occursIn(String folded) {
      return isFoundIn(folded);
    }

    @Override
    public int[] keys() {
      return none();
    }

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String toString() {
      return '/' + text + '/';
    }
  }
}
