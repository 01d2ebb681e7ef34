package news.rendezvous.view.search;

/**
 * Bloom filter of the terms of a text (B. Bloom, 1970): a search tests it before the text itself,
 * which is parsed and folded for each comparison.
 */
public final class BloomFilter {

  /** With seven probes one text in 690 passes that lacks a term. */
  private static final int BITS_PER_TERM = 14;

  private static final int PROBES = 7;

  private final long[] bits;

  private BloomFilter(int terms) {
    bits = new long[terms * BITS_PER_TERM / Long.SIZE + 1];
  }

  public static BloomFilter of(String text) {
    int[] terms = SearchTokenizer.terms(text);
    BloomFilter filter = new BloomFilter(terms.length);
    for (int term : terms) {
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = filter.bit(term, probe);
        filter.bits[bit / Long.SIZE] |= 1L << bit;
      }
    }
    return filter;
  }

  /** False if the text lacks a term; true if it has all of them, and for false positives. */
  public boolean mayContain(int[] terms) {
    for (int term : terms) {
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = bit(term, probe);
        if ((bits[bit / Long.SIZE] & 1L << bit) == 0) {
          return false;
        }
      }
    }
    return true;
  }

  // Double hashing: two halves of one product yield the hashes of all probes (A. Kirsch and M.
  // Mitzenmacher, Less Hashing, Same Performance, 2006).
  private int bit(int term, int probe) {
    long mixed = (term ^ term >>> 15) * 0x9E3779B97F4A7C15L;
    int hash = (int) (mixed >>> 32) + probe * ((int) (mixed >>> 8) | 1);
    // The high half of the product: a value in the range without a division (D. Lemire, 2016).
    return (int) ((hash & 0xFFFFFFFFL) * (bits.length * Long.SIZE) >>> 32);
  }
}
