package news.rendezvous.broker;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Factory of the readers and writers of topics, with all that they share. */
@ApplicationScoped
public class TopicClients {

  private final KafkaAccess kafka;
  private final TopicWatch watch;
  private final DiskSpace disk;
  private final BackgroundWork work;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;

  @Inject
  TopicClients(
      KafkaAccess kafka,
      TopicWatch watch,
      DiskSpace disk,
      BackgroundWork work,
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
    watch.watch(topic);
    return new TopicFollower(this, topic, reading, handler);
  }

  /** A writer, which connects when there is something to write. */
  public TopicWriter writer() {
    return new TopicWriter(this);
  }

  /**
   * Opens a compacted topic as a table and begins to read it, on a thread of its own. What other
   * replicas write is seen half a second late, which spares a request for each record.
   *
   * @param fits whether a row makes sense under its key; one that does not is set aside
   */
  public <V> CompactedTable<V> table(String topic, Class<V> type, BiPredicate<String, V> fits) {
    return CompactedTable.open(
        this, topic, new Rows<>(type, fits, null), TopicFollower.Reading.GATHERED);
  }

  /**
   * Opens a compacted topic as a table and begins to read it, on a thread of its own. What other
   * replicas write is seen at once.
   *
   * @param fits whether a row makes sense under its key; one that does not is set aside
   * @param listener told of every change on the reading thread, in the order of the partition
   */
  public <V> CompactedTable<V> table(
      String topic,
      Class<V> type,
      BiPredicate<String, V> fits,
      Consumer<CompactedTable.Change<V>> listener) {
    return CompactedTable.open(
        this, topic, new Rows<>(type, fits, listener), TopicFollower.Reading.PROMPT);
  }

  /** A topic as the cluster has it; empty while it is missing or was never seen. */
  public Optional<TopicWatch.Layout> layout(String topic) {
    return watch.find(topic);
  }

  /**
   * Why a record for a topic may not be sent now; empty where nothing is known against it. Every
   * writer but the dedup stage asks here.
   */
  public Optional<KafkaException> refusal(String topic) {
    Optional<KafkaException> full = disk.shortage().map(DiskFullException::new);
    return full.isPresent() ? full : watch.refusal(topic);
  }

  /**
   * Waits for something that is there once a topic was read; fails at once while Kafka is away or
   * the topic missing, so that nobody waits for a time that nobody knows.
   */
  public <T> Uni<T> whenThere(String topic, CompletableFuture<T> wanted) {
    Optional<KafkaException> refusal = wanted.isDone() ? Optional.empty() : watch.refusal(topic);
    return refusal.isPresent()
        ? Uni.createFrom().failure(refusal.get())
        : Uni.createFrom().completionStage(wanted);
  }

  KafkaAccess kafka() {
    return kafka;
  }

  TopicWatch watch() {
    return watch;
  }

  BackgroundWork work() {
    return work;
  }

  PoisonRecords poison() {
    return poison;
  }

  MeterRegistry metrics() {
    return metrics;
  }
}
