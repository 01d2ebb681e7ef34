package news.rendezvous.dedup;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store and what is to be changed in it, all at once or not at all. Until then nothing is read
 * from the store twice.
 */
final class Draft {

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<Bytes, Optional<byte[]>> read = new HashMap<>();
  private final Map<Bytes, Optional<byte[]>> changed = new LinkedHashMap<>();

  Draft(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  byte @Nullable [] get(Bytes key) {
    return read.computeIfAbsent(key, k -> Optional.ofNullable(store.get(k))).orElse(null);
  }

  /** Changes what stands under a key; null, and nothing does. */
  void put(Bytes key, byte @Nullable [] value) {
    Optional<byte[]> now = Optional.ofNullable(value);
    read.put(key, now);
    changed.put(key, now);
  }

  /** What the store holds from one key to another, both included, without the changes. */
  KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return store.range(from, to);
  }

  /** Writes the changes, in one batch. */
  void write() {
    if (!changed.isEmpty()) {
      store.putAll(
          changed.entrySet().stream()
              .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue().orElse(null)))
              .toList());
    }
    giveUp();
  }

  /** Forgets the changes. */
  void giveUp() {
    read.clear();
    changed.clear();
  }
}
