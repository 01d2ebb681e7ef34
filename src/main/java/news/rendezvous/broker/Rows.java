package news.rendezvous.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.CompactedTable.Row;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * This replica's copy of a compacted topic: the latest record of each key, whether it was read or
 * written here.
 *
 * <p>Rows are held as the topic has them and decoded when one is asked for: a hundred thousand rows
 * that are looked at once in minutes take a fraction of what their objects would. Of those that
 * were asked for last the objects are kept too, for they will be asked for again.
 *
 * @param <V> what a row holds, written as JSON
 */
final class Rows<V> {

  /** A row as the topic has it; times in milliseconds since the epoch. */
  private record Stored(int partition, long offset, long timestamp, byte[] json) {

    boolean isNewerThan(Stored other) {
      return partition == other.partition ? offset > other.offset : timestamp >= other.timestamp;
    }

    boolean isAt(ConsumerRecord<?, ?> record) {
      return partition == record.partition() && offset == record.offset();
    }
  }

  /** Rows whose objects are kept: a few megabytes. */
  private static final int DECODED_ROWS = 4_096;

  private final Class<V> type;
  private final @Nullable Consumer<Change<V>> listener;
  private final Map<String, Stored> rows = new ConcurrentHashMap<>();
  // By the identity of the row: what is replaced is gone from here by itself.
  private final Cache<Stored, V> decoded =
      Caffeine.newBuilder().weakKeys().maximumSize(DECODED_ROWS).build();
  private final Map<Integer, Long> taken = new HashMap<>();

  Rows(Class<V> type, @Nullable Consumer<Change<V>> listener) {
    this.type = type;
    this.listener = listener;
  }

  Optional<Row<V>> find(String key) {
    return Optional.ofNullable(rows.get(key)).map(this::row);
  }

  Optional<Integer> partition(String key) {
    return Optional.ofNullable(rows.get(key)).map(Stored::partition);
  }

  Set<String> keys() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  long revision(String key) {
    Stored row = rows.get(key);
    return row == null ? -1 : row.offset() << 16 | row.partition();
  }

  int size() {
    return rows.size();
  }

  Stream<V> values() {
    return rows.values().stream().map(this::decode);
  }

  Stream<V> values(int partition) {
    return rows.values().stream()
        .filter(stored -> stored.partition() == partition)
        .map(this::decode);
  }

  private Row<V> row(Stored stored) {
    return new Row<>(stored.partition(), decoded.get(stored, this::decode));
  }

  private V decode(Stored stored) {
    try {
      return Json.decode(stored.json(), type);
    } catch (IOException e) {
      throw new IllegalStateException("a row that could be read once cannot be read again", e);
    }
  }

  // The acknowledgement says where the row stands, so there is no need to read it back first. If it
  // has been read already, so may have been what came after it, a tombstone even.
  synchronized void wrote(String key, RecordMetadata at, byte[] json, V value) {
    if (at.offset() > taken.getOrDefault(at.partition(), -1L)) {
      place(key, new Stored(at.partition(), at.offset(), at.timestamp(), json), value);
    }
  }

  /**
   * Takes in what was read.
   *
   * @throws IOException for a record that is no row
   */
  synchronized void read(ConsumerRecord<@Nullable String, byte @Nullable []> record)
      throws IOException {
    taken.put(record.partition(), record.offset());
    String key = record.key();
    if (key == null) {
      throw new IOException("a record without a key");
    }
    byte[] json = record.value();
    if (json == null) {
      remove(key, record);
    } else {
      replace(key, json, record);
    }
  }

  private void remove(String key, ConsumerRecord<?, ?> record) {
    Stored held = rows.get(key);
    // The tombstone that a move leaves behind must not remove the row from its new home.
    if (held != null && held.partition() == record.partition() && held.offset() < record.offset()) {
      rows.remove(key);
      tell(key, null);
    }
  }

  private void replace(String key, byte[] json, ConsumerRecord<?, ?> record) throws IOException {
    Stored held = rows.get(key);
    if (held != null && held.isAt(record)) {
      tell(key, held); // this replica wrote it
      return;
    }
    V value = Json.decode(json, type); // what cannot be read must not be held
    Stored row = new Stored(record.partition(), record.offset(), record.timestamp(), json);
    if (place(key, row, value)) {
      tell(key, row);
    }
  }

  // What is older comes late when a move was cut short, or when this replica has written since.
  private boolean place(String key, Stored row, V value) {
    Stored held = rows.get(key);
    boolean newer = held == null || row.isNewerThan(held);
    if (newer) {
      rows.put(key, row);
      decoded.put(row, value);
    }
    return newer;
  }

  private void tell(String key, @Nullable Stored row) {
    if (listener != null) {
      listener.accept(new Change<>(key, row == null ? null : row(row)));
    }
  }
}
