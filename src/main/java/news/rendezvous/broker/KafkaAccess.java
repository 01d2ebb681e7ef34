package news.rendezvous.broker;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings that every Kafka client of the service starts from: all of {@code kafka.*}, security
 * included, with the address of the embedded broker where that runs.
 */
@ApplicationScoped
public class KafkaAccess {

  static final String BOOTSTRAP_KEY = "kafka.bootstrap.servers";

  private final Map<String, Object> configured;

  @Inject
  KafkaAccess(@Identifier("default-kafka-broker") Map<String, Object> configured) {
    this.configured = configured;
  }

  /** Settings for a client, to which its own are added. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(configured);
    // The embedded broker's address came too late to be among the configured settings.
    settings.computeIfAbsent(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        key -> ConfigProvider.getConfig().getValue(BOOTSTRAP_KEY, String.class));
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    return settings;
  }

  /** The same as properties, for libraries that want those. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }
}
