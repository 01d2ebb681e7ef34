package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import news.rendezvous.kafka.client.ClientMetrics;
import news.rendezvous.kafka.client.KafkaAccess;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Kafka producer that blocks no caller: a producer waits for metadata, so it has a thread of its
 * own. Every failure is a {@link KafkaException}; while Kafka is known to be unreachable or the
 * topic to be missing, a write fails at once.
 */
public final class TopicWriter implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicWriter.class);

  /** {@code linger.ms}: one request carries the records of many polls. */
  private static final int LINGER_MS = 10;

  private static final int MAX_BLOCK_MS = 5_000;

  /** Longer than a cluster takes to fence a dead broker (9 s) and elect other leaders. */
  private static final int DELIVERY_MS = 30_000;

  private static final int EMBEDDED_DELIVERY_MS = 10_000;
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** A producer and the binding of its metrics. */
  private record Opened(Producer<String, byte @Nullable []> producer, ClientMetrics metrics) {

    void close(Duration timeout) {
      metrics.close();
      producer.close(timeout);
    }
  }

  private final KafkaAccess kafka;
  private final Function<String, Optional<KafkaException>> refusal;
  private final MeterRegistry metrics;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(TopicWriter::daemon);
  private @Nullable Opened opened; // confined to the thread

  /**
   * A writer that connects when there is a record to write.
   *
   * @param refusal the exception with which a record for a topic is refused
   */
  TopicWriter(
      KafkaAccess kafka,
      Function<String, Optional<KafkaException>> refusal,
      MeterRegistry metrics) {
    this.kafka = kafka;
    this.refusal = refusal;
    this.metrics = metrics;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-writer");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Sends a record, in the order of the calls; completes when all replicas have acknowledged it.
   */
  public Uni<RecordMetadata> send(ProducerRecord<String, byte @Nullable []> record) {
    return Uni.createFrom().emitter(emitter -> enqueue(record, emitter));
  }

  public Optional<KafkaException> refusal(String topic) {
    return refusal.apply(topic);
  }

  private void enqueue(
      ProducerRecord<String, byte @Nullable []> record,
      UniEmitter<? super RecordMetadata> emitter) {
    Optional<KafkaException> refused = refusal(record.topic());
    if (refused.isPresent()) {
      emitter.fail(refused.get());
      return;
    }
    try {
      thread.execute(() -> send(record, emitter));
    } catch (RejectedExecutionException e) {
      emitter.fail(new KafkaException("the service stops", e));
    }
  }

  private void send(
      ProducerRecord<String, byte @Nullable []> record,
      UniEmitter<? super RecordMetadata> emitter) {
    try {
      var unused =
          producer()
              .send(
                  record,
                  (metadata, failure) -> {
                    if (failure == null) {
                      emitter.complete(metadata);
                    } else {
                      failed(failure, emitter);
                    }
                  });
    } catch (RuntimeException e) {
      failed(e, emitter);
    } catch (Error e) {
      emitter.fail(new KafkaException(e.toString(), e)); // or the caller would wait for ever
      throw e;
    }
  }

  private void failed(Exception failure, UniEmitter<? super RecordMetadata> emitter) {
    if (isFinal(failure)) {
      retire(failure);
    }
    emitter.fail(
        failure instanceof KafkaException kafka
            ? kafka
            : new KafkaException(String.valueOf(failure.getMessage()), failure));
  }

  // After these a producer may answer every further record with the same error (a fatal state).
  private static boolean isFinal(Exception failure) {
    return !(failure instanceof RetriableException
        || failure instanceof RecordTooLargeException
        || failure instanceof TopicAuthorizationException
        || failure instanceof InvalidTopicException);
  }

  private void retire(Exception failure) {
    try {
      thread.execute(
          () -> {
            Opened failed = opened;
            opened = null;
            if (failed != null) {
              LOG.debugf(failure, "A producer is replaced");
              failed.close(Duration.ZERO);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("A producer is closed already", e);
    }
  }

  private Producer<String, byte @Nullable []> producer() {
    Opened ready = opened;
    if (ready == null) {
      Producer<String, byte @Nullable []> producer =
          new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
      ready = new Opened(producer, ClientMetrics.of(producer, metrics));
      opened = ready;
    }
    return ready.producer();
  }

  private Map<String, Object> settings() {
    int delivery = kafka.isExternal() ? DELIVERY_MS : EMBEDDED_DELIVERY_MS;
    Map<String, Object> settings =
        kafka.settings(
            Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.max(delivery, kafka.requestTimeoutMs() + LINGER_MS),
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS));
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return settings;
  }

  @Override
  public void close() {
    try {
      thread.execute(
          () -> {
            if (opened != null) {
              opened.close(CLOSE);
            }
          });
      thread.shutdown();
      if (!thread.awaitTermination(2 * CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A producer did not stop in time");
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("A writer is closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
