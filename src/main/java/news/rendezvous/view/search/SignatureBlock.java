package news.rendezvous.view.search;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Bloom filters of up to 64 items, transposed: slice {@code i} has bit {@code i} of all of them, so
 * that seven reads of memory answer for all 64 whether they may have a term. One writer, any number
 * of readers, whose result may be wrong for an item that is added or removed meanwhile.
 */
final class SignatureBlock<T> {

  private static final int PROBES = 7;

  private final long[] slices;
  private final AtomicReferenceArray<T> items = new AtomicReferenceArray<>(Long.SIZE);
  private long taken;

  /**
   * An empty block.
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

  /** Adds an item to a block that is not full, and returns its column. */
  int add(int[] terms, T item) {
    int column = Long.numberOfTrailingZeros(~taken);
    taken |= 1L << column;
    for (int term : terms) {
      long mixed = mix(term);
      for (int probe = 0; probe < PROBES; probe++) {
        slices[slice(mixed, probe)] |= 1L << column;
      }
    }
    items.set(column, item); // last, so that it is not found without its terms
    return column;
  }

  void remove(int column) {
    items.set(column, null);
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice] &= ~(1L << column);
    }
    taken &= ~(1L << column);
  }

  /** Finds the items that may have all terms. */
  void find(int[] terms, Consumer<T> found) {
    for (long left = columns(terms); left != 0; left &= left - 1) {
      T item = items.get(Long.numberOfTrailingZeros(left));
      if (item != null) {
        found.accept(item);
      }
    }
  }

  private long columns(int[] terms) {
    long columns = -1L;
    for (int term : terms) {
      long mixed = mix(term);
      for (int probe = 0; probe < PROBES && columns != 0; probe++) {
        columns &= slices[slice(mixed, probe)];
      }
    }
    return columns;
  }

  private static long mix(int term) {
    return (term ^ term >>> 15) * 0x9E3779B97F4A7C15L;
  }

  // Double hashing: two halves of one product yield the hashes of all probes (A. Kirsch and M.
  // Mitzenmacher, Less Hashing, Same Performance, 2006). The hash is scaled to the size by a
  // multiplication, which is as even as a remainder and needs no division (D. Lemire, 2016).
  private int slice(long mixed, int probe) {
    int hash = (int) (mixed >>> 32) + probe * ((int) (mixed >>> 8) | 1);
    return (int) ((Integer.toUnsignedLong(hash) * slices.length) >>> 32);
  }
}
