package news.rendezvous.dedup.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Store of the known stories. The first byte of a key is the type of its value: an alias, the
 * stories that share a band, an item, or an entry of the expiry index ({@link StoreKeys}).
 *
 * <p>The id of an alias is the id of the story that it would identify. Under the id of a story is
 * its record, under its other aliases its id ({@link AliasRecord}): so most entries are matched by
 * one lookup, which costs more than the rest of a decision.
 *
 * <p>Changes are written together by {@link #write} or discarded by {@link #discard}, so that a
 * dispatch that fails leaves no partial change. The changelog gets records of stories and items;
 * {@link #restore} makes the indexes from them. There, the stories of an alias or band are in the
 * order of their last change.
 */
public final class StoryStore {

  /** Maximum number of stories per band: boilerplate would collect thousands. */
  static final int BAND_CAPACITY = 16;

  private static final byte[] EMPTY = {};

  private final WriteBatch batch;

  /** Lower bound of the expiry index: a scan from there does not pass deleted keys. */
  private long expired;

  /**
   * A store in a database.
   *
   * @param changelog takes the records that the database can be restored from
   */
  StoryStore(Database database, Consumer<List<KeyValue<Bytes, byte @Nullable []>>> changelog) {
    this.batch = new WriteBatch(database, changelog);
  }

  /** Reads ahead what {@link #findByAlias} and {@link #inBand} will look up. */
  public void prefetch(Collection<ItemId> aliasIds, Collection<Bytes> bands) {
    List<Bytes> keys = new ArrayList<>(aliasIds.size() + bands.size());
    aliasIds.forEach(aliasId -> keys.add(StoreKeys.alias(aliasId)));
    keys.addAll(bands);
    batch.prefetch(keys);
  }

  public List<StoredStory> findByAlias(ItemId aliasId) {
    AliasRecord stored = stored(aliasId);
    Stream<StoredStory> others = stored.others().stream().flatMap(id -> find(id).stream());
    return Stream.concat(known(aliasId, stored).stream(), others).toList();
  }

  public boolean isFree(ItemId aliasId) {
    return stored(aliasId).isFree();
  }

  public boolean hasRoom(ItemId aliasId) {
    return stored(aliasId).hasRoom();
  }

  public Optional<StoredStory> find(ItemId id) {
    return known(id, stored(id));
  }

  private Optional<StoredStory> known(ItemId id, AliasRecord stored) {
    return stored.record().map(record -> new StoredStory(id, record, this::item));
  }

  private AliasRecord stored(ItemId aliasId) {
    return AliasRecord.of(batch.get(StoreKeys.alias(aliasId)));
  }

  private void store(ItemId aliasId, AliasRecord changed) {
    batch.put(StoreKeys.alias(aliasId), changed.stored());
  }

  /** Ids of the stories that share a band, the newest last. */
  public List<ItemId> inBand(Bytes band) {
    byte[] stored = batch.get(band);
    return StoreKeys.ids(stored == null ? EMPTY : stored);
  }

  private byte @Nullable [] item(ItemId id) {
    return batch.get(StoreKeys.item(id));
  }

  /** Stores a record and updates the indexes: aliases, bands and expiry. */
  public void put(ItemId id, @Nullable StoryRecord before, StoryRecord now) {
    List<ItemId> aliasesBefore = before == null ? List.of() : before.aliasIds();
    each(aliasesBefore, now.aliasIds(), aliasId -> unlink(aliasId, id));
    each(now.aliasIds(), aliasesBefore, aliasId -> link(aliasId, id));
    each(bands(before), bands(now), band -> leave(band, id));
    each(bands(now), bands(before), band -> join(band, id));
    if (before == null || before.carried() != now.carried()) {
      if (before != null) {
        batch.put(StoreKeys.expiry(before.carried(), id), null);
      }
      batch.put(StoreKeys.expiry(now.carried(), id), EMPTY);
      expired = Math.min(expired, now.carried()); // the clock may have been set back
    }
    byte[] record = StoryRecordCodec.write(now);
    store(id, stored(id).with(record));
    batch.log(StoreKeys.story(id), record);
  }

  private static <T> void each(List<T> some, List<T> others, Consumer<T> action) {
    some.stream().filter(one -> !others.contains(one)).forEach(action);
  }

  private static List<Bytes> bands(@Nullable StoryRecord record) {
    return record == null
        ? List.of()
        : StoreKeys.bands(record.edition(), record.version().sketch());
  }

  /** The stored marker of the topics that the store belongs to. */
  public byte @Nullable [] generation() {
    return batch.get(StoreKeys.generation());
  }

  public void putGeneration(byte[] generation) {
    putLogged(StoreKeys.generation(), generation);
  }

  public void putItem(ItemId id, byte[] published) {
    putLogged(StoreKeys.item(id), published);
  }

  public void removeItem(ItemId id) {
    putLogged(StoreKeys.item(id), null);
  }

  private void putLogged(Bytes key, byte @Nullable [] value) {
    batch.put(key, value);
    batch.log(key, value);
  }

  /**
   * Removes and writes the stories that were carried longest ago.
   *
   * @param before milliseconds since the epoch; stories that were carried then or later stay
   * @param max maximum number, since the stream thread waits
   * @return the number of removed stories
   */
  public int expire(long before, int max) {
    List<Bytes> expiring = batch.keys(StoreKeys.expiry(expired), StoreKeys.expiry(before), max);
    for (Bytes key : expiring) {
      expired = StoreKeys.time(key);
      remove(StoreKeys.story(key));
      batch.put(key, null);
    }
    write();
    return expiring.size();
  }

  /**
   * Removes and writes stories of any age, except withdrawn ones, which must not return.
   *
   * @param from expiry key to continue from
   * @param max maximum number of stories to read
   * @return the key to continue from; empty at the end
   */
  public Optional<Bytes> purge(Bytes from, int max) {
    List<Bytes> keys = batch.keys(from, StoreKeys.expiry(Long.MAX_VALUE), max);
    for (Bytes key : keys) {
      ItemId id = StoreKeys.story(key);
      if (find(id).filter(known -> known.record().withdrawn()).isEmpty()) {
        remove(id);
        batch.put(key, null);
      }
    }
    write();
    return keys.size() < max ? Optional.empty() : Optional.of(StoreKeys.after(keys.get(max - 1)));
  }

  private void remove(ItemId id) {
    unindex(id);
    removeItem(id);
    batch.log(StoreKeys.story(id), null);
  }

  private void unindex(ItemId id) {
    find(id).map(StoredStory::record).ifPresent(record -> remove(id, record));
  }

  private void remove(ItemId id, StoryRecord record) {
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
    AliasRecord before = stored(aliasId);
    AliasRecord now = before.without(id);
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
    batch.put(band, ids.isEmpty() ? null : StoreKeys.bytes(ids));
  }

  /**
   * Applies a record of the changelog of the previous version ({@link StoreLayout}), which held the
   * rows of the database.
   *
   * @return the marker of the topics that the store belonged to, for its record only
   */
  public Optional<byte[]> importPrevious(Bytes key, byte @Nullable [] value) {
    switch (key.get()[0]) {
      case 'g':
        return Optional.ofNullable(value);
      case 'n':
        ItemId id = StoreKeys.id(key);
        apply(id, AliasRecord.of(value).record().orElse(null));
        break;
      case 'i':
        putLogged(key, value);
        break;
      default: // an index
    }
    return Optional.empty();
  }

  /** Applies and writes records of the changelog. */
  void restore(Collection<KeyValue<byte[], byte @Nullable []>> records) {
    records.forEach(record -> restore(Bytes.wrap(record.key), record.value));
    write();
  }

  private void restore(Bytes key, byte @Nullable [] value) {
    if (!StoreKeys.isStory(key)) {
      batch.put(key, value);
      return;
    }
    apply(StoreKeys.id(key), value == null ? null : StoryRecordCodec.read(value, 0));
  }

  private void apply(ItemId id, @Nullable StoryRecord now) {
    StoryRecord before = find(id).map(StoredStory::record).orElse(null);
    if (now != null) {
      if (before == null) {
        prefetch(now.aliasIds(), bands(now));
      }
      put(id, before, now);
    } else if (before != null) {
      remove(id, before);
      batch.put(StoreKeys.expiry(before.carried(), id), null);
      batch.log(StoreKeys.story(id), null);
    }
  }

  public void write() {
    batch.write();
  }

  public void discard() {
    batch.discard();
  }
}
