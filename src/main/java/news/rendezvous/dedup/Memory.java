package news.rendezvous.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stories that are remembered. All of it is one store, hence one changelog and one partition in
 * a transaction, in which the first byte of a key says what stands there: the items under a name,
 * the traits of a story, its item, or when it may be forgotten.
 */
final class Memory {

  /** Greatest number of stories under one name: a band of boilerplate would gather thousands. */
  static final int MOST_UNDER_A_NAME = 16;

  private static final byte NAME = 'n';
  private static final byte TRAITS = 't';
  private static final byte ITEM = 'i';
  private static final byte AGE = 'a';
  private static final int ID_BYTES = 16;
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;

  /** No age before this one is left: where a scan starts, instead of among deleted ones. */
  private long forgotten;

  Memory(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Ids of the stories under a name, the latest last. */
  List<ItemId> named(Bytes name) {
    byte[] stored = store.get(key(NAME, name.get()));
    List<ItemId> ids = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(stored == null ? NOTHING : stored);
    while (buffer.hasRemaining()) {
      ids.add(new ItemId(new UUID(buffer.getLong(), buffer.getLong())));
    }
    return ids;
  }

  /** Whether no story goes by a name. */
  boolean isFree(Bytes name) {
    return store.get(key(NAME, name.get())) == null;
  }

  Optional<Known> find(ItemId id) {
    byte[] traits = store.get(key(TRAITS, bytes(id)));
    return traits == null
        ? Optional.empty()
        : Optional.of(new Known(id, Traits.of(traits), this::item));
  }

  private byte @Nullable [] item(ItemId id) {
    return store.get(key(ITEM, bytes(id)));
  }

  /** Remembers a story under all its names, and no longer under those that it has lost. */
  void keep(ItemId id, @Nullable Traits before, Traits now) {
    List<Bytes> names = before == null ? List.of() : before.names();
    now.names().stream().filter(name -> !names.contains(name)).forEach(name -> link(name, id));
    names.stream().filter(name -> !now.names().contains(name)).forEach(name -> unlink(name, id));
    if (before == null || before.carried() != now.carried()) {
      if (before != null) {
        store.delete(age(before.carried(), id));
      }
      store.put(age(now.carried(), id), NOTHING);
      forgotten = Math.min(forgotten, now.carried()); // a clock may be put back
    }
    store.put(key(TRAITS, bytes(id)), now.toBytes());
  }

  void keepItem(ItemId id, byte[] published) {
    store.put(key(ITEM, bytes(id)), published);
  }

  void dropItem(ItemId id) {
    store.delete(key(ITEM, bytes(id)));
  }

  /**
   * Forgets the stories that were carried longest ago.
   *
   * @param before milliseconds since the epoch; what was carried then or later stays
   * @param most how many at most, since nothing else happens meanwhile
   * @return how many were forgotten
   */
  int forget(long before, int most) {
    List<Bytes> ages = ages(before, most);
    for (Bytes age : ages) {
      ByteBuffer key = ByteBuffer.wrap(age.get(), 1, Long.BYTES + ID_BYTES);
      forgotten = key.getLong();
      forget(new ItemId(new UUID(key.getLong(), key.getLong())));
      store.delete(age);
    }
    return ages.size();
  }

  private List<Bytes> ages(long before, int most) {
    List<Bytes> ages = new ArrayList<>();
    ItemId least = new ItemId(new UUID(0, 0));
    try (KeyValueIterator<Bytes, byte[]> old =
        store.range(age(forgotten, least), age(before, least))) {
      while (ages.size() < most && old.hasNext()) {
        KeyValue<Bytes, byte[]> next = old.next();
        ages.add(next.key);
      }
    }
    return ages;
  }

  private void forget(ItemId id) {
    find(id).ifPresent(known -> known.traits().names().forEach(name -> unlink(name, id)));
    store.delete(key(TRAITS, bytes(id)));
    dropItem(id);
  }

  private void link(Bytes name, ItemId id) {
    List<ItemId> ids = named(name);
    ids.add(id);
    put(name, ids.subList(Math.max(0, ids.size() - MOST_UNDER_A_NAME), ids.size()));
  }

  private void unlink(Bytes name, ItemId id) {
    List<ItemId> ids = named(name);
    if (ids.remove(id)) {
      put(name, ids);
    }
  }

  private void put(Bytes name, List<ItemId> ids) {
    ByteBuffer buffer = ByteBuffer.allocate(ids.size() * ID_BYTES);
    ids.forEach(id -> buffer.put(bytes(id)));
    store.put(key(NAME, name.get()), ids.isEmpty() ? null : buffer.array());
  }

  private static Bytes age(long time, ItemId id) {
    return key(
        AGE, ByteBuffer.allocate(Long.BYTES + ID_BYTES).putLong(time).put(bytes(id)).array());
  }

  private static byte[] bytes(ItemId id) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(id.uuid().getMostSignificantBits())
        .putLong(id.uuid().getLeastSignificantBits())
        .array();
  }

  private static Bytes key(byte kind, byte[] rest) {
    return Bytes.wrap(ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array());
  }
}
