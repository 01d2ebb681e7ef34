package news.rendezvous.broker;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.Converter;

/** Topics for tests that run without the service. */
public final class TestTopics {

  private TestTopics() {}

  public static Topics named(String prefix) {
    BrokerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(BrokerConfig.class)
            .withConverters(new Converter<?>[] {new DurationConverter()})
            .withDefaultValue("rendezvous.topic-prefix", prefix)
            .build()
            .getConfigMapping(BrokerConfig.class);
    return new Topics(config);
  }
}
