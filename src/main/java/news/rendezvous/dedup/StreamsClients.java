package news.rendezvous.dedup;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients of Kafka Streams, the usual ones but for one thing: closing a producer takes no longer
 * than {@link #CLOSE}. Kafka Streams closes it without a limit, and where the cluster has forgotten
 * its transaction, such as one that came back empty, the end of that transaction never comes: the
 * thread and the lock of its state would be held for ever.
 */
final class StreamsClients implements KafkaClientSupplier {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** Aborts what is not sent within the limit; an open transaction is aborted by its time-out. */
  private static final class BoundedCloseProducer extends KafkaProducer<byte[], byte[]> {

    BoundedCloseProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
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
    return new BoundedCloseProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }
}
