package news.rendezvous.dedup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DataDirectory;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp;

/**
 * Settings of Kafka Streams; the reason for {@code exactly_once_v2} is in the package's summary.
 */
final class StreamSettings {

  private static final int FETCH_BYTES = 400_000;

  private StreamSettings() {}

  /**
   * Settings of this replica.
   *
   * @throws IOException where the data directory cannot be written
   */
  static Properties of(
      DedupConfig config, BrokerConfig brokerConfig, KafkaAccess kafka, Topics topics)
      throws IOException {
    Properties p = kafka.properties();
    Path stateDir = brokerConfig.dataDir().resolve("streams").toAbsolutePath();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.named("dedup"));
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    // A commit waits for the current poll: a short poll keeps commits on time. StreamPace lengthens
    // it while there is no work.
    p.put(StreamsConfig.POLL_MS_CONFIG, 10);
    // By default a record without a timestamp, which any producer can write, ends the thread.
    p.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogAndSkipOnInvalidTimestamp.class);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    brokerConfig
        .topics()
        .replicationFactor()
        .ifPresent(copies -> p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies));
    p.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());
    // Bounds how long a blocked thread takes to notice a shutdown; it retries.
    int timeout = (int) config.transactionTimeout().toMillis();
    p.putIfAbsent(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), timeout);
    consumer(p, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    // Half a G1 region of a small heap: larger responses are humongous objects, each of which may
    // start a concurrent cycle of the collector.
    p.putIfAbsent(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    staticMembership(p, DataDirectory.groupInstanceId(brokerConfig));
    return p;
  }

  private static void staticMembership(Properties p, String instanceId) {
    consumer(p, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    consumer(p, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer(p, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
  }

  private static void consumer(Properties p, String key, Object value) {
    p.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
