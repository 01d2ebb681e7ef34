package news.rendezvous.broker;

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
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.CompactedTable.Row;
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
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

  /**
   * A row as the topic has it.
   *
   * @param reading in which it was read: the topic may be read again from its beginning
   * @param timestamp in milliseconds since the epoch
   */
  private record Stored(int reading, int partition, long offset, long timestamp, byte[] json) {

    boolean isNewerThan(Stored other) {
      if (reading != other.reading) {
        return reading > other.reading; // offsets of a topic that was made again begin anew
      }
      return partition == other.partition ? offset > other.offset : timestamp >= other.timestamp;
    }

    boolean saysTheSameAs(Stored other) {
      return partition == other.partition && Arrays.equals(json, other.json);
    }
  }

  /** Rows whose objects are kept: a few megabytes. */
  private static final int DECODED_ROWS = 4_096;

  private final Class<V> type;
  private final BiPredicate<String, V> fits;
  private final @Nullable Consumer<Change<V>> listener;
  private final Map<String, Stored> rows = new ConcurrentHashMap<>();
  // By the identity of the row: what is replaced is gone from here by itself.
  private final Cache<Stored, V> decoded =
      Caffeine.newBuilder().weakKeys().maximumSize(DECODED_ROWS).build();
  private final Map<Integer, Long> taken = new HashMap<>();
  private int reading;

  /**
   * No rows yet.
   *
   * @param fits whether a row makes sense under its key
   */
  Rows(Class<V> type, BiPredicate<String, V> fits, @Nullable Consumer<Change<V>> listener) {
    this.type = type;
    this.fits = fits;
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
    return row == null ? -1 : (long) row.reading() << 48 ^ row.offset() << 16 ^ row.partition();
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
      place(key, new Stored(reading, at.partition(), at.offset(), at.timestamp(), json), value);
    }
  }

  /** The topic is read again: offsets begin anew, and what does not come again is gone. */
  synchronized void readAgain() {
    reading++;
    taken.clear();
  }

  /** Removes the rows that did not come again; how many those were. */
  synchronized int forgetWhatIsGone() {
    List<String> gone =
        rows.entrySet().stream()
            .filter(row -> row.getValue().reading() < reading)
            .map(Map.Entry::getKey)
            .toList();
    for (String key : gone) {
      rows.remove(key);
      tell(key, null);
    }
    return gone.size();
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
    Stored held = rows.get(key);
    // The tombstone that a move leaves behind must not remove the row from its new home.
    if (held != null
        && held.reading() == reading
        && held.partition() == record.partition()
        && held.offset() < record.offset()) {
      rows.remove(key);
      tell(key, null);
    }
  }

  private boolean isAt(Stored held, ConsumerRecord<?, ?> record) {
    return held.reading() == reading
        && held.partition() == record.partition()
        && held.offset() == record.offset();
  }

  private void replace(String key, byte[] json, ConsumerRecord<?, ?> record) throws IOException {
    Stored held = rows.get(key);
    if (held != null && isAt(held, record)) {
      tell(key, held); // this replica wrote it
      return;
    }
    V value = RecordJson.decode(json, type); // what cannot be read must not be held
    if (!fits.test(key, value)) {
      throw new IOException("it makes no sense under its key '" + key + "'");
    }
    Stored row = new Stored(reading, record.partition(), record.offset(), record.timestamp(), json);
    boolean known = held != null && held.reading() < reading && held.saysTheSameAs(row);
    if (place(key, row, value) && !known) {
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
