package news.rendezvous.kafka.topic;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import news.rendezvous.kafka.client.BrokerConfig;

/** Topics for tests that run without the service. */
public final class TestTopics {

  private TestTopics() {}

  public static Topics named(String prefix) {
    BrokerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(BrokerConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withDefaultValue("rendezvous.topic-prefix", prefix)
            .build()
            .getConfigMapping(BrokerConfig.class);
    return new Topics(config);
  }
}
