package news.rendezvous.kafka.table;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.topic.TopicContext;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.TopicWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Materialised compacted topic (a global table): this replica's copy of all rows, kept up to date,
 * and the writer of changes. A change is visible here when the returned {@link Uni} completes.
 *
 * <p>The caller chooses the partition of a row, and moves a row by writing it to another one. A
 * move that a crash interrupts leaves the key in two partitions; the later record then counts.
 *
 * @param <V> value of a row, written as JSON
 */
public final class CompactedTable<V> implements AutoCloseable {

  /**
   * A row that was added, changed or removed.
   *
   * @param key its key
   * @param value its new value; null when it was removed
   */
  public record Change<V>(String key, @Nullable V value) {}

  private static final Logger LOG = Logger.getLogger(CompactedTable.class);

  private final String topic;
  private final TableRows<V> rows;
  private final TopicFollower follower;
  private final TopicWriter writer;

  private CompactedTable(
      TopicContext context, String topic, TableRows<V> rows, TopicFollower.Reading reading) {
    this.topic = topic;
    this.rows = rows;
    this.writer = new TopicWriter(context);
    this.follower = new TopicFollower(context, topic, reading, new RowHandler());
  }

  public static <V> CompactedTable<V> open(
      TopicContext context, String topic, TableRows<V> rows, TopicFollower.Reading reading) {
    CompactedTable<V> table = new CompactedTable<>(context, topic, rows, reading);
    table.follower.start();
    return table;
  }

  /** Completes when the topic has been read to its high watermarks at the start. */
  public CompletionStage<Void> caughtUp() {
    return follower.caughtUp();
  }

  /** Runs a task each time the topic was read to its end: at first, and after each new start. */
  public void onCaughtUp(Runnable task) {
    follower.onCaughtUp(task);
  }

  /** The number of partitions of the topic; known once the table has caught up, at least 1 then. */
  public int partitions() {
    return follower.partitions();
  }

  /** The value of a row. */
  public Optional<V> find(String key) {
    return rows.find(key);
  }

  /** The partition that holds a row. */
  public Optional<Integer> partition(String key) {
    return rows.partition(key);
  }

  /** A live view of the keys of all rows. */
  public Set<String> keys() {
    return rows.keys();
  }

  /**
   * Version of a row: another number once the row was written again. A cache of something derived
   * from rows compares it instead of decoding them all.
   */
  public long revision(String key) {
    return rows.revision(key);
  }

  /** The number of rows. */
  public int size() {
    return rows.size();
  }

  /** The values of all rows; weakly consistent. */
  public Stream<V> values() {
    return rows.values();
  }

  /** The values of the rows of one partition; weakly consistent. */
  public Stream<V> values(int partition) {
    return rows.values(partition);
  }

  /** Writes a row, and removes it from the partition that held it before. */
  public Uni<Void> put(String key, V value, int partition) {
    byte[] json = Json.encode(value);
    Optional<Integer> earlier = rows.partition(key);
    Uni<Void> written =
        send(key, partition, json).invoke(at -> rows.wrote(key, at, json, value)).replaceWithVoid();
    return earlier.isEmpty() || earlier.get() == partition
        ? written
        : written.call(() -> send(key, earlier.get(), null));
  }

  /** Removes a row; does nothing where there is none. */
  public Uni<Void> remove(String key) {
    return rows.partition(key)
        .map(
            partition ->
                send(key, partition, null)
                    .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /**
   * Removes a row that another replica may have written, so that it may not have been read here yet.
   *
   * @param partition of a row that is not known here
   */
  public Uni<Void> remove(String key, int partition) {
    return send(key, rows.partition(key).orElse(partition), null)
        .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at)));
  }

  private Uni<RecordMetadata> send(String key, int partition, byte @Nullable [] value) {
    return writer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  /** The exception with which a write is refused; empty where rows may be written. */
  public Optional<KafkaException> refusal() {
    return writer.refusal(topic);
  }

  @Override
  public void close() {
    follower.close();
    writer.close();
  }

  private final class RowHandler implements TopicFollower.Handler {

    @Override
    public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record)
        throws IOException {
      rows.read(record);
    }

    @Override
    public void readingAgain() {
      rows.readingAgain();
    }

    @Override
    public void caughtUp() {
      int lost = rows.removeLost();
      if (lost > 0) {
        LOG.warnf("Topic %s lost %d rows, which are removed from its table", topic, lost);
      }
    }
  }
}
