package news.rendezvous.dedup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import news.rendezvous.dedup.store.BenchStores;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/** Bulk loader of the store, which skips matching: processing as many entries would take hours. */
final class StoreLoader {

  private static final int BATCH = 1_000;

  private final StoryStore store;
  private final Decider decider = new Decider(50);
  private int added;

  /**
   * Writes in batches.
   *
   * @param rows takes rows of a database; it is never read, since all aliases are new
   * @param changelog takes records of the changelog
   */
  StoreLoader(
      Consumer<Map<Bytes, Optional<byte[]>>> rows,
      Consumer<List<KeyValue<Bytes, byte[]>>> changelog) {
    store = BenchStores.unread(rows, changelog);
  }

  /** Adds a story that was carried last at a time in milliseconds since the epoch. */
  void add(Entry entry, long carried) {
    StoryRecord record =
        StoryRecord.first(
            entry,
            carried,
            entry.aliases().stream().map(alias -> ItemId.of(entry.edition(), alias)).toList());
    ItemId id = ItemId.of(entry.edition(), entry.aliases().get(0));
    store.put(id, null, record);
    store.putItem(id, Json.encode(decider.publish(entry, entry.aliases().get(0)).item()));
    if (++added % BATCH == 0) {
      write();
    }
  }

  void write() {
    store.write();
  }
}
