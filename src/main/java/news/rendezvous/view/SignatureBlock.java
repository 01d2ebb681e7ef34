package news.rendezvous.view;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The Bloom filters of up to 64 items, bit by bit: slice {@code i} has the bit {@code i} of all of
 * them, so that a few words of memory tell for all 64 which of them may have a word. One thread
 * writes, any number read: what they are told may be wrong for an item that comes or goes
 * meanwhile.
 */
final class SignatureBlock {

  private static final int PROBES = 7;

  private final long[] slices;
  private final AtomicReferenceArray<Held> items = new AtomicReferenceArray<>(Long.SIZE);
  private long taken;

  /**
   * A block without items.
   *
   * @param bits size of each filter
   */
  SignatureBlock(int bits) {
    this.slices = new long[bits];
  }

  boolean isFull() {
    return taken == -1L;
  }

  boolean isEmpty() {
    return taken == 0;
  }

  int bits() {
    return slices.length;
  }

  /** Adds an item where there is room; the column that it has now. */
  int add(int[] words, Held held) {
    int column = Long.numberOfTrailingZeros(~taken);
    taken |= 1L << column;
    for (int word : words) {
      long mixed = mix(word);
      for (int probe = 0; probe < PROBES; probe++) {
        slices[slice(mixed, probe)] |= 1L << column;
      }
    }
    items.set(column, held); // last, so that who finds it finds its words
    return column;
  }

  void remove(int column) {
    items.set(column, null);
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice] &= ~(1L << column);
    }
    taken &= ~(1L << column);
  }

  /** Tells the items that may have all words. */
  void find(int[] words, Consumer<Held> told) {
    for (long left = columns(words); left != 0; left &= left - 1) {
      Held held = items.get(Long.numberOfTrailingZeros(left));
      if (held != null) {
        told.accept(held);
      }
    }
  }

  private long columns(int[] words) {
    long columns = -1L;
    for (int word : words) {
      long mixed = mix(word);
      for (int probe = 0; probe < PROBES && columns != 0; probe++) {
        columns &= slices[slice(mixed, probe)];
      }
    }
    return columns;
  }

  private static long mix(int word) {
    return (word ^ word >>> 15) * 0x9E3779B97F4A7C15L;
  }

  // Two halves of one product stand for as many hash functions as there are probes (A. Kirsch and
  // M. Mitzenmacher, Less Hashing, Same Performance, 2006). The hash is then a fraction of all
  // hashes, of the size: as even as a remainder, without a division.
  private int slice(long mixed, int probe) {
    int hash = (int) (mixed >>> 32) + probe * ((int) (mixed >>> 8) | 1);
    return (int) ((Integer.toUnsignedLong(hash) * slices.length) >>> 32);
  }
}
