package news.rendezvous.dedup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>What is learned is written at once by {@link #write}, or given up by {@link #giveUp}, so that
 * a dispatch that cannot be decided leaves nothing half remembered. Until then nothing is read
 * twice: a look-up costs more than all else that a decision does with what was found.
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
  private final Map<Bytes, Optional<byte[]>> read = new HashMap<>();
  private final Map<Bytes, Optional<byte[]>> learned = new LinkedHashMap<>();

  /** No age before this one is left: where a scan starts, instead of among deleted ones. */
  private long forgotten;

  Memory(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Ids of the stories under a name, the latest last. */
  List<ItemId> named(Bytes name) {
    byte[] stored = get(key(NAME, name.get()));
    List<ItemId> ids = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(stored == null ? NOTHING : stored);
    while (buffer.hasRemaining()) {
      ids.add(new ItemId(new UUID(buffer.getLong(), buffer.getLong())));
    }
    return ids;
  }

  /** Whether no story goes by a name. */
  boolean isFree(Bytes name) {
    return get(key(NAME, name.get())) == null;
  }

  Optional<Known> find(ItemId id) {
    byte[] traits = get(key(TRAITS, bytes(id)));
    return traits == null
        ? Optional.empty()
        : Optional.of(new Known(id, TraitsForm.read(traits), this::item));
  }

  private byte @Nullable [] item(ItemId id) {
    return get(key(ITEM, bytes(id)));
  }

  /** Remembers a story under all its names, and no longer under those that it has lost. */
  void keep(ItemId id, @Nullable Traits before, Traits now) {
    List<Bytes> old = before == null ? List.of() : before.allNames();
    List<Bytes> names = now.allNames();
    names.stream().filter(name -> !old.contains(name)).forEach(name -> link(name, id));
    old.stream().filter(name -> !names.contains(name)).forEach(name -> unlink(name, id));
    if (before == null || before.carried() != now.carried()) {
      if (before != null) {
        put(age(before.carried(), id), null);
      }
      put(age(now.carried(), id), NOTHING);
      forgotten = Math.min(forgotten, now.carried()); // a clock may be put back
    }
    put(key(TRAITS, bytes(id)), TraitsForm.write(now));
  }

  void keepItem(ItemId id, byte[] published) {
    put(key(ITEM, bytes(id)), published);
  }

  void dropItem(ItemId id) {
    put(key(ITEM, bytes(id)), null);
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
      put(age, null);
    }
    write();
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
    find(id).ifPresent(known -> known.traits().allNames().forEach(name -> unlink(name, id)));
    put(key(TRAITS, bytes(id)), null);
    dropItem(id);
  }

  private void link(Bytes name, ItemId id) {
    List<ItemId> ids = named(name);
    ids.add(id);
    name(name, ids.subList(Math.max(0, ids.size() - MOST_UNDER_A_NAME), ids.size()));
  }

  private void unlink(Bytes name, ItemId id) {
    List<ItemId> ids = named(name);
    if (ids.remove(id)) {
      name(name, ids);
    }
  }

  private void name(Bytes name, List<ItemId> ids) {
    ByteBuffer buffer = ByteBuffer.allocate(ids.size() * ID_BYTES);
    ids.forEach(id -> buffer.put(bytes(id)));
    put(key(NAME, name.get()), ids.isEmpty() ? null : buffer.array());
  }

  private byte @Nullable [] get(Bytes key) {
    return read.computeIfAbsent(key, k -> Optional.ofNullable(store.get(k))).orElse(null);
  }

  private void put(Bytes key, byte @Nullable [] value) {
    Optional<byte[]> now = Optional.ofNullable(value);
    read.put(key, now);
    learned.put(key, now);
  }

  /** Writes what was learned, in one batch. */
  void write() {
    if (!learned.isEmpty()) {
      store.putAll(
          learned.entrySet().stream()
              .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue().orElse(null)))
              .toList());
    }
    giveUp();
  }

  /** Forgets what was learned since it was last written. */
  void giveUp() {
    read.clear();
    learned.clear();
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
