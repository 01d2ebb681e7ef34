package news.rendezvous.dedup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import news.rendezvous.dedup.store.RestoreProgress;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.store.StoreTransactions;
import news.rendezvous.dedup.store.StoryDatabases;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StreamsClients;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka Streams client of a replica, without the service around it. */
final class Replica {

  static final StoreLayout LAYOUT = new StoreLayout(4);

  private static final Generation GENERATION = new Generation(Uuid.randomUuid(), Uuid.randomUuid());

  private Replica() {}

  /** A client that is not started, with its state in a directory. */
  static KafkaStreams of(Path data, KafkaAccess kafka, Topics topics, int standbys)
      throws IOException {
    return of(data, kafka, topics, standbys, UnaryOperator.identity());
  }

  /**
   * A client that is not started.
   *
   * @param faults changes its producer, for faults of transactions
   */
  static KafkaStreams of(
      Path data,
      KafkaAccess kafka,
      Topics topics,
      int standbys,
      UnaryOperator<Producer<byte[], byte[]>> faults)
      throws IOException {
    DedupConfig config =
        configured(DedupConfig.class, "rendezvous.dedup.standbys", String.valueOf(standbys));
    BrokerConfig place = configured(BrokerConfig.class, "rendezvous.data-dir", data.toString());
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    DedupContext dedup =
        StageFixture.context(
            LAYOUT,
            TopicSnapshots.of(TestBroker.unwatched(kafka, metrics), topics, Optional.empty()),
            GENERATION,
            metrics);
    StoreTransactions transactions = new StoreTransactions();
    StreamsClients clients = new StreamsClients(dedup.pace(), transactions);
    StoryDatabases databases = StoryDatabases.onDisk(data.resolve("stories"), clients::offsets);
    KafkaStreams replica =
        new KafkaStreams(
            DedupTopology.of(topics, dedup, databases, transactions),
            StreamSettings.of(config, place, kafka, topics),
            new FaultyClients(clients, faults));
    RestoreProgress.follow(replica, databases);
    return replica;
  }

  static <T> T configured(Class<T> mapping, String key, String value) {
    return new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withDefaultValue(key, value)
        .build()
        .getConfigMapping(mapping);
  }

  private record FaultyClients(
      KafkaClientSupplier clients, UnaryOperator<Producer<byte[], byte[]>> faults)
      implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return clients.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      return faults.apply(clients.getProducer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return clients.getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return clients.getGlobalConsumer(config);
    }
  }
}
