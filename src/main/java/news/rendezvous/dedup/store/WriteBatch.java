package news.rendezvous.dedup.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Write batch with read-your-writes: changes are written together or discarded. Reads are cached
 * until then. Changes of the database and records of the changelog are separate, since indexes are
 * not logged.
 */
final class WriteBatch {

  private final Database database;
  private final Consumer<List<KeyValue<Bytes, byte @Nullable []>>> changelog;
  private final Map<Bytes, Optional<byte[]>> read = new HashMap<>();
  private final Map<Bytes, Optional<byte[]>> changed = new LinkedHashMap<>();
  private final Map<Bytes, Optional<byte[]>> logged = new LinkedHashMap<>();

  WriteBatch(Database database, Consumer<List<KeyValue<Bytes, byte @Nullable []>>> changelog) {
    this.database = database;
    this.changelog = changelog;
  }

  byte @Nullable [] get(Bytes key) {
    Optional<byte[]> known = read.get(key);
    if (known == null) {
      known = Optional.ofNullable(database.get(key));
      read.put(key, known);
    }
    return known.orElse(null);
  }

  /** Reads keys at once, of which many are absent. */
  void prefetch(Collection<Bytes> keys) {
    List<Bytes> unknown = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      if (!read.containsKey(key)) {
        unknown.add(key);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    List<byte @Nullable []> values = database.getAll(unknown);
    for (int n = 0; n < values.size(); n++) {
      read.put(unknown.get(n), Optional.ofNullable(values.get(n)));
    }
  }

  /** Sets a value of the database; null deletes the key. */
  void put(Bytes key, byte @Nullable [] value) {
    Optional<byte[]> now = Optional.ofNullable(value);
    read.put(key, now);
    changed.put(key, now);
  }

  /** Adds a record to the changelog; null is a tombstone. */
  void log(Bytes key, byte @Nullable [] value) {
    logged.put(key, Optional.ofNullable(value));
  }

  /** Keys of the database, without the changes. */
  List<Bytes> keys(Bytes from, Bytes to, int max) {
    return database.keys(from, to, max);
  }

  void write() {
    if (!changed.isEmpty()) {
      database.write(changed);
    }
    if (!logged.isEmpty()) {
      changelog.accept(
          logged.entrySet().stream()
              .map(record -> KeyValue.pair(record.getKey(), record.getValue().orElse(null)))
              .toList());
    }
    discard();
  }

  void discard() {
    read.clear();
    changed.clear();
    logged.clear();
  }
}
