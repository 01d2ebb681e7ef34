package news.rendezvous.dedup.store;

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
 * Write batch with read-your-writes: changes are written together or discarded. Reads are cached
 * until then.
 */
final class WriteBatch {

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<Bytes, Optional<byte[]>> read = new HashMap<>();
  private final Map<Bytes, Optional<byte[]>> changed = new LinkedHashMap<>();

  WriteBatch(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  byte @Nullable [] get(Bytes key) {
    return read.computeIfAbsent(key, k -> Optional.ofNullable(store.get(k))).orElse(null);
  }

  /** Sets a value; null deletes the key. */
  void put(Bytes key, byte @Nullable [] value) {
    Optional<byte[]> now = Optional.ofNullable(value);
    read.put(key, now);
    changed.put(key, now);
  }

  /** Scans the store, without the changes, from one key to another, both included. */
  KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return store.range(from, to);
  }

  void write() {
    if (!changed.isEmpty()) {
      store.putAll(
          changed.entrySet().stream()
              .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue().orElse(null)))
              .toList());
    }
    discard();
  }

  void discard() {
    read.clear();
    changed.clear();
  }
}
