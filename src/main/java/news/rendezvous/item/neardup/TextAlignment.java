package news.rendezvous.item.neardup;

import java.util.Arrays;
import news.rendezvous.item.neardup.TokenizedText.Kind;

/**
 * Alignment of two texts: a longest common subsequence of their tokens, and the differences between
 * its matches. It decides where the samples of a {@link Sketch} cannot: a text of a few sentences
 * has hardly more shingles than three edits break.
 *
 * <p>Before the first and after the last common run of words are agency lines, headlines,
 * boilerplate and the tail that was cut. They cost nothing, but for an opening of both texts that
 * differs: bulletins of one pattern begin with their subject. In between are the edits. A number
 * for another number, or a name for another name, is another event.
 */
public final class TextAlignment {

  /**
   * In tokens; longer texts are compared by sketches only, since time and memory grow with the
   * square.
   */
  private static final int MOST_TOKENS = 500;

  /** Shortest common run, in words. */
  private static final double RUN = 2;

  /** The least match, in words. */
  private static final double LEAST_MATCH = 16;

  /** The least share of the shorter text that is matched. */
  private static final double MATCHED = 0.62;

  /** One number in so many may be another: that may be an edit. */
  private static final int NUMBERS = 7;

  /** The same of names. */
  private static final int NAMES = 9;

  /** The greatest share of words that differ in scripts with capitals, whose names are compared. */
  private static final double DIFFERING = 0.25;

  /** The same where names cannot be distinguished from other words, but numbers agree. */
  private static final double DIFFERING_BESIDE_NUMBERS = 0.1;

  /** And where nothing but the words can be compared. */
  private static final double DIFFERING_WORDS = 0.06;

  private static final int NONE = -1;

  private final TokenizedText one;
  private final TokenizedText other;

  /** For each token of the one text the token of the other that it is matched with, or NONE. */
  private final int[] matches;

  private double matched;
  private double differing;
  private int numbers;
  private int numberConflicts;
  private int names;
  private int nameConflicts;

  private TextAlignment(TokenizedText one, TokenizedText other) {
    this.one = one;
    this.other = other;
    this.matches = longestCommonSubsequence(one, other);
    int first = firstOfRun();
    if (first != NONE) {
      count(first, lastOfRun());
    }
  }

  /**
   * True if one text is the other but for small edits, text around it, and a tail that was cut.
   * False for texts of more than some 500 words, or characters in scripts without spaces.
   */
  public static boolean isEdit(String one, String other) {
    boolean inOrder =
        one.compareTo(other) <= 0; // of equally long alignments, the same one is taken
    TokenizedText tokens = TokenizedText.of(inOrder ? one : other);
    TokenizedText others = TokenizedText.of(inOrder ? other : one);
    return Math.max(tokens.size(), others.size()) <= MOST_TOKENS
        && new TextAlignment(tokens, others).isEdit();
  }

  private boolean isEdit() {
    double shorter = Math.min(one.weight(0, one.size()), other.weight(0, other.size()));
    return matched >= Math.max(LEAST_MATCH, MATCHED * shorter)
        && numberConflicts <= (numbers + numberConflicts) / NUMBERS
        && nameConflicts <= (names + nameConflicts) / NAMES
        && differing < mayDiffer() * (matched + differing);
  }

  private double mayDiffer() {
    if (one.isCased() && other.isCased()) {
      return DIFFERING;
    }
    return numbers >= 2 ? DIFFERING_BESIDE_NUMBERS : DIFFERING_WORDS;
  }

  private static int[] longestCommonSubsequence(TokenizedText one, TokenizedText other) {
    short[][] lengths = new short[one.size() + 1][other.size() + 1]; // of what is left of both
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            one.token(i) == other.token(j)
                ? (short) (lengths[i + 1][j + 1] + 1)
                : (short) Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    int[] matches = new int[one.size()];
    Arrays.fill(matches, NONE);
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      if (one.token(i) == other.token(j)) {
        matches[i++] = j++;
      } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return matches;
  }

  private int firstOfRun() {
    for (int start = 0; start < matches.length; start = Math.max(start + 1, endOfRun(start))) {
      if (isLong(start, endOfRun(start))) {
        return start;
      }
    }
    return NONE;
  }

  private int lastOfRun() {
    int last = NONE;
    for (int start = 0; start < matches.length; start = Math.max(start + 1, endOfRun(start))) {
      last = isLong(start, endOfRun(start)) ? endOfRun(start) - 1 : last;
    }
    return last;
  }

  private boolean isLong(int start, int end) {
    return one.weight(start, end) >= RUN;
  }

  /**
   * The end of the run of matches that begins at a token, which is its start where there is none.
   */
  private int endOfRun(int start) {
    int end = start;
    while (end < matches.length
        && matches[end] != NONE
        && (end == start || matches[end] == matches[end - 1] + 1)) {
      end++;
    }
    return end;
  }

  private void count(int first, int last) {
    differ(
        0,
        first,
        0,
        matches[first],
        Math.min(one.weight(0, first), other.weight(0, matches[first])));
    int after = first; // the last match: what follows it differs up to the next
    int otherAfter = matches[first];
    for (int i = first; i <= last; i++) {
      if (matches[i] != NONE) {
        differ(
            after,
            i,
            otherAfter,
            matches[i],
            Math.max(one.weight(after, i), other.weight(otherAfter, matches[i])));
        matched += one.weight(i, i + 1);
        numbers += one.kind(i) == Kind.NUMBER ? 1 : 0;
        names += one.kind(i) == Kind.NAME ? 1 : 0;
        after = i + 1;
        otherAfter = matches[i] + 1;
      }
    }
  }

  private void differ(int from, int to, int otherFrom, int otherTo, double words) {
    differing += words;
    numberConflicts += bothHave(Kind.NUMBER, from, to, otherFrom, otherTo);
    nameConflicts += bothHave(Kind.NAME, from, to, otherFrom, otherTo);
  }

  private int bothHave(Kind kind, int from, int to, int otherFrom, int otherTo) {
    return one.has(kind, from, to) && other.has(kind, otherFrom, otherTo) ? 1 : 0;
  }
}
