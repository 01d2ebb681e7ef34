package news.rendezvous.dedup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the memory of one partition into line with the topics that stand there now. A memory that
 * knows stories which no items topic holds would hide them for ever; one that knows less than the
 * topic holds would publish stories twice. So its {@link Generation} is kept in it, in the same
 * transactions, and where that is another one the memory is rebuilt, in steps:
 *
 * <ol>
 *   <li>{@link Phase#PURGE}: all stories are forgotten, except those that were withdrawn;
 *   <li>{@link Phase#ITEMS}: the stories that the items topic holds are remembered, with what their
 *       items tell of them;
 *   <li>{@link Phase#ENTRIES}: all entries that the entries topic still holds are decided again,
 *       which changes nothing where they were decided with this memory before.
 * </ol>
 *
 * <p>Where only the entries topic was made again, the last step is enough: offsets that were
 * committed for the old one may have skipped records of the new one.
 *
 * <p>During the first two steps nothing is decided; what comes meanwhile is read in the third. A
 * step is short, and committed before the next; one that is cut off is begun anew.
 */
final class MemoryRebuild implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MemoryRebuild.class);
  private static final int PURGED_AT_ONCE = 200;

  /** Steps, in their order. */
  private enum Phase {
    PURGE,
    ITEMS,
    ENTRIES,
    DONE
  }

  private final MemoryOrigin origin;
  private final int partition;
  private final Rules rules;
  private final Memory memory;
  private final Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> decide;
  private Phase phase;
  private Bytes purged = Keys.age(0);
  private Logs.@Nullable Log log;
  private int kept;
  private int read;

  /**
   * Looks whether there is anything to do.
   *
   * @param partition of the memory
   * @param decide decides a record of the entries topic
   */
  MemoryRebuild(
      MemoryOrigin origin,
      int partition,
      Rules rules,
      Memory memory,
      Consumer<ConsumerRecord<@Nullable String, byte @Nullable []>> decide) {
    this.origin = origin;
    this.partition = partition;
    this.rules = rules;
    this.memory = memory;
    this.decide = decide;
    this.phase = phase(memory.generation());
  }

  private Phase phase(byte @Nullable [] stored) {
    if (stored == null) {
      return Phase.PURGE;
    }
    String[] parts = new String(stored, StandardCharsets.US_ASCII).split(" ", -1);
    boolean sameItems = parts[0].equals(origin.generation().items().toString());
    boolean sameEntries = parts[1].equals(origin.generation().entries().toString());
    Phase reached = Phase.valueOf(parts[2]);
    if (!sameItems) {
      return Phase.PURGE;
    }
    return sameEntries || reached != Phase.DONE ? reached : Phase.ENTRIES;
  }

  /** What is kept of a memory that needs no rebuild. */
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

  /** Whether an entry that comes now must wait, and is read again later. */
  boolean holdsBack() {
    return phase == Phase.PURGE || phase == Phase.ITEMS;
  }

  /**
   * Takes the next step.
   *
   * @param now milliseconds since the epoch
   */
  void step(long now) {
    switch (phase) {
      case PURGE -> purge();
      case ITEMS -> items(rules.carriedUntil(now));
      case ENTRIES -> entries();
      case DONE -> {}
    }
  }

  private void purge() {
    Optional<Bytes> next = memory.purge(purged, PURGED_AT_ONCE);
    next.ifPresentOrElse(from -> purged = from, () -> enter(Phase.ITEMS));
  }

  private void items(long carried) {
    Logs.Log items = opened(origin.logs()::items);
    for (ConsumerRecord<@Nullable String, byte @Nullable []> record : items.next()) {
      keep(record, carried);
    }
    memory.write();
    if (items.isAtEnd()) {
      enter(Phase.ENTRIES);
    }
  }

  private void entries() {
    Logs.Log entries = opened(() -> origin.logs().entries(partition));
    for (ConsumerRecord<@Nullable String, byte @Nullable []> record : entries.next()) {
      decide.accept(record);
      read++;
    }
    if (entries.isAtEnd()) {
      enter(Phase.DONE);
      LOG.logf(
          kept + read > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
          "Memory checked against the topics: partition=%d stories kept=%d entries read again=%d",
          partition,
          kept,
          read);
    }
  }

  private Logs.Log opened(Supplier<Logs.Log> opening) {
    Logs.Log opened = log == null ? opening.get() : log;
    log = opened;
    return opened;
  }

  private void enter(Phase next) {
    close();
    phase = next;
    memory.keepGeneration(marker(origin.generation(), next));
    memory.write();
  }

  // A record that is no item is none of ours; whoever follows the topic has it set aside.
  private void keep(ConsumerRecord<@Nullable String, byte @Nullable []> record, long carried) {
    Optional<ItemId> id = ItemId.parse(record.key());
    byte[] value = record.value();
    if (id.isEmpty()) {
      return;
    }
    if (value == null) {
      withdrawn(id.get(), carried);
      return;
    }
    try {
      NewsItem item = RecordJson.decode(value, NewsItem.class);
      String edition = item.extension().edition();
      if (edition != null && origin.layout().partitionOf(edition) == partition) {
        keep(item, edition, value, record, carried);
      }
    } catch (IOException e) {
      LOG.debugf("No item at %s-%d@%d", record.topic(), record.partition(), record.offset());
    }
  }

  private void keep(
      NewsItem item,
      String edition,
      byte[] value,
      ConsumerRecord<@Nullable String, byte @Nullable []> record,
      long carried) {
    Traits before = memory.find(item.id()).map(Known::traits).orElse(null);
    if (before != null && before.withdrawn()) {
      return;
    }
    Traits.Told told = new Traits.Told(CloudEvent.time(record), Traits.Told.UNKNOWN, null, null);
    memory.keep(
        item.id(),
        before,
        new Traits(edition, carried, false, told, carriers(item), names(item, edition, before)));
    memory.keepItem(item.id(), value);
    kept += before == null ? 1 : 0;
  }

  // Which edition it was of is not told; its id is unlike those of all others.
  private void withdrawn(ItemId id, long carried) {
    memory
        .find(id)
        .map(Known::traits)
        .filter(traits -> !traits.withdrawn())
        .ifPresent(
            traits -> {
              memory.keep(id, traits, traits.gone().carriedUntil(carried));
              memory.dropItem(id);
            });
  }

  private static List<Traits.Carrier> carriers(NewsItem item) {
    return Stream.concat(
            Stream.of(item.extension().source().id()),
            item.extension().duplicates().stream().map(Duplicate::source))
        .distinct()
        .map(Traits.Carrier::unknown)
        .toList();
  }

  private List<ItemId> names(NewsItem item, String edition, @Nullable Traits before) {
    List<ItemId> names = new ArrayList<>(List.of(item.id()));
    CanonicalUrl url = item.story().url();
    if (url != null) {
      ItemId name = ItemId.of(edition, new Alias(Match.URL, url.withoutScheme()));
      boolean own = before != null && before.names().contains(name);
      if (!name.equals(item.id()) && (own || memory.hasRoom(name))) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
      log = null;
    }
  }
}
