package news.rendezvous.dedup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StreamsClients;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.KafkaStreams;

/** Kafka Streams client of a replica, without the service around it. */
final class Replica {

  static final StoreLayout LAYOUT = new StoreLayout(4);

  private static final Generation GENERATION = new Generation(Uuid.randomUuid(), Uuid.randomUuid());

  private Replica() {}

  /** A client that is not started, with its state in a directory. */
  static KafkaStreams of(Path data, KafkaAccess kafka, Topics topics, int standbys)
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
    return new KafkaStreams(
        DedupTopology.of(topics, dedup),
        StreamSettings.of(config, place, kafka, topics),
        new StreamsClients(dedup.pace()));
  }

  private static <T> T configured(Class<T> mapping, String key, String value) {
    return new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withDefaultValue(key, value)
        .build()
        .getConfigMapping(mapping);
  }
}
