package news.rendezvous.broker;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records and tells where they were put. */
public final class TopicWriter implements AutoCloseable {

  /** Milliseconds in which records gather, so that one request carries those of many polls. */
  private static final int LINGER = 10;

  private final Producer<String, byte @Nullable []> producer;

  /** A writer, which connects when there is something to write. */
  public TopicWriter(KafkaAccess kafka) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Sends a record; completes when all replicas have acknowledged it. Blocks for up to 5 s where
   * the topic is not known and Kafka is away.
   */
  public Uni<RecordMetadata> send(ProducerRecord<String, byte @Nullable []> record) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                producer.send(
                    record,
                    (metadata, failure) -> {
                      if (failure == null) {
                        emitter.complete(metadata);
                      } else {
                        emitter.fail(failure);
                      }
                    }));
  }

  @Override
  public void close() {
    producer.close();
  }
}
