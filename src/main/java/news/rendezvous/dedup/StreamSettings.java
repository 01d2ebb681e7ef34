package news.rendezvous.dedup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.UUID;
import news.rendezvous.broker.BrokerConfig;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is to run the topology. */
final class StreamSettings {

  private StreamSettings() {}

  /**
   * The settings of this replica.
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
    // A commit waits for the poll that is under way: a short poll keeps it on time.
    p.put(StreamsConfig.POLL_MS_CONFIG, 10);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskSettings.class);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    brokerConfig
        .topics()
        .replicationFactor()
        .ifPresent(copies -> p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies));
    p.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());
    join(p, stateDir);
    return p;
  }

  // As a static member (KIP-345) a process that was killed takes its place again as soon as it is
  // back; another one could only be given it once the session of the dead one has run out.
  private static void join(Properties p, Path stateDir) throws IOException {
    consumer(p, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId(stateDir));
    consumer(p, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer(p, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
  }

  private static void consumer(Properties p, String key, Object value) {
    p.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  // Who has the state has the name: Kafka Streams lets only one process into a state directory.
  private static String instanceId(Path stateDir) throws IOException {
    Path file = stateDir.resolve("instance-id");
    if (!Files.exists(file)) {
      Files.createDirectories(stateDir);
      Path draft = Files.writeString(stateDir.resolve("instance-id.new"), UUID.randomUUID() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
