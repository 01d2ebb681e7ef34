package news.rendezvous.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.rendezvous.item.ItemId;

/**
 * Which items may have the words of a search: bit-sliced signatures (C. Faloutsos, Access Methods
 * for Text, 1985) in blocks of items with about as many words. One thread writes, any number read.
 */
final class Signatures {

  /**
   * With seven probes one error in 690. Sizes are powers of two, so that it is one in 90 where
   * there are a half more words than fit, and one in 3,400 where there are a quarter less.
   */
  private static final int BITS_A_WORD = 14;

  private static final int SMALLEST = 64;

  private final List<SignatureBlock> blocks = new CopyOnWriteArrayList<>();
  private final Map<Integer, Deque<SignatureBlock>> withRoom = new HashMap<>();
  private final Map<ItemId, Place> places = new HashMap<>();

  private record Place(SignatureBlock block, int column) {}

  /** Takes an item in, in place of its earlier revision. */
  void put(Held held) {
    int[] words = Vocabulary.of(held.words());
    SignatureBlock block = blockFor(words.length);
    Place earlier = places.put(held.item().id(), new Place(block, block.add(words, held)));
    if (block.isFull()) {
      withRoom(block.bits()).remove(block);
    }
    if (earlier != null) {
      free(earlier);
    }
  }

  private SignatureBlock blockFor(int words) {
    int bits = Math.max(SMALLEST, Integer.highestOneBit(words * BITS_A_WORD * 3 / 2));
    Deque<SignatureBlock> room = withRoom(bits);
    if (room.isEmpty()) {
      room.add(new SignatureBlock(bits));
      blocks.add(room.getFirst());
    }
    return room.getFirst();
  }

  private Deque<SignatureBlock> withRoom(int bits) {
    return withRoom.computeIfAbsent(bits, size -> new ArrayDeque<>());
  }

  void remove(ItemId id) {
    Place place = places.remove(id);
    if (place != null) {
      free(place);
    }
  }

  private void free(Place place) {
    SignatureBlock block = place.block();
    Deque<SignatureBlock> room = withRoom(block.bits());
    if (block.isFull()) {
      room.addLast(block);
    }
    block.remove(place.column());
    if (block.isEmpty()) {
      room.remove(block);
      blocks.remove(block);
    }
  }

  /** All that have all the words, and some that have not. */
  List<Held> candidates(int[] words) {
    List<Held> found = new ArrayList<>();
    blocks.forEach(block -> block.find(words, found::add));
    return found;
  }
}
