package news.rendezvous.item.neardup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One-permutation MinHash: makes the sketch of a text. */
public final class Sketcher {

  /** In words; shorter texts are headlines, which different stories share. */
  private static final int FEWEST_WORDS = 24;

  private static final int BANDS = 8;

  /** Tokens of a shingle in a sample: short ones survive edits. */
  private static final int SAMPLED = 3;

  /** Tokens of a shingle in a key: long ones are rare, so that few stories share a key. */
  private static final int KEYED = 5;

  private static final long NONE = Long.MAX_VALUE;

  private Sketcher() {}

  /** The sketch of a text; empty for a text that is too short. */
  public static Optional<Sketch> sketch(String text) {
    TokenizedText tokens = TokenizedText.of(text);
    return tokens.words() < FEWEST_WORDS
        ? Optional.empty()
        : Optional.of(
            new Sketch(
                bands(least(tokens.shingles(KEYED), BANDS)),
                rows(least(tokens.shingles(SAMPLED), Sketch.ROWS)),
                tokens.words(),
                tokens.isCased(),
                tokens.numbers(),
                tokens.names()));
  }

  private static List<String> bands(long[] least) {
    List<String> bands = new ArrayList<>(BANDS);
    for (long hash : least) {
      if (hash != NONE) {
        bands.add(Facts.digits(hash, Sketch.BAND));
      }
    }
    return bands;
  }

  private static String rows(long[] least) {
    StringBuilder rows = new StringBuilder(Sketch.ROWS);
    for (long hash : least) {
      rows.append(hash == NONE ? Sketch.EMPTY : Facts.lastDigit(hash));
    }
    return rows.toString();
  }

  /**
   * The least hash in each of {@code bins}, a power of two. The high bits select the bin and the
   * order; the low ones, which are kept, are independent of both.
   */
  private static long[] least(long[] hashes, int bins) {
    long[] least = new long[bins];
    Arrays.fill(least, NONE);
    int shift = Long.numberOfLeadingZeros(bins - 1L);
    for (long hash : hashes) {
      int bin = (int) (hash >>> shift);
      least[bin] = Math.min(least[bin], hash & Long.MAX_VALUE);
    }
    return least;
  }
}
