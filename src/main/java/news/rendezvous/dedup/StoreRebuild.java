package news.rendezvous.dedup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.StoreKeys;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.RecordJson;
import news.rendezvous.item.url.CanonicalUrl;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the store of one partition where it belongs to other topics than those that exist now. A
 * store with stories that are missing in the items topic would suppress them for ever; one without
 * stories of the topic would publish them twice. So the {@link Generation} is stored with the
 * stories, in the same transactions, and where it differs the store is rebuilt in phases:
 *
 * <ol>
 *   <li>{@link Phase#IMPORT}, only in an empty store, where there is a changelog of the previous
 *       version: its stories are stored, which have more than their items describe;
 *   <li>{@link Phase#PURGE}, unless they were of this items topic: all stories are removed, except
 *       withdrawn ones;
 *   <li>{@link Phase#ITEMS}: the stories of the items topic are stored, as far as their items
 *       describe them, except those that were imported;
 *   <li>{@link Phase#ENTRIES}: all records of the entries topic are processed again, which changes
 *       nothing where they were processed with this store before.
 * </ol>
 *
 * <p>Where only the entries topic was created again, the last phase is enough: offsets that were
 * committed for the old topic may have skipped records of the new one.
 *
 * <p>Before the last phase no entry is processed; the last one reads those that arrive. A phase is
 * a sequence of short steps, each of them committed; after a failure it starts again.
 */
final class StoreRebuild implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(StoreRebuild.class);
  private static final int PURGE_BATCH = 200;

  /** Phases, in their order. Their names are stored. */
  private enum Phase {
    IMPORT,
    PURGE,
    ITEMS,
    ENTRIES,
    DONE
  }

  private final DedupContext dedup;
  private final int partition;
  private final StoryStore store;
  private final Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> process;
  private Phase phase;
  private Bytes purged = StoreKeys.expiry(0);
  private TopicSnapshots.@Nullable Snapshot snapshot;
  private byte @Nullable [] imported;
  private int stored;
  private int processed;

  /**
   * A rebuild that has got as far as the store says.
   *
   * @param process processes a record of the entries topic
   */
  StoreRebuild(
      DedupContext dedup,
      int partition,
      StoryStore store,
      Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> process) {
    this.dedup = dedup;
    this.partition = partition;
    this.store = store;
    this.process = process;
    this.phase = phase(store.generation());
  }

  private Phase phase(byte @Nullable [] marker) {
    if (marker == null) {
      return dedup.topics().hasPreviousChangelog() ? Phase.IMPORT : Phase.PURGE;
    }
    String[] parts = new String(marker, StandardCharsets.US_ASCII).split(" ", -1);
    boolean sameItems = parts[0].equals(dedup.generation().items().toString());
    boolean sameEntries = parts[1].equals(dedup.generation().entries().toString());
    Phase reached = Phase.valueOf(parts[2]);
    if (!sameItems) {
      return Phase.PURGE;
    }
    return sameEntries || reached != Phase.DONE ? reached : Phase.ENTRIES;
  }

  /** The stored marker of a store that needs no rebuild. */
  static byte[] done(Generation generation) {
    return marker(generation, Phase.DONE);
  }

  private static byte[] marker(Generation generation, Phase phase) {
    return "%s %s %s"
        .formatted(generation.items(), generation.entries(), phase)
        .getBytes(StandardCharsets.US_ASCII);
  }

  boolean isDone() {
    return phase == Phase.DONE;
  }

  /** True while entries must not be processed; a later phase reads them again. */
  boolean holdsBack() {
    return phase == Phase.IMPORT || phase == Phase.PURGE || phase == Phase.ITEMS;
  }

  void step(long now) {
    switch (phase) {
      case IMPORT -> importPrevious();
      case PURGE -> purge();
      case ITEMS -> items(dedup.carriedUntil(now));
      case ENTRIES -> entries();
      case DONE -> {}
    }
  }

  private void importPrevious() {
    TopicSnapshots.Snapshot previous = opened(() -> dedup.topics().previousChangelog(partition));
    for (ConsumerRecord<@Nullable String, byte @Nullable []> record : previous.next()) {
      byte[] key = Objects.requireNonNull(record.key()).getBytes(StandardCharsets.ISO_8859_1);
      store.importPrevious(Bytes.wrap(key), record.value()).ifPresent(marker -> imported = marker);
    }
    store.write();
    if (previous.isAtEnd()) {
      enter(isOfTheseItems(imported) ? Phase.ITEMS : Phase.PURGE);
    }
  }

  private boolean isOfTheseItems(byte @Nullable [] marker) {
    return marker != null
        && new String(marker, StandardCharsets.US_ASCII)
            .startsWith(dedup.generation().items().toString());
  }

  private void purge() {
    Optional<Bytes> next = store.purge(purged, PURGE_BATCH);
    next.ifPresentOrElse(from -> purged = from, () -> enter(Phase.ITEMS));
  }

  private void items(long carried) {
    TopicSnapshots.Snapshot items = opened(dedup.topics()::items);
    for (ConsumerRecord<@Nullable String, byte @Nullable []> record : items.next()) {
      store(record, carried);
    }
    store.write();
    if (items.isAtEnd()) {
      enter(Phase.ENTRIES);
    }
  }

  private void entries() {
    TopicSnapshots.Snapshot entries = opened(() -> dedup.topics().entries(partition));
    for (ConsumerRecord<@Nullable String, byte @Nullable []> record : entries.next()) {
      process.accept(record);
      processed++;
    }
    if (entries.isAtEnd()) {
      enter(Phase.DONE);
      LOG.logf(
          stored + processed > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
          "State store rebuilt from the topics: partition=%d stories=%d entries=%d",
          partition,
          stored,
          processed);
    }
  }

  private TopicSnapshots.Snapshot opened(Supplier<TopicSnapshots.Snapshot> opening) {
    TopicSnapshots.Snapshot opened = snapshot == null ? opening.get() : snapshot;
    snapshot = opened;
    return opened;
  }

  private void enter(Phase next) {
    close();
    phase = next;
    store.putGeneration(marker(dedup.generation(), next));
    store.write();
  }

  // A record that is no item is skipped: readers of the topic count it as poison.
  private void store(ConsumerRecord<@Nullable String, byte @Nullable []> record, long carried) {
    Optional<ItemId> id = ItemId.parse(record.key());
    byte[] value = record.value();
    if (id.isEmpty()) {
      return;
    }
    if (value == null) {
      withdraw(id.get(), carried);
      return;
    }
    try {
      NewsItem item = RecordJson.decode(value, NewsItem.class);
      String edition = item.extension().edition();
      if (edition != null && dedup.layout().partitionOf(edition) == partition) {
        store(item, edition, value, CloudEventHeaders.time(record), carried);
      }
    } catch (IOException e) {
      LOG.debugf("No item at %s-%d@%d", record.topic(), record.partition(), record.offset());
    }
  }

  private void store(NewsItem item, String edition, byte[] value, long seenAt, long carried) {
    Optional<StoredStory> known = store.find(item.id());
    StoryRecord before = known.map(StoredStory::record).orElse(null);
    if (before != null && isAsNew(known.get(), item)) {
      return;
    }
    StoryRecord.SourceVersion version =
        new StoryRecord.SourceVersion(seenAt, StoryRecord.SourceVersion.UNKNOWN, null, null);
    List<ItemId> aliasIds = aliasIds(item, edition, before);
    store.put(
        item.id(),
        before,
        new StoryRecord(edition, carried, false, version, carriers(item), aliasIds));
    store.putItem(item.id(), value);
    stored += before == null ? 1 : 0;
  }

  // An imported story has more than its item describes. A story whose item comes after its
  // tombstone has returned: its source had retracted it.
  private static boolean isAsNew(StoredStory known, NewsItem item) {
    return known
        .last()
        .map(stored -> stored.extension().revision() >= item.extension().revision())
        .orElse(known.record().withdrawn());
  }

  // A tombstone does not name its edition; a story of another partition is not found.
  private void withdraw(ItemId id, long carried) {
    Optional<StoredStory> known = store.find(id);
    StoryRecord before = known.map(StoredStory::record).orElse(null);
    if (before != null && !before.withdrawn()) {
      store.put(id, before, before.asWithdrawn().carriedUntil(carried));
      known
          .flatMap(StoredStory::last)
          .map(item -> item.withoutContent().withRevision(item.extension().revision() + 1))
          .ifPresent(bare -> store.putItem(id, Json.encode(bare)));
    }
  }

  private static List<StoryRecord.Carrier> carriers(NewsItem item) {
    return Stream.concat(
            Stream.of(item.extension().source().id()),
            item.extension().duplicates().stream().map(Duplicate::source))
        .distinct()
        .map(StoryRecord.Carrier::unknown)
        .toList();
  }

  private List<ItemId> aliasIds(NewsItem item, String edition, @Nullable StoryRecord before) {
    List<ItemId> aliasIds = new ArrayList<>(List.of(item.id()));
    CanonicalUrl url = item.story().url();
    if (url != null) {
      ItemId aliasId = ItemId.of(edition, new Alias(Match.URL, url.withoutScheme()));
      boolean own = before != null && before.aliasIds().contains(aliasId);
      if (!aliasId.equals(item.id()) && (own || store.hasRoom(aliasId))) {
        aliasIds.add(aliasId);
      }
    }
    return aliasIds;
  }

  @Override
  public void close() {
    if (snapshot != null) {
      snapshot.close();
      snapshot = null;
    }
  }
}
