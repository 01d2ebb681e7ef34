package news.rendezvous.broker;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(CompactedTable.class);

  private final String topic;
  private final Rows<V> rows;
  private final TopicFollower follower;
  private final TopicWriter writer;

  private CompactedTable(
      TopicClients clients, String topic, Rows<V> rows, TopicFollower.Reading reading) {
    this.topic = topic;
    this.rows = rows;
    this.writer = clients.writer();
    this.follower = clients.follower(topic, reading, new Intake());
  }

  static <V> CompactedTable<V> open(
      TopicClients clients, String topic, Rows<V> rows, TopicFollower.Reading reading) {
    CompactedTable<V> table = new CompactedTable<>(clients, topic, rows, reading);
    table.follower.start();
    return table;
  }

  /** Completes when everything that stood in the topic at the start has been read. */
  public CompletionStage<Void> caughtUp() {
    return follower.caughtUp();
  }

  /** Runs something each time all has been read: at first, and after the topic was read again. */
  public void onCaughtUp(Runnable task) {
    follower.onCaughtUp(task);
  }

  /** The number of partitions of the topic; known once the table has caught up, at least 1 then. */
  public int partitions() {
    return follower.partitions();
  }

  public Optional<Row<V>> find(String key) {
    return rows.find(key);
  }

  /** The partition in which a row lives. */
  public Optional<Integer> partition(String key) {
    return rows.partition(key);
  }

  /** The keys of all rows; a moving picture. */
  public Set<String> keys() {
    return rows.keys();
  }

  /**
   * Stands for what a row holds: another number once it was written again. For whoever keeps what
   * it made of a row, and would not have all of them decoded to see that they are the same.
   */
  public long revision(String key) {
    return rows.revision(key);
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** What all rows hold; a moving picture. */
  public Stream<V> values() {
    return rows.values();
  }

  /** What the rows of one partition hold; a moving picture. */
  public Stream<V> values(int partition) {
    return rows.values(partition);
  }

  /** Writes a row, moving it when it lives in another partition. */
  public Uni<Void> put(String key, V value, int partition) {
    byte[] json = Json.encode(value);
    Optional<Integer> earlier = rows.partition(key);
    Uni<Void> written =
        send(key, partition, json).invoke(at -> rows.wrote(key, at, json, value)).replaceWithVoid();
    return earlier.isEmpty() || earlier.get() == partition
        ? written
        : written.call(() -> send(key, earlier.get(), null));
  }

  /** Takes a row out of the table; nothing happens where there is none. */
  public Uni<Void> remove(String key) {
    return rows.partition(key)
        .map(
            partition ->
                send(key, partition, null)
                    .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<RecordMetadata> send(String key, int partition, byte @Nullable [] value) {
    return writer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  private final class Intake implements TopicFollower.Handler {

    @Override
    public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record)
        throws IOException {
      rows.read(record);
    }

    @Override
    public void readingAgain() {
      rows.readAgain();
    }

    @Override
    public void caughtUp() {
      int forgotten = rows.forgetWhatIsGone();
      if (forgotten > 0) {
        LOG.warnf("Topic %s lost %d rows, which are forgotten here too", topic, forgotten);
      }
    }
  }

  /** Why nothing can be written now; empty where nothing is known against it. */
  public Optional<KafkaException> refusal() {
    return writer.refusal(topic);
  }

  @Override
  public void close() {
    follower.close();
    writer.close();
  }
}
