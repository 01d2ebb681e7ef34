package news.rendezvous.view;

import java.util.stream.IntStream;

/**
 * Which words may occur in a text: a Bloom filter (B. H. Bloom, Space/Time Trade-offs in Hash
 * Coding with Allowable Errors, 1970). It has every word of the text, and one in about 120 that the
 * text does not have. Of scripts without spaces it has the single characters and the pairs.
 */
final class Vocabulary {

  /** For one error in 120, with the number of probes that goes best with it. */
  private static final int BITS_A_WORD = 10;

  private static final int PROBES = 5;

  private final long[] bits;

  private Vocabulary(long[] bits) {
    this.bits = bits;
  }

  /** The vocabulary of a folded text. */
  static Vocabulary of(String folded) {
    IntStream.Builder all = IntStream.builder();
    Letters.runs(folded, run -> keys(run, true).forEach(all));
    int[] distinct = all.build().distinct().toArray();
    Vocabulary vocabulary = new Vocabulary(new long[distinct.length * BITS_A_WORD / Long.SIZE + 1]);
    for (int key : distinct) {
      vocabulary.add(key);
    }
    return vocabulary;
  }

  /** What must be in a vocabulary for a run to occur in its text. */
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

  /** Bytes that it takes. */
  int size() {
    return bits.length * Long.BYTES;
  }

  private void add(int key) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(key, probe);
      bits[bit / Long.SIZE] |= 1L << bit;
    }
  }

  /** False where the text is sure to lack one of the keys. */
  boolean mayHave(int[] keys) {
    for (int key : keys) {
      if (!mayHave(key)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayHave(int key) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(key, probe);
      if ((bits[bit / Long.SIZE] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  // Two halves of one product stand for as many hash functions as there are probes (A. Kirsch and
  // M. Mitzenmacher, Less Hashing, Same Performance, 2006).
  private int bit(int key, int probe) {
    long mixed = (key ^ key >>> 15) * 0x9E3779B97F4A7C15L;
    int hash = (int) (mixed >>> 32) + probe * ((int) (mixed >>> 8) | 1);
    // The hash as a fraction of all hashes, of the size: as even as a remainder, without a
    // division.
    return (int) (Integer.toUnsignedLong(hash) * (bits.length * Long.SIZE) >>> 32);
  }
}
