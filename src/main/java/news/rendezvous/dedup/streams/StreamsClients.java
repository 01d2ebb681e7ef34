package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Default clients of Kafka Streams, except that the main consumer keeps a {@link StreamPace}, and
 * that closing a producer takes at most {@link #CLOSE}. Kafka Streams closes it without a time-out.
 * Where the cluster has lost the transaction, for example because it restarted without its data,
 * close would never return, and the thread would hold the lock of its state directory for ever.
 */
public final class StreamsClients implements KafkaClientSupplier {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final StreamPace pace;

  public StreamsClients(StreamPace pace) {
    this.pace = pace;
  }

  private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final StreamPace pace;

    PacedConsumer(Map<String, Object> config, StreamPace pace) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.pace = pace;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(pace.timeout(timeout));
      pace.polled(records);
      return records;
    }
  }

  /** Drops records that are not sent in time; the broker aborts the transaction by its time-out. */
  private static final class BoundedCloseProducer extends KafkaProducer<byte[], byte[]> {

    private final StreamPace pace;

    BoundedCloseProducer(Map<String, Object> config, StreamPace pace) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.pace = pace;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      pace.committed();
    }

    @Override
    public void close() {
      close(CLOSE);
    }
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new BoundedCloseProducer(config, pace);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PacedConsumer(config, pace);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }
}
