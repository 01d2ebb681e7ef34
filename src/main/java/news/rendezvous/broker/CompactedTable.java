package news.rendezvous.broker;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a table: this replica's copy of it, read whole and kept up to date, and the
 * way to change it. A change is visible here when the returned {@link Uni} completes.
 *
 * <p>The caller chooses the partition of a row, and may move a row by writing it to another one. A
 * move cut short by a crash leaves the key in two partitions; the later record then counts.
 *
 * @param <V> what a row holds, written as JSON
 */
public final class CompactedTable<V> implements AutoCloseable {

  /**
   * A row of the table.
   *
   * @param partition where it lives
   * @param timestamp when it was written, in milliseconds since the epoch
   * @param value what it holds
   */
  public record Row<V>(int partition, long timestamp, V value) {}

  /**
   * A row that came, changed or went.
   *
   * @param key its key
   * @param row what it is now; null when it is gone
   * @param replayed whether it was read from the topic's past, before the table had caught up
   */
  public record Change<V>(String key, @Nullable Row<V> row, boolean replayed) {}

  private final String topic;
  private final Class<V> type;
  private final PoisonRecords poison;
  private final Consumer<Change<V>> listener;
  private final Map<String, Row<V>> rows = new ConcurrentHashMap<>();
  private final TopicFollower follower;
  private final TopicWriter writer;

  private CompactedTable(
      KafkaAccess kafka,
      String topic,
      Class<V> type,
      PoisonRecords poison,
      Consumer<Change<V>> listener) {
    this.topic = topic;
    this.type = type;
    this.poison = poison;
    this.listener = listener;
    this.writer = new TopicWriter(kafka);
    this.follower = new TopicFollower(kafka, topic, this::take);
  }

  /**
   * Opens the table and begins to read it, on a thread of its own.
   *
   * @param listener told of every change on the reading thread, in the order of the partition
   */
  public static <V> CompactedTable<V> open(
      KafkaAccess kafka,
      String topic,
      Class<V> type,
      PoisonRecords poison,
      Consumer<Change<V>> listener) {
    CompactedTable<V> table = new CompactedTable<>(kafka, topic, type, poison, listener);
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
    return Optional.ofNullable(rows.get(key));
  }

  /** All rows; a moving picture. */
  public Stream<Map.Entry<String, Row<V>>> rows() {
    return rows.entrySet().stream();
  }

  /** Writes a row, moving it when it lives in another partition. */
  public Uni<Void> put(String key, V value, int partition) {
    Uni<Void> written = write(key, partition, Json.encode(value));
    Row<V> earlier = rows.get(key);
    return earlier == null || earlier.partition() == partition
        ? written
        : written.flatMap(done -> write(key, earlier.partition(), null));
  }

  /** Takes a row out of the table; nothing happens where there is none. */
  public Uni<Void> remove(String key) {
    Row<V> earlier = rows.get(key);
    return earlier == null ? Uni.createFrom().voidItem() : write(key, earlier.partition(), null);
  }

  private Uni<Void> write(String key, int partition, byte @Nullable [] value) {
    return writer
        .send(new ProducerRecord<>(topic, partition, key, value))
        .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at)));
  }

  private void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    String key = record.key();
    try {
      if (key == null) {
        throw new IOException("a record without a key");
      }
      if (record.value() == null) {
        remove(key, record.partition());
      } else {
        V value = Json.decode(record.value(), type);
        replace(key, new Row<>(record.partition(), record.timestamp(), value));
      }
    } catch (IOException e) {
      poison.setAside(topic, record.partition(), record.offset(), e);
    }
  }

  private void remove(String key, int partition) {
    Row<V> earlier = rows.get(key);
    // The tombstone that a move leaves behind must not remove the row from its new home.
    if (earlier != null && earlier.partition() == partition) {
      rows.remove(key);
      tell(key, null);
    }
  }

  private void replace(String key, Row<V> row) {
    Row<V> earlier = rows.get(key);
    if (earlier != null
        && earlier.partition() != row.partition()
        && earlier.timestamp() > row.timestamp()) {
      return; // what a move that was cut short left behind
    }
    rows.put(key, row);
    tell(key, row);
  }

  private void tell(String key, @Nullable Row<V> row) {
    boolean replayed = !((CompletableFuture<Void>) follower.caughtUp()).isDone();
    listener.accept(new Change<>(key, row, replayed));
  }

  @Override
  public void close() {
    follower.close();
    writer.close();
  }
}
