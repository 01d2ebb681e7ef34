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
 * The stories that are remembered. All of it is one store, hence one changelog and one partition in
 * a transaction, in which the first byte of a key says what stands there: what goes by a name, the
 * look-alikes under a band, the item of a story, or when it may be forgotten.
 *
 * <p>The name of an alias is the id of the story that it would identify. Under the id of a story
 * stand its traits, under its other names the id ({@link NameRecord}): so an entry is most often
 * recognised by one look-up, which costs more than all else that a decision does.
 *
 * <p>What is learned is written at once by {@link #write}, or given up by {@link #giveUp}, so that
 * a dispatch that cannot be decided leaves nothing half remembered.
 */
final class Memory {

  /** Greatest number of stories under one band: one of boilerplate would gather thousands. */
  static final int MOST_UNDER_A_BAND = 16;

  private static final byte[] NOTHING = {};

  private final Draft draft;

  /** No age before this one is left: where a scan starts, instead of among deleted ones. */
  private long forgotten;

  Memory(KeyValueStore<Bytes, byte[]> store) {
    this.draft = new Draft(store);
  }

  /** The stories that go by a name. */
  List<Known> named(ItemId name) {
    NameRecord stored = stored(name);
    Stream<Known> others = stored.others().stream().flatMap(id -> find(id).stream());
    return Stream.concat(known(name, stored).stream(), others).toList();
  }

  /** Tells whether no story goes by a name. */
  boolean isFree(ItemId name) {
    return stored(name).isFree();
  }

  /** Tells whether one story more can go by a name. */
  boolean hasRoom(ItemId name) {
    return stored(name).hasRoom();
  }

  /** The story of an id; another may go by it, once the one that was called so is forgotten. */
  Optional<Known> find(ItemId id) {
    return known(id, stored(id));
  }

  private Optional<Known> known(ItemId id, NameRecord stored) {
    return stored.traits().map(traits -> new Known(id, traits, this::item));
  }

  private NameRecord stored(ItemId name) {
    return NameRecord.of(draft.get(Keys.name(name)));
  }

  private void store(ItemId name, NameRecord changed) {
    draft.put(Keys.name(name), changed.stored());
  }

  /** Ids of the stories under a band, the latest last. */
  List<ItemId> alike(Bytes band) {
    byte[] stored = draft.get(Keys.band(band));
    return Keys.ids(stored == null ? NOTHING : stored);
  }

  private byte @Nullable [] item(ItemId id) {
    return draft.get(Keys.item(id));
  }

  /** Remembers a story under all its names and bands, and no longer under those it has lost. */
  void keep(ItemId id, @Nullable Traits before, Traits now) {
    each(before == null ? List.of() : before.names(), now.names(), name -> unlink(name, id));
    each(now.names(), before == null ? List.of() : before.names(), name -> link(name, id));
    each(bands(before), bands(now), band -> leave(band, id));
    each(bands(now), bands(before), band -> join(band, id));
    if (before == null || before.carried() != now.carried()) {
      if (before != null) {
        draft.put(Keys.age(before.carried(), id), null);
      }
      draft.put(Keys.age(now.carried(), id), NOTHING);
      forgotten = Math.min(forgotten, now.carried()); // a clock may be put back
    }
    store(id, stored(id).with(now));
  }

  private static <T> void each(List<T> some, List<T> others, Consumer<T> action) {
    some.stream().filter(one -> !others.contains(one)).forEach(action);
  }

  private static List<Bytes> bands(@Nullable Traits traits) {
    return traits == null ? List.of() : Names.ofBands(traits.edition(), traits.told().sketch());
  }

  /** What the memory belongs to, as it was kept last. */
  byte @Nullable [] generation() {
    return draft.get(Keys.generation());
  }

  void keepGeneration(byte[] generation) {
    draft.put(Keys.generation(), generation);
  }

  void keepItem(ItemId id, byte[] published) {
    draft.put(Keys.item(id), published);
  }

  void dropItem(ItemId id) {
    draft.put(Keys.item(id), null);
  }

  /**
   * Forgets the stories that were carried longest ago.
   *
   * @param before milliseconds since the epoch; what was carried then or later stays
   * @param most how many at most, since nothing else happens meanwhile
   * @return how many were forgotten
   */
  int forget(long before, int most) {
    List<Bytes> ages = ages(Keys.age(forgotten), Keys.age(before), most);
    for (Bytes age : ages) {
      forgotten = Keys.time(age);
      forget(Keys.story(age));
      draft.put(age, null);
    }
    write();
    return ages.size();
  }

  /**
   * Forgets stories whatever their age, except those that were withdrawn, for they must not return.
   *
   * @param from where to go on; an age
   * @param most how many are looked at
   * @return where to go on next; empty once all were looked at
   */
  Optional<Bytes> purge(Bytes from, int most) {
    List<Bytes> ages = ages(from, Keys.age(Long.MAX_VALUE), most);
    for (Bytes age : ages) {
      ItemId id = Keys.story(age);
      if (find(id).filter(known -> known.traits().withdrawn()).isEmpty()) {
        forget(id);
        draft.put(age, null);
      }
    }
    write();
    return ages.size() < most ? Optional.empty() : Optional.of(Keys.after(ages.get(most - 1)));
  }

  private List<Bytes> ages(Bytes from, Bytes to, int most) {
    List<Bytes> ages = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> old = draft.range(from, to)) {
      while (ages.size() < most && old.hasNext()) {
        ages.add(old.next().key);
      }
    }
    return ages;
  }

  private void forget(ItemId id) {
    find(id).map(Known::traits).ifPresent(traits -> forget(id, traits));
    dropItem(id);
  }

  private void forget(ItemId id, Traits traits) {
    traits.names().forEach(name -> unlink(name, id));
    bands(traits).forEach(band -> leave(band, id));
    store(id, stored(id).withoutTraits());
  }

  private void link(ItemId name, ItemId id) {
    if (!name.equals(id)) {
      store(name, stored(name).with(id));
    }
  }

  private void unlink(ItemId name, ItemId id) {
    NameRecord before = stored(name);
    NameRecord now = before.without(id);
    if (now != before) {
      store(name, now);
    }
  }

  private void join(Bytes band, ItemId id) {
    List<ItemId> ids = alike(band);
    ids.add(id);
    band(band, ids.subList(Math.max(0, ids.size() - MOST_UNDER_A_BAND), ids.size()));
  }

  private void leave(Bytes band, ItemId id) {
    List<ItemId> ids = alike(band);
    if (ids.remove(id)) {
      band(band, ids);
    }
  }

  private void band(Bytes band, List<ItemId> ids) {
    draft.put(Keys.band(band), ids.isEmpty() ? null : Keys.bytes(ids));
  }

  /** Writes what was learned, in one batch. */
  void write() {
    draft.write();
  }

  /** Forgets what was learned since it was last written. */
  void giveUp() {
    draft.giveUp();
  }
}
