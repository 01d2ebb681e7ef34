package news.rendezvous.dedup;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stories that were decided before, so that it does not take hours to have decided them. */
final class Past {

  private static final int BATCH = 1_000;

  private final Memory memory;
  private final Decider decider = new Decider(50);
  private int told;

  /** What is remembered goes to a sink, in batches. */
  Past(Consumer<List<KeyValue<Bytes, byte[]>>> sink) {
    memory = new Memory(written(sink));
  }

  /** A store in which nothing is found, since all names are new. */
  @SuppressWarnings("unchecked")
  private static KeyValueStore<Bytes, byte[]> written(
      Consumer<List<KeyValue<Bytes, byte[]>>> sink) {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            Past.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putAll")) {
                sink.accept((List<KeyValue<Bytes, byte[]>>) arguments[0]);
              }
              return null;
            });
  }

  /** Tells a story that counts as carried until then, in milliseconds since the epoch. */
  void tell(Entry entry, long carried) {
    Traits traits =
        Traits.first(
            entry,
            carried,
            entry.aliases().stream().map(alias -> ItemId.of(entry.edition(), alias)).toList());
    ItemId id = ItemId.of(entry.edition(), entry.aliases().get(0));
    memory.keep(id, null, traits);
    memory.keepItem(id, Json.encode(decider.first(entry, entry.aliases().get(0)).item()));
    if (++told % BATCH == 0) {
      write();
    }
  }

  void write() {
    memory.write();
  }
}
