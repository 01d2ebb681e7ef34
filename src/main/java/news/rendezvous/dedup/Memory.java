package news.rendezvous.dedup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Store of the known stories: one key-value store, hence one changelog and one partition in a
 * transaction. The first byte of a key says what its value is: an alias, the stories that share a
 * band, an item, or an entry of the expiry index ({@link Keys}).
 *
 * <p>The id of an alias is the id of the story that it would identify. Under the id of a story is
 * its record, under its other aliases its id ({@link NameRecord}): so most entries are matched by
 * one lookup, which costs more than the rest of a decision.
 *
 * <p>Changes are written together by {@link #write} or discarded by {@link #discard}, so that a
 * dispatch that fails leaves no partial change.
 */
final class Memory {

  /** Maximum number of stories per band: boilerplate would collect thousands. */
  static final int BAND_CAPACITY = 16;

  private static final byte[] EMPTY = {};

  private final Draft batch;

  /** Lower bound of the expiry index: a scan from there does not pass deleted keys. */
  private long expired;

  Memory(KeyValueStore<Bytes, byte[]> store) {
    this.batch = new Draft(store);
  }

  List<Known> findByAlias(ItemId aliasId) {
    NameRecord stored = stored(aliasId);
    Stream<Known> others = stored.others().stream().flatMap(id -> find(id).stream());
    return Stream.concat(known(aliasId, stored).stream(), others).toList();
  }

  /** Tells whether no story has an alias. */
  boolean isFree(ItemId aliasId) {
    return stored(aliasId).isFree();
  }

  /** Tells whether one more story can have an alias. */
  boolean hasRoom(ItemId aliasId) {
    return stored(aliasId).hasRoom();
  }

  Optional<Known> find(ItemId id) {
    return known(id, stored(id));
  }

  private Optional<Known> known(ItemId id, NameRecord stored) {
    return stored.record().map(record -> new Known(id, record, this::item));
  }

  private NameRecord stored(ItemId aliasId) {
    return NameRecord.of(batch.get(Keys.alias(aliasId)));
  }

  private void store(ItemId aliasId, NameRecord changed) {
    batch.put(Keys.alias(aliasId), changed.stored());
  }

  /** Ids of the stories that share a band, the newest last. */
  List<ItemId> inBand(Bytes band) {
    byte[] stored = batch.get(Keys.band(band));
    return Keys.ids(stored == null ? EMPTY : stored);
  }

  private byte @Nullable [] item(ItemId id) {
    return batch.get(Keys.item(id));
  }

  /** Stores a record and updates the indexes: aliases, bands and expiry. */
  void put(ItemId id, @Nullable Traits before, Traits now) {
    List<ItemId> aliasesBefore = before == null ? List.of() : before.aliasIds();
    each(aliasesBefore, now.aliasIds(), aliasId -> unlink(aliasId, id));
    each(now.aliasIds(), aliasesBefore, aliasId -> link(aliasId, id));
    each(bands(before), bands(now), band -> leave(band, id));
    each(bands(now), bands(before), band -> join(band, id));
    if (before == null || before.carried() != now.carried()) {
      if (before != null) {
        batch.put(Keys.expiry(before.carried(), id), null);
      }
      batch.put(Keys.expiry(now.carried(), id), EMPTY);
      expired = Math.min(expired, now.carried()); // the clock may have been set back
    }
    store(id, stored(id).with(now));
  }

  private static <T> void each(List<T> some, List<T> others, Consumer<T> action) {
    some.stream().filter(one -> !others.contains(one)).forEach(action);
  }

  private static List<Bytes> bands(@Nullable Traits record) {
    return record == null ? List.of() : Names.ofBands(record.edition(), record.version().sketch());
  }

  /** The stored marker of the topics that the store belongs to. */
  byte @Nullable [] generation() {
    return batch.get(Keys.generation());
  }

  void putGeneration(byte[] generation) {
    batch.put(Keys.generation(), generation);
  }

  void putItem(ItemId id, byte[] published) {
    batch.put(Keys.item(id), published);
  }

  void removeItem(ItemId id) {
    batch.put(Keys.item(id), null);
  }

  /**
   * Removes and writes the stories that were carried longest ago.
   *
   * @param before milliseconds since the epoch; stories that were carried then or later stay
   * @param max maximum number, since the stream thread waits
   * @return the number of removed stories
   */
  int expire(long before, int max) {
    List<Bytes> expiring = scan(Keys.expiry(expired), Keys.expiry(before), max);
    for (Bytes key : expiring) {
      expired = Keys.time(key);
      remove(Keys.story(key));
      batch.put(key, null);
    }
    write();
    return expiring.size();
  }

  /**
   * Removes and writes stories whatever their age, except withdrawn ones, which must not return.
   *
   * @param from expiry key to continue from
   * @param max maximum number of stories to read
   * @return the key to continue from; empty at the end
   */
  Optional<Bytes> purge(Bytes from, int max) {
    List<Bytes> keys = scan(from, Keys.expiry(Long.MAX_VALUE), max);
    for (Bytes key : keys) {
      ItemId id = Keys.story(key);
      if (find(id).filter(known -> known.record().withdrawn()).isEmpty()) {
        remove(id);
        batch.put(key, null);
      }
    }
    write();
    return keys.size() < max ? Optional.empty() : Optional.of(Keys.after(keys.get(max - 1)));
  }

  private List<Bytes> scan(Bytes from, Bytes to, int max) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = batch.range(from, to)) {
      while (keys.size() < max && found.hasNext()) {
        keys.add(found.next().key);
      }
    }
    return keys;
  }

  private void remove(ItemId id) {
    find(id).map(Known::record).ifPresent(record -> remove(id, record));
    removeItem(id);
  }

  private void remove(ItemId id, Traits record) {
    record.aliasIds().forEach(aliasId -> unlink(aliasId, id));
    bands(record).forEach(band -> leave(band, id));
    store(id, stored(id).withoutStory());
  }

  private void link(ItemId aliasId, ItemId id) {
    if (!aliasId.equals(id)) {
      store(aliasId, stored(aliasId).with(id));
    }
  }

  private void unlink(ItemId aliasId, ItemId id) {
    NameRecord before = stored(aliasId);
    NameRecord now = before.without(id);
    if (now != before) {
      store(aliasId, now);
    }
  }

  private void join(Bytes band, ItemId id) {
    List<ItemId> ids = inBand(band);
    ids.add(id);
    putBand(band, ids.subList(Math.max(0, ids.size() - BAND_CAPACITY), ids.size()));
  }

  private void leave(Bytes band, ItemId id) {
    List<ItemId> ids = inBand(band);
    if (ids.remove(id)) {
      putBand(band, ids);
    }
  }

  private void putBand(Bytes band, List<ItemId> ids) {
    batch.put(Keys.band(band), ids.isEmpty() ? null : Keys.bytes(ids));
  }

  /** Writes the changes, in one batch. */
  void write() {
    batch.write();
  }

  /** Discards the changes since the last write. */
  void discard() {
    batch.discard();
  }
}
