package news.rendezvous.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DiskSpace;
import news.rendezvous.kafka.client.BackgroundWork;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.TableRows;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicContext;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.kafka.topic.TopicReader;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.TopicWriter;
import org.apache.kafka.common.KafkaException;

/** Factory of the readers and writers of topics. */
@ApplicationScoped
public class TopicClients {

  private final TopicContext context;

  @Inject
  TopicClients(
      KafkaAccess kafka,
      TopicWatch watch,
      DiskSpace disk,
      BackgroundWork work,
      PoisonRecords poison,
      MeterRegistry metrics) {
    this(new TopicContext(kafka, watch, disk::shortage, work, poison, metrics));
  }

  TopicClients(TopicContext context) {
    this.context = context;
  }

  public TopicContext context() {
    return context;
  }

  /** A follower of a topic, not started yet. */
  public TopicFollower follower(
      String topic, TopicFollower.Reading reading, TopicFollower.Handler handler) {
    return new TopicFollower(context, topic, reading, handler);
  }

  /**
   * A reader of the committed records of a topic, at no position yet.
   *
   * @param settings of its consumer
   * @throws KafkaException while the topic is missing or Kafka does not answer
   */
  public TopicReader reader(String topic, Map<String, Object> settings) {
    TopicLayout layout =
        layout(topic).orElseThrow(() -> new KafkaException(topic + " is not there at the moment"));
    return TopicReader.ofCommitted(context.kafka(), topic, layout, settings);
  }

  /** A writer, which connects when there is a record to write. */
  public TopicWriter writer() {
    return new TopicWriter(context);
  }

  /**
   * Opens a compacted topic as a table and starts to read it. Records of other replicas are seen
   * half a second late, which saves a request for each.
   *
   * @param fits true for a row that is valid under its key; others are skipped as poison records
   */
  public <V> CompactedTable<V> table(String topic, Class<V> type, BiPredicate<String, V> fits) {
    return CompactedTable.open(
        context,
        topic,
        new TableRows<>(type, fits, (key, value) -> {}),
        TopicFollower.Reading.GATHERED);
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
    return CompactedTable.open(
        context,
        topic,
        new TableRows<>(
            type, fits, (key, value) -> listener.accept(new CompactedTable.Change<>(key, value))),
        TopicFollower.Reading.PROMPT);
  }

  /** Metadata of a topic; empty while it is missing or was never found. */
  public Optional<TopicLayout> layout(String topic) {
    return context.watch().find(topic);
  }

  /**
   * The exception with which a record for a topic is refused; empty where it may be sent. Every
   * writer but the dedup stage checks it.
   */
  public Optional<KafkaException> refusal(String topic) {
    return context.refusal(topic);
  }

  /**
   * Waits for a result of reading a topic; fails at once while Kafka is unreachable or the topic
   * missing, since that has no bound.
   */
  public <T> Uni<T> whenThere(String topic, CompletableFuture<T> wanted) {
    Optional<KafkaException> refusal =
        wanted.isDone() ? Optional.empty() : context.watch().refusal(topic);
    return refusal.isPresent()
        ? Uni.createFrom().failure(refusal.get())
        : Uni.createFrom().completionStage(wanted);
  }
}
