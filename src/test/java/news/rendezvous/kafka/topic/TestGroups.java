package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;

/** Memberships in consumer groups for tests that run without the service. */
public final class TestGroups {

  private TestGroups() {}

  /**
   * Groups that the clients of one replica join.
   *
   * @param dataDir that of the replica, where the id of its membership is kept
   */
  public static ConsumerGroups of(
      KafkaAccess kafka, TopicClients clients, Topics topics, Path dataDir, MeterRegistry metrics) {
    BrokerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(BrokerConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withDefaultValue("rendezvous.data-dir", dataDir.toString())
            .build()
            .getConfigMapping(BrokerConfig.class);
    return new ConsumerGroups(config, kafka, topics, clients.watch(), clients.work(), metrics);
  }

  /** Ends the checks of the cluster that the clients of a replica make. */
  public static void stopWatching(TopicClients clients) {
    clients.watch().close();
  }
}
