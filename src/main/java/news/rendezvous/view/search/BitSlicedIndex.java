package news.rendezvous.view.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.rendezvous.item.ItemId;

/**
 * Bit-sliced signature index (C. Faloutsos, Access Methods for Text, 1985): finds the items that
 * may have all terms of a search, in blocks of items with about as many terms. One writer, any
 * number of readers.
 */
public final class BitSlicedIndex<T> {

  /**
   * With seven probes the rate of false positives is 1 in 690. Sizes are powers of two, so that it
   * is 1 in 90 for half as many terms more, and 1 in 3,400 for a quarter fewer.
   */
  private static final int BITS_PER_TERM = 14;

  private static final int SMALLEST = 64;

  private final List<SignatureBlock<T>> blocks = new CopyOnWriteArrayList<>();
  private final Map<Integer, Deque<SignatureBlock<T>>> withRoom = new HashMap<>();
  private final Map<ItemId, Place<T>> places = new HashMap<>();

  private record Place<T>(SignatureBlock<T> block, int column) {}

  /**
   * Adds an item, in place of its earlier revision.
   *
   * @param text its text, folded
   */
  public void put(ItemId id, String text, T item) {
    int[] terms = SearchTokenizer.terms(text);
    SignatureBlock<T> block = blockFor(terms.length);
    Place<T> earlier = places.put(id, new Place<>(block, block.add(terms, item)));
    if (block.isFull()) {
      withRoom(block.bits()).remove(block);
    }
    if (earlier != null) {
      free(earlier);
    }
  }

  private SignatureBlock<T> blockFor(int terms) {
    int bits = Math.max(SMALLEST, Integer.highestOneBit(terms * BITS_PER_TERM * 3 / 2));
    Deque<SignatureBlock<T>> room = withRoom(bits);
    if (room.isEmpty()) {
      room.add(new SignatureBlock<>(bits));
      blocks.add(room.getFirst());
    }
    return room.getFirst();
  }

  private Deque<SignatureBlock<T>> withRoom(int bits) {
    return withRoom.computeIfAbsent(bits, size -> new ArrayDeque<>());
  }

  public void remove(ItemId id) {
    Place<T> place = places.remove(id);
    if (place != null) {
      free(place);
    }
  }

  private void free(Place<T> place) {
    SignatureBlock<T> block = place.block();
    Deque<SignatureBlock<T>> room = withRoom(block.bits());
    if (block.isFull()) {
      room.addLast(block);
    }
    block.remove(place.column());
    if (block.isEmpty()) {
      room.remove(block);
      blocks.remove(block);
    }
  }

  /** All items that have all terms, and false positives. */
  public List<T> candidates(int[] terms) {
    List<T> found = new ArrayList<>();
    blocks.forEach(block -> block.find(terms, found::add));
    return found;
  }
}
