package news.rendezvous.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a table: this replica's copy of it, read whole and kept up to date, and the
 * way to change it. A change is visible here when the returned {@link Uni} completes.
 *
 * <p>The caller chooses the partition of a row, and may move a row by writing it to another one. A
 * move cut short by a crash leaves the key in two partitions; the later record then counts.
 *
 * <p>Rows are held as the topic has them and decoded when one is asked for: a hundred thousand rows
 * that are looked at once in minutes take a fraction of what their objects would. Of those that
 * were asked for last the objects are kept too, for they will be asked for again.
 *
 * @param <V> what a row holds, written as JSON
 */
public final class CompactedTable<V> implements AutoCloseable {

  /**
   * A row of the table.
   *
   * @param partition where it lives
   * @param value what it holds
   */
  public record Row<V>(int partition, V value) {}

  /**
   * A row that came, changed or went.
   *
   * @param key its key
   * @param row what it is now; null when it is gone
   */
  public record Change<V>(String key, @Nullable Row<V> row) {}

  /** A row as the topic has it; times in milliseconds since the epoch. */
  private record Stored(int partition, long offset, long timestamp, byte[] json) {

    boolean isNewerThan(Stored other) {
      return partition == other.partition ? offset > other.offset : timestamp >= other.timestamp;
    }
  }

  /** Rows whose objects are kept: a few megabytes. */
  private static final int DECODED_ROWS = 4_096;

  private final String topic;
  private final Class<V> type;
  private final PoisonRecords poison;
  private final @Nullable Consumer<Change<V>> listener;
  private final Map<String, Stored> rows = new ConcurrentHashMap<>();
  // By the identity of the row: what is replaced is gone from here by itself.
  private final Cache<Stored, V> decoded =
      Caffeine.newBuilder().weakKeys().maximumSize(DECODED_ROWS).build();
  private final Map<Integer, Long> taken = new HashMap<>();
  private final TopicFollower follower;
  private final TopicWriter writer;

  private CompactedTable(
      KafkaAccess kafka,
      String topic,
      Class<V> type,
      PoisonRecords poison,
      @Nullable Consumer<Change<V>> listener) {
    this.topic = topic;
    this.type = type;
    this.poison = poison;
    this.listener = listener;
    this.writer = new TopicWriter(kafka);
    this.follower = new TopicFollower(kafka, topic, listener != null, this::take);
  }

  /**
   * Opens a table of which nobody is told, and begins to read it, on a thread of its own. What
   * other replicas write is seen half a second late, which spares a request for each record.
   */
  public static <V> CompactedTable<V> open(
      KafkaAccess kafka, String topic, Class<V> type, PoisonRecords poison) {
    return started(new CompactedTable<>(kafka, topic, type, poison, null));
  }

  /**
   * Opens a table and begins to read it, on a thread of its own. What other replicas write is seen
   * at once.
   *
   * @param listener told of every change on the reading thread, in the order of the partition
   */
  public static <V> CompactedTable<V> open(
      KafkaAccess kafka,
      String topic,
      Class<V> type,
      PoisonRecords poison,
      Consumer<Change<V>> listener) {
    return started(new CompactedTable<>(kafka, topic, type, poison, listener));
  }

  private static <V> CompactedTable<V> started(CompactedTable<V> table) {
    table.follower.start();
    return table;
  }

  /** Completes when everything that stood in the topic at the start has been read. */
  public CompletionStage<Void> caughtUp() {
    return follower.caughtUp();
  }

  /** The number of partitions of the topic; known once the table has caught up. */
  public int partitions() {
    return follower.partitions();
  }

  public Optional<Row<V>> find(String key) {
    return Optional.ofNullable(rows.get(key)).map(this::row);
  }

  /** The partition in which a row lives. */
  public Optional<Integer> partition(String key) {
    return Optional.ofNullable(rows.get(key)).map(Stored::partition);
  }

  /** The keys of all rows; a moving picture. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * Stands for what a row holds: another number once it was written again. For whoever keeps what
   * it made of a row, and would not have all of them decoded to see that they are the same.
   */
  public long revision(String key) {
    Stored row = rows.get(key);
    return row == null ? -1 : row.offset() << 16 | row.partition();
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** What all rows hold; a moving picture. */
  public Stream<V> values() {
    return rows.values().stream().map(stored -> decode(stored));
  }

  /** What the rows of one partition hold; a moving picture. */
  public Stream<V> values(int partition) {
    return rows.values().stream()
        .filter(stored -> stored.partition() == partition)
        .map(stored -> decode(stored));
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

  /** Writes a row, moving it when it lives in another partition. */
  public Uni<Void> put(String key, V value, int partition) {
    byte[] json = Json.encode(value);
    Stored earlier = rows.get(key);
    Uni<Void> written =
        send(key, partition, json)
            .invoke(
                at -> wrote(key, new Stored(partition, at.offset(), at.timestamp(), json), value))
            .replaceWithVoid();
    return earlier == null || earlier.partition() == partition
        ? written
        : written.call(() -> send(key, earlier.partition(), null));
  }

  /** Takes a row out of the table; nothing happens where there is none. */
  public Uni<Void> remove(String key) {
    Stored earlier = rows.get(key);
    return earlier == null
        ? Uni.createFrom().voidItem()
        : send(key, earlier.partition(), null)
            .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at)));
  }

  private Uni<RecordMetadata> send(String key, int partition, byte @Nullable [] value) {
    return writer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  // The acknowledgement says where the row stands, so there is no need to read it back first. If it
  // has been read already, so may have been what came after it, a tombstone even.
  private synchronized void wrote(String key, Stored row, V value) {
    if (row.offset() > taken.getOrDefault(row.partition(), -1L)) {
      place(key, row, value);
    }
  }

  private synchronized void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    taken.put(record.partition(), record.offset());
    String key = record.key();
    try {
      if (key == null) {
        throw new IOException("a record without a key");
      }
      if (record.value() == null) {
        remove(key, record.partition(), record.offset());
      } else {
        replace(key, record.value(), record);
      }
    } catch (IOException e) {
      poison.setAside(topic, record.partition(), record.offset(), e);
    }
  }

  private void remove(String key, int partition, long offset) {
    Stored held = rows.get(key);
    // The tombstone that a move leaves behind must not remove the row from its new home.
    if (held != null && held.partition() == partition && held.offset() < offset) {
      rows.remove(key);
      tell(key, null);
    }
  }

  private void replace(String key, byte[] json, ConsumerRecord<?, ?> record) throws IOException {
    Stored held = rows.get(key);
    if (held != null
        && held.partition() == record.partition()
        && held.offset() == record.offset()) {
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

  @Override
  public void close() {
    follower.close();
    writer.close();
  }
}
