package news.rendezvous.resolve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.TopicFollower;
import news.rendezvous.broker.TopicWriter;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The references topic: what addresses answered, for the other replicas and for the time after a
 * restart. Nobody waits for it. An answer that cannot be written is counted and asked for again.
 */
@ApplicationScoped
class Journal {

  /** Answers that wait for Kafka; more than these are not worth the memory. */
  private static final int MOST_WAITING = 1000;

  /** Seconds that answers have to be written in when the service stops. */
  private static final int LAST_WORDS = 2;

  private final KafkaAccess kafka;
  private final Topics topics;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Journal::daemon,
          (task, executor) -> unwritten());
  private volatile @Nullable TopicFollower follower;
  private volatile @Nullable TopicWriter writer;

  @Inject
  Journal(KafkaAccess kafka, Topics topics, PoisonRecords poison, MeterRegistry metrics) {
    this.kafka = kafka;
    this.topics = topics;
    this.poison = poison;
    this.metrics = metrics;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-journal");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads the topic, which must be there, and goes on reading on a thread of its own. */
  void open(BiConsumer<URI, Remembered> learner) {
    writer = new TopicWriter(kafka);
    TopicFollower opened =
        new TopicFollower(kafka, topics.references(), false, record -> take(record, learner));
    follower = opened;
    opened.start();
  }

  private void take(ConsumerRecord<String, byte[]> record, BiConsumer<URI, Remembered> learner) {
    try {
      learner.accept(URI.create(record.key()), Json.decode(record.value(), Remembered.class));
    } catch (IOException | RuntimeException e) { // one bad record must not end the reading
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
    }
  }

  // On a thread of its own: a producer that does not find Kafka blocks whoever writes.
  void write(URI address, Remembered kept) {
    thread.execute(() -> send(address, kept));
  }

  private void send(URI address, Remembered kept) {
    TopicWriter opened = writer;
    if (opened == null) {
      unwritten();
      return;
    }
    opened
        .send(new ProducerRecord<>(topics.references(), address.toString(), Json.encode(kept)))
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
    endWriting();
    TopicFollower following = follower;
    if (following != null) {
      following.close();
    }
    TopicWriter writing = writer;
    if (writing != null) {
      writing.close();
    }
  }

  private void endWriting() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORDS, TimeUnit.SECONDS)) {
        thread.shutdownNow().forEach(task -> unwritten());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
