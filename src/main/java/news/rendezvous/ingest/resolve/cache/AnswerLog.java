package news.rendezvous.ingest.resolve.cache;

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
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.TopicWriter;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Log of answers on the references topic, by hash of the reference, for other replicas and for the
 * time after a restart. Writes are asynchronous; lost ones are counted.
 */
@ApplicationScoped
public class AnswerLog {

  /** Maximum number of unacknowledged writes, which take memory. */
  private static final int MAX_UNACKNOWLEDGED = 5000;

  private final TopicClients clients;
  private final Topics topics;
  private final Counter unwritten;
  private final Semaphore permits = new Semaphore(MAX_UNACKNOWLEDGED);
  private volatile @Nullable TopicFollower follower;
  private volatile @Nullable TopicWriter writer;

  @Inject
  AnswerLog(TopicClients clients, Topics topics, MeterRegistry metrics) {
    this.clients = clients;
    this.topics = topics;
    this.unwritten =
        Counter.builder("rendezvous.resolve.unwritten")
            .description(
                "Resolved references that Kafka did not take, and which are only in memory")
            .register(metrics);
  }

  /** Reads the topic continuously; completes at its end as of now. */
  public CompletableFuture<@Nullable Void> open(BiConsumer<LinkHash, CachedAnswer> listener) {
    writer = clients.writer();
    TopicFollower opened =
        clients.follower(
            topics.references(), TopicFollower.Reading.GATHERED, record -> take(record, listener));
    follower = opened;
    opened.start();
    return opened.caughtUp();
  }

  private static void take(
      ConsumerRecord<@Nullable String, byte @Nullable []> record,
      BiConsumer<LinkHash, CachedAnswer> listener)
      throws IOException {
    LinkHash link =
        LinkHash.parse(record.key())
            .orElseThrow(() -> new IOException("its key is no hash: " + record.key()));
    listener.accept(link, RecordJson.decode(record.value(), CachedAnswer.class));
  }

  public void write(LinkHash link, CachedAnswer kept) {
    TopicWriter opened = writer;
    if (opened == null || !permits.tryAcquire()) {
      unwritten.increment();
      return;
    }
    opened
        .send(new ProducerRecord<>(topics.references(), link.toString(), Json.encode(kept)))
        .onTermination()
        .invoke(() -> permits.release())
        .subscribe()
        .with(done -> {}, failure -> unwritten.increment());
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
