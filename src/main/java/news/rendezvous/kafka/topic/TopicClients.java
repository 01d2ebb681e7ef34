package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.disk.DiskSpace;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Factory of the readers and writers of topics. */
@ApplicationScoped
public class TopicClients {

  private final KafkaAccess kafka;
  private final TopicWatch watch;
  private final DiskSpace disk;
  private final BackgroundTaskRegistry work;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;

  @Inject
  public TopicClients(
      KafkaAccess kafka,
      TopicWatch watch,
      DiskSpace disk,
      BackgroundTaskRegistry work,
      PoisonRecords poison,
      MeterRegistry metrics) {
    this.kafka = kafka;
    this.watch = watch;
    this.disk = disk;
    this.work = work;
    this.poison = poison;
    this.metrics = metrics;
  }

  /** A follower of a topic, not started yet. */
  public TopicFollower follower(
      String topic, TopicFollower.Reading reading, TopicFollower.Handler handler) {
    return follower(topic, topic, reading, handler);
  }

  private TopicFollower follower(
      String topic, String name, TopicFollower.Reading reading, TopicFollower.Handler handler) {
    return new TopicFollower(
        kafka,
        watch,
        poison,
        work.register("follow " + name),
        metrics,
        topic,
        name,
        reading,
        handler);
  }

  /**
   * A reader of the committed records of a topic, at no position yet.
   *
   * @param settings of its consumer, over those of the operator
   * @throws KafkaException while the topic is missing or Kafka does not answer
   */
  public TopicReader reader(String topic, Map<String, Object> settings) {
    TopicLayout layout =
        layout(topic).orElseThrow(() -> new KafkaException(topic + " is not there at the moment"));
    return TopicReader.ofCommitted(kafka, topic, layout, settings);
  }

  /**
   * A reader of what is committed in a topic now, from its first record on.
   *
   * @param partition the one to read; empty for all
   * @param settings of its consumer, over those of the operator
   * @throws KafkaException while the topic is missing or Kafka does not answer
   */
  public TopicReader snapshot(String topic, OptionalInt partition, Map<String, Object> settings) {
    Map<TopicPartition, Long> ends = watch.ends(topic);
    ends.keySet().removeIf(one -> one.partition() != partition.orElse(one.partition()));
    return TopicReader.ofSnapshot(kafka, topic, ends, settings);
  }

  /** A writer, which connects when there is a record to write. */
  public TopicWriter writer() {
    return new TopicWriter(kafka, this::refusal, metrics);
  }

  /**
   * Opens a compacted topic as a table and starts to read it. Records of other replicas are seen
   * half a second late, which saves a request for each.
   *
   * @param fits true for a row that is valid under its key; others are skipped as poison records
   */
  public <V> CompactedTable<V> table(String topic, Class<V> type, BiPredicate<String, V> fits) {
    return table(topic, type, fits, change -> {}, TopicFollower.Reading.GATHERED);
  }

  /**
   * Opens a compacted topic as a table and starts to read it. Records of other replicas are seen at
   * once.
   *
   * @param fits true for a row that is valid under its key; others are skipped as poison records
   * @param listener receives every change on the reading thread, in the order of the partition
   */
  public <V> CompactedTable<V> table(
      String topic,
      Class<V> type,
      BiPredicate<String, V> fits,
      Consumer<CompactedTable.Change<V>> listener) {
    return table(topic, type, fits, listener, TopicFollower.Reading.PROMPT);
  }

  /** The same, with records of other replicas seen as late as the caller says. */
  public <V> CompactedTable<V> table(
      String topic,
      Class<V> type,
      BiPredicate<String, V> fits,
      Consumer<CompactedTable.Change<V>> listener,
      TopicFollower.Reading reading) {
    return table(topic, type, key -> true, fits, listener, reading);
  }

  /**
   * A table of some rows of a topic.
   *
   * @param keys true for the keys of its rows; others belong to another table of the same topic
   */
  public <V> CompactedTable<V> table(
      String topic,
      Class<V> type,
      Predicate<String> keys,
      BiPredicate<String, V> fits,
      Consumer<CompactedTable.Change<V>> listener,
      TopicFollower.Reading reading) {
    return table(topic, topic, type, keys, fits, listener, reading);
  }

  /**
   * A further table of the same topic.
   *
   * @param name of its follower, in health and metrics
   */
  public <V> CompactedTable<V> table(
      String topic,
      String name,
      Class<V> type,
      Predicate<String> keys,
      BiPredicate<String, V> fits,
      Consumer<CompactedTable.Change<V>> listener,
      TopicFollower.Reading reading) {
    CompactedTable<V> table =
        new CompactedTable<>(
            topic,
            type,
            keys,
            fits,
            listener,
            writer(),
            handler -> follower(topic, name, reading, handler));
    table.start();
    return table;
  }

  public Optional<TopicLayout> layout(String topic) {
    return watch.find(topic);
  }

  /**
   * The exception with which a record for a topic is refused; empty where it may be sent. Every
   * writer but the dedup stage checks it.
   */
  public Optional<KafkaException> refusal(String topic) {
    Optional<KafkaException> full = disk.shortage().map(KafkaFailure.DiskFullException::new);
    return full.isPresent() ? full : watch.refusal(topic);
  }

  /**
   * Waits for a result of reading a topic; fails at once while Kafka is unreachable or the topic
   * missing, since that has no bound.
   */
  public <T> Uni<T> whenThere(String topic, CompletableFuture<T> wanted) {
    Optional<KafkaException> refusal = wanted.isDone() ? Optional.empty() : watch.refusal(topic);
    return refusal.isPresent()
        ? Uni.createFrom().failure(refusal.get())
        : Uni.createFrom().completionStage(wanted);
  }

  // For tests.
  TopicWatch watch() {
    return watch;
  }

  // For tests.
  BackgroundTaskRegistry work() {
    return work;
  }
}
