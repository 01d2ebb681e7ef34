package news.rendezvous.kafka.topic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
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
 * <p>Rows are kept as encoded bytes and decoded on access, since many rows are rarely read and
 * bytes take a fraction of the memory of objects. A cache keeps the objects that were used last.
 *
 * @param <V> value of a row, written as JSON
 */
public final class CompactedTable<V> implements AutoCloseable {

  /**
   * A row that was added, changed or removed.
   *
   * @param value its new value; null when it was removed
   */
  public record Change<V>(String key, @Nullable V value) {}

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

    boolean has(int inPartition, byte[] value) {
      return partition == inPartition && Arrays.equals(json, value);
    }

    boolean isFrom(int readPass, ConsumerRecord<?, ?> record) {
      return pass == readPass && partition == record.partition();
    }
  }

  private static final Logger LOG = Logger.getLogger(CompactedTable.class);

  /** Size of the cache: a few megabytes. */
  private static final int DECODED_ROWS = 4_096;

  private final String topic;
  private final Class<V> type;
  private final Predicate<String> keys;
  private final BiPredicate<String, V> fits;
  private final Consumer<Change<V>> listener;
  private final TopicWriter writer;
  private final TopicFollower follower;
  private final Map<String, Stored> rows = new ConcurrentHashMap<>();
  // Keyed by identity: the object of a replaced row leaves with its key.
  private final Cache<Stored, V> decoded =
      Caffeine.newBuilder().weakKeys().maximumSize(DECODED_ROWS).build();
  private final Map<Integer, Long> lastRead = new HashMap<>();
  private int pass;

  CompactedTable(
      String topic,
      Class<V> type,
      Predicate<String> keys,
      BiPredicate<String, V> fits,
      Consumer<Change<V>> listener,
      TopicWriter writer,
      Function<TopicFollower.Handler, TopicFollower> follower) {
    this.topic = topic;
    this.type = type;
    this.keys = keys;
    this.fits = fits;
    this.listener = listener;
    this.writer = writer;
    this.follower = follower.apply(new RowHandler());
  }

  void start() {
    follower.start();
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

  public Optional<V> find(String key) {
    return Optional.ofNullable(rows.get(key)).map(this::value);
  }

  public Optional<Integer> partition(String key) {
    return Optional.ofNullable(rows.get(key)).map(Stored::partition);
  }

  /** A live view of the keys of all rows. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * Version of a row: another number once the row was written again. A cache of something derived
   * from rows compares it instead of decoding them all.
   */
  public long revision(String key) {
    Stored row = rows.get(key);
    return row == null ? -1 : (long) row.pass() << 48 ^ row.offset() << 16 ^ row.partition();
  }

  /** Time at which a row got its value; a row that was written again with its value keeps it. */
  public Optional<Instant> lastChanged(String key) {
    return Optional.ofNullable(rows.get(key)).map(row -> Instant.ofEpochMilli(row.timestamp()));
  }

  public int size() {
    return rows.size();
  }

  /** The values of all rows; weakly consistent. */
  public Stream<V> values() {
    return rows.values().stream().map(this::decode);
  }

  /** The values of the rows of one partition; weakly consistent. */
  public Stream<V> values(int partition) {
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

  /**
   * Writes a row, and removes it from the partition that held it before. A row that has the value
   * already is written again with its timestamp: every replica is notified, and no reader takes it
   * for changed.
   */
  public Uni<Void> put(String key, V value, int partition) {
    byte[] json = Json.encode(value);
    Stored earlier = rows.get(key);
    Long timestamp =
        earlier != null && earlier.has(partition, json) ? (Long) earlier.timestamp() : null;
    Uni<Void> written =
        writer
            .send(new ProducerRecord<>(topic, partition, timestamp, key, json))
            .invoke(at -> wrote(key, at, json, value))
            .replaceWithVoid();
    return earlier == null || earlier.partition() == partition
        ? written
        : written.call(() -> sendTombstone(key, earlier.partition()));
  }

  /** Removes a row; does nothing where there is none. */
  public Uni<Void> remove(String key) {
    return partition(key)
        .map(
            partition ->
                sendTombstone(key, partition)
                    .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /**
   * Removes a row that another replica may have written, so that it may not have been read here
   * yet.
   *
   * @param partition of a row that is not known here
   */
  public Uni<Void> remove(String key, int partition) {
    return sendTombstone(key, partition(key).orElse(partition))
        .flatMap(at -> Uni.createFrom().completionStage(follower.reached(at)));
  }

  private Uni<RecordMetadata> sendTombstone(String key, int partition) {
    return writer.send(new ProducerRecord<>(topic, partition, key, null));
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

  // The acknowledgement has the row's offset, so the row is not read back first. If it has been
  // read already, a later record, even a tombstone, may have been read too.
  private synchronized void wrote(String key, RecordMetadata at, byte[] json, V value) {
    if (at.offset() > lastRead.getOrDefault(at.partition(), -1L)) {
      Stored row = new Stored(pass, at.partition(), at.offset(), at.timestamp(), json);
      if (place(key, row)) {
        decoded.put(row, value); // it is read back soon; of rows of others few are
      }
    }
  }

  private synchronized void read(ConsumerRecord<@Nullable String, byte @Nullable []> record)
      throws IOException {
    lastRead.put(record.partition(), record.offset());
    String key = record.key();
    if (key == null) {
      throw new IOException("it has no key");
    }
    if (!keys.test(key)) {
      return;
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
    if (stored != null && stored.isFrom(pass, record) && stored.offset() < record.offset()) {
      removeRow(key);
    }
  }

  private void removeRow(String key) {
    rows.remove(key);
    listener.accept(new Change<>(key, null));
  }

  private void replace(String key, byte[] json, ConsumerRecord<?, ?> record) throws IOException {
    Stored stored = rows.get(key);
    if (stored != null && stored.isFrom(pass, record) && stored.offset() == record.offset()) {
      listener.accept(new Change<>(key, value(stored))); // this replica wrote it
      return;
    }
    V value = RecordJson.decode(json, type); // only rows that can be decoded are kept
    if (!fits.test(key, value)) {
      throw new IOException("it makes no sense under its key '" + key + "'");
    }
    Stored row = new Stored(pass, record.partition(), record.offset(), record.timestamp(), json);
    boolean known = stored != null && stored.pass() < pass && stored.has(row.partition(), json);
    if (place(key, row) && !known) {
      listener.accept(new Change<>(key, value));
    }
  }

  // An older row is read late after an interrupted move, or if this replica has written since.
  private boolean place(String key, Stored row) {
    Stored stored = rows.get(key);
    boolean newer = stored == null || row.isNewerThan(stored);
    if (newer) {
      rows.put(key, row);
    }
    return newer;
  }

  // Rows that are not read in the new pass no longer exist.
  private synchronized void beginPass() {
    pass++;
    lastRead.clear();
  }

  private synchronized void removeLost() {
    List<String> lost =
        rows.entrySet().stream()
            .filter(row -> row.getValue().pass() < pass)
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(this::removeRow);
    if (!lost.isEmpty()) {
      LOG.warnf("Topic %s lost %d rows, which are removed from its table", topic, lost.size());
    }
  }

  private final class RowHandler implements TopicFollower.Handler {

    @Override
    public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record)
        throws IOException {
      read(record);
    }

    @Override
    public void readingAgain() {
      beginPass();
    }

    @Override
    public void caughtUp() {
      removeLost();
    }
  }
}
