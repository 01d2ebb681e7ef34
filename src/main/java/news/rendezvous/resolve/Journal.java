package news.rendezvous.resolve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.TopicFollower;
import news.rendezvous.broker.TopicWriter;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Json;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The references topic: what end points answered, by hash, for the other replicas and for the time
 * after a restart. Nobody waits until an answer is written; one that cannot be is counted.
 */
@ApplicationScoped
class Journal {

  /** Answers that wait for Kafka; more than these are not worth the memory. */
  private static final int MOST_WAITING = 5000;

  private final TopicClients clients;
  private final Topics topics;
  private final MeterRegistry metrics;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile @Nullable TopicFollower follower;
  private volatile @Nullable TopicWriter writer;

  @Inject
  Journal(TopicClients clients, Topics topics, MeterRegistry metrics) {
    this.clients = clients;
    this.topics = topics;
    this.metrics = metrics;
  }

  /**
   * Reads the topic and goes on reading, on a thread of its own.
   *
   * @return completes when all has been read that stood in the topic
   */
  CompletableFuture<@Nullable Void> open(BiConsumer<LinkHash, Remembered> learner) {
    writer = clients.writer();
    TopicFollower opened =
        clients.follower(
            topics.references(), TopicFollower.Reading.GATHERED, record -> take(record, learner));
    follower = opened;
    opened.start();
    return opened.caughtUp();
  }

  private static void take(
      ConsumerRecord<@Nullable String, byte @Nullable []> record,
      BiConsumer<LinkHash, Remembered> learner)
      throws IOException {
    LinkHash link =
        LinkHash.parse(record.key())
            .orElseThrow(() -> new IOException("its key is no hash: " + record.key()));
    learner.accept(link, RecordJson.decode(record.value(), Remembered.class));
  }

  /** Writes an answer without waiting for it. */
  void write(LinkHash link, Remembered kept) {
    TopicWriter opened = writer;
    if (opened == null || !room.tryAcquire()) {
      unwritten();
      return;
    }
    opened
        .send(new ProducerRecord<>(topics.references(), link.toString(), Json.encode(kept)))
        .onTermination()
        .invoke(() -> room.release())
        .subscribe()
        .with(done -> {}, failure -> unwritten());
  }

  private void unwritten() {
    Counter.builder("rendezvous.resolve.unwritten")
        .description("Resolved references that Kafka did not take, and which are only in memory")
        .register(metrics)
        .increment();
  }

  void stop(@Observes ShutdownEvent event) {
    TopicFollower following = follower;
    if (following != null) {
      following.close();
    }
    TopicWriter writing = writer;
    if (writing != null) {
      writing.close();
    }
  }
}
