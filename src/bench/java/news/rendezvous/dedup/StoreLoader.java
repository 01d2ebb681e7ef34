package news.rendezvous.dedup;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** Bulk loader of the store, which skips matching: processing as many entries would take hours. */
final class StoreLoader {

  private static final int BATCH = 1_000;

  private final StoryStore store;
  private final Decider decider = new Decider(50);
  private int added;

  /** Writes to a sink, in batches. */
  StoreLoader(Consumer<List<KeyValue<Bytes, byte[]>>> sink) {
    store = new StoryStore(written(sink));
  }

  /** A store that finds nothing, since all aliases are new. */
  @SuppressWarnings("unchecked")
  private static KeyValueStore<Bytes, byte[]> written(
      Consumer<List<KeyValue<Bytes, byte[]>>> sink) {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            StoreLoader.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putAll")) {
                sink.accept((List<KeyValue<Bytes, byte[]>>) arguments[0]);
              }
              return null;
            });
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
