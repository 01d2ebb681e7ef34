package news.rendezvous.kafka.topic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * In-memory copy of a compacted topic: the latest record of each key, read or written by this
 * replica.
 *
 * <p>Rows are kept as encoded bytes and decoded on access, since many rows are rarely read and
 * bytes take a fraction of the memory of objects. A cache keeps the objects that were used last.
 *
 * @param <V> value of a row, written as JSON
 */
public final class TableRows<V> {

  /**
   * A row as encoded in the topic.
   *
   * @param pass number of the pass over the topic, which may be read again from its beginning
   * @param timestamp in milliseconds since the epoch
   */
  private record Stored(int pass, int partition, long offset, long timestamp, byte[] json) {

    boolean isNewerThan(Stored other) {
      if (pass != other.pass) {
        return pass > other.pass; // offsets of a topic that was created again start at 0
      }
      return partition == other.partition ? offset > other.offset : timestamp >= other.timestamp;
    }

    boolean hasValueOf(Stored other) {
      return partition == other.partition && Arrays.equals(json, other.json);
    }
  }

  /** Size of the cache: a few megabytes. */
  private static final int DECODED_ROWS = 4_096;

  private final Class<V> type;
  private final BiPredicate<String, V> fits;
  private final BiConsumer<String, @Nullable V> listener;
  private final Map<String, Stored> rows = new ConcurrentHashMap<>();
  // Keyed by identity: the object of a replaced row leaves with its key.
  private final Cache<Stored, V> decoded =
      Caffeine.newBuilder().weakKeys().maximumSize(DECODED_ROWS).build();
  private final Map<Integer, Long> lastRead = new HashMap<>();
  private int pass;

  /**
   * An empty table.
   *
   * @param fits true for a row that is valid under its key
   * @param listener receives key and value of each change; null for a row that was removed
   */
  public TableRows(
      Class<V> type, BiPredicate<String, V> fits, BiConsumer<String, @Nullable V> listener) {
    this.type = type;
    this.fits = fits;
    this.listener = listener;
  }

  Optional<V> find(String key) {
    return Optional.ofNullable(rows.get(key)).map(this::value);
  }

  Optional<Integer> partition(String key) {
    return Optional.ofNullable(rows.get(key)).map(Stored::partition);
  }

  Set<String> keys() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  long revision(String key) {
    Stored row = rows.get(key);
    return row == null ? -1 : (long) row.pass() << 48 ^ row.offset() << 16 ^ row.partition();
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

  private V value(Stored stored) {
    return decoded.get(stored, this::decode);
  }

  private V decode(Stored stored) {
    try {
      return Json.decode(stored.json(), type);
    } catch (IOException e) {
      throw new IllegalStateException("a row that could be read once cannot be read again", e);
    }
  }

  // The acknowledgement has the row's offset, so the row is not read back first. If it has been
  // read
  // already, a later record, even a tombstone, may have been read too.
  synchronized void wrote(String key, RecordMetadata at, byte[] json, V value) {
    if (at.offset() > lastRead.getOrDefault(at.partition(), -1L)) {
      place(key, new Stored(pass, at.partition(), at.offset(), at.timestamp(), json), value);
    }
  }

  /** Starts another pass over the topic: rows that are not read in it no longer exist. */
  synchronized void readingAgain() {
    pass++;
    lastRead.clear();
  }

  /** Removes the rows that were not read in this pass, and returns their number. */
  synchronized int removeLost() {
    List<String> lost =
        rows.entrySet().stream()
            .filter(row -> row.getValue().pass() < pass)
            .map(Map.Entry::getKey)
            .toList();
    for (String key : lost) {
      rows.remove(key);
      listener.accept(key, null);
    }
    return lost.size();
  }

  /**
   * Applies a record of the topic.
   *
   * @throws IOException for a record that is no valid row
   */
  synchronized void read(ConsumerRecord<@Nullable String, byte @Nullable []> record)
      throws IOException {
    lastRead.put(record.partition(), record.offset());
    String key = record.key();
    if (key == null) {
      throw new IOException("it has no key");
    }
    byte[] json = record.value();
    if (json == null) {
      remove(key, record);
    } else {
      replace(key, json, record);
    }
  }

  private void remove(String key, ConsumerRecord<?, ?> record) {
    Stored stored = rows.get(key);
    // The tombstone of a move must not remove the row from its new partition.
    if (stored != null
        && stored.pass() == pass
        && stored.partition() == record.partition()
        && stored.offset() < record.offset()) {
      rows.remove(key);
      listener.accept(key, null);
    }
  }

  private boolean isAt(Stored stored, ConsumerRecord<?, ?> record) {
    return stored.pass() == pass
        && stored.partition() == record.partition()
        && stored.offset() == record.offset();
  }

  private void replace(String key, byte[] json, ConsumerRecord<?, ?> record) throws IOException {
    Stored stored = rows.get(key);
    if (stored != null && isAt(stored, record)) {
      listener.accept(key, value(stored)); // this replica wrote it
      return;
    }
    V value = RecordJson.decode(json, type); // only rows that can be decoded are kept
    if (!fits.test(key, value)) {
      throw new IOException("it makes no sense under its key '" + key + "'");
    }
    Stored row = new Stored(pass, record.partition(), record.offset(), record.timestamp(), json);
    boolean known = stored != null && stored.pass() < pass && stored.hasValueOf(row);
    if (place(key, row, value) && !known) {
      listener.accept(key, value);
    }
  }

  // An older row is read late after an interrupted move, or if this replica has written since.
  private boolean place(String key, Stored row, V value) {
    Stored stored = rows.get(key);
    boolean newer = stored == null || row.isNewerThan(stored);
    if (newer) {
      rows.put(key, row);
      decoded.put(row, value);
    }
    return newer;
  }
}
