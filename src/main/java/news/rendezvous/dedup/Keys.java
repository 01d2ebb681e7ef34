package news.rendezvous.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import org.apache.kafka.common.utils.Bytes;

/** The keys of the memory, and ids as bytes. Another form needs another name of the store. */
final class Keys {

  private static final ItemId LEAST = new ItemId(new UUID(0, 0));
  static final int ID_BYTES = 16;
  private static final byte[] NONE = {};

  private Keys() {}

  /** Of what the memory belongs to. */
  static Bytes generation() {
    return key('g', NONE);
  }

  /** Of what goes by a name. */
  static Bytes name(ItemId name) {
    return key('n', bytes(List.of(name)));
  }

  /** Of the look-alikes under a band. */
  static Bytes band(Bytes band) {
    return key('b', band.get());
  }

  /** Of the item of a story. */
  static Bytes item(ItemId id) {
    return key('i', bytes(List.of(id)));
  }

  /** Of a story's age, in the order of time; in milliseconds since the epoch. */
  static Bytes age(long time, ItemId id) {
    byte[] bytes = bytes(List.of(id));
    return key(
        'a', ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(time).put(bytes).array());
  }

  /** Of the first age of a time. */
  static Bytes age(long time) {
    return age(time, LEAST);
  }

  /** The first key after another one. */
  static Bytes after(Bytes key) {
    byte[] bytes = key.get();
    return Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** The time in the key of an age. */
  static long time(Bytes age) {
    return ByteBuffer.wrap(age.get(), 1, Long.BYTES).getLong();
  }

  /** The story in the key of an age. */
  static ItemId story(Bytes age) {
    return id(ByteBuffer.wrap(age.get(), 1 + Long.BYTES, ID_BYTES));
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

  /** The ids in bytes, to be changed at will. */
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
