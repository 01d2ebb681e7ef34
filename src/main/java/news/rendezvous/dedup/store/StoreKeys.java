package news.rendezvous.dedup.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.neardup.Sketch;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Binary form of the store's keys and of lists of ids.
 *
 * <p>A change of it needs another {@link StoreLayout#storeName}.
 */
public final class StoreKeys {

  private static final ItemId LEAST = new ItemId(new UUID(0, 0));
  static final int ID_BYTES = 16;
  private static final char STORY = 's';
  private static final byte[] NONE = {};

  private StoreKeys() {}

  public static Bytes generation() {
    return key('g', NONE);
  }

  /** Key of the database's position in the changelog, which is not in the changelog. */
  static Bytes position() {
    return key('o', NONE);
  }

  public static Bytes alias(ItemId aliasId) {
    return key('n', bytes(List.of(aliasId)));
  }

  /** Keys of the stories that share a band of a sketch (locality-sensitive hashing). */
  public static List<Bytes> bands(String edition, @Nullable Sketch sketch) {
    return sketch == null
        ? List.of()
        : sketch.bands().stream().map(band -> band(edition, band)).toList();
  }

  // Not hashed: a collision costs a comparison only, and keys that share a prefix compress well.
  public static Bytes band(String edition, String band) {
    return key('b', (edition + '\n' + band).getBytes(StandardCharsets.UTF_8));
  }

  /** Key of a story's record in the changelog; in the database it is at the story's own alias. */
  static Bytes story(ItemId id) {
    return key(STORY, bytes(List.of(id)));
  }

  static boolean isStory(Bytes key) {
    return key.get()[0] == STORY;
  }

  /** The id in a key of a story, alias or item. */
  static ItemId id(Bytes key) {
    return id(ByteBuffer.wrap(key.get(), 1, ID_BYTES));
  }

  public static Bytes item(ItemId id) {
    return key('i', bytes(List.of(id)));
  }

  /**
   * Key of the expiry index, ordered by time in milliseconds since the epoch. Keys are compared
   * without signs: a time before the epoch, of a window of a hundred years, is the epoch.
   */
  public static Bytes expiry(long time, ItemId id) {
    byte[] bytes = bytes(List.of(id));
    return key(
        'a',
        ByteBuffer.allocate(Long.BYTES + bytes.length)
            .putLong(Math.max(0, time))
            .put(bytes)
            .array());
  }

  /** The first expiry key of a time. */
  public static Bytes expiry(long time) {
    return expiry(time, LEAST);
  }

  /** The first key after another one. */
  static Bytes after(Bytes key) {
    byte[] bytes = key.get();
    return Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1));
  }

  static long time(Bytes expiry) {
    return ByteBuffer.wrap(expiry.get(), 1, Long.BYTES).getLong();
  }

  static ItemId story(Bytes expiry) {
    return id(ByteBuffer.wrap(expiry.get(), 1 + Long.BYTES, ID_BYTES));
  }

  private static Bytes key(char kind, byte[] rest) {
    return Bytes.wrap(ByteBuffer.allocate(1 + rest.length).put((byte) kind).put(rest).array());
  }

  static byte[] bytes(List<ItemId> ids) {
    ByteBuffer buffer = ByteBuffer.allocate(ids.size() * ID_BYTES);
    for (ItemId id : ids) {
      buffer.putLong(id.uuid().getMostSignificantBits());
      buffer.putLong(id.uuid().getLeastSignificantBits());
    }
    return buffer.array();
  }

  /** The ids in bytes, as a mutable list. */
  static List<ItemId> ids(byte[] bytes) {
    List<ItemId> ids = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      ids.add(id(buffer));
    }
    return ids;
  }

  private static ItemId id(ByteBuffer buffer) {
    return new ItemId(new UUID(buffer.getLong(), buffer.getLong()));
  }
}
