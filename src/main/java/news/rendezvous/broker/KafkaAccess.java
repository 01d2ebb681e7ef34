package news.rendezvous.broker;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings that every Kafka client of the service starts from: all of {@code kafka.*}, security
 * included, with the address of the embedded broker where that runs. What the operator sets wins
 * over every default here; what a client cannot work without is put on top by itself.
 */
@ApplicationScoped
public class KafkaAccess {

  static final String BOOTSTRAP_KEY = "kafka.bootstrap.servers";

  private static final int REQUEST_TIMEOUT_MS = 5_000;

  private final Map<String, Object> configured;

  @Inject
  KafkaAccess(@Identifier("default-kafka-broker") Map<String, Object> configured) {
    this.configured = configured;
  }

  /** Settings for a client, to which its own are added. */
  public Map<String, Object> settings() {
    return settings(Map.of());
  }

  /**
   * Settings for a client.
   *
   * @param defaults of this client, for what the operator does not set
   */
  public Map<String, Object> settings(Map<String, Object> defaults) {
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    settings.putAll(configured);
    // The embedded broker's address came too late to be among the configured settings.
    settings.computeIfAbsent(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        key -> ConfigProvider.getConfig().getValue(BOOTSTRAP_KEY, String.class));
    return settings;
  }

  /** The same as properties, for libraries that want those. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }

  /** Whether the cluster is the operator's, not the broker inside this process. */
  boolean isExternal() {
    return configured.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** The request timeout that holds, in milliseconds. */
  int requestTimeoutMs() {
    Object set = configured.get(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
    return set == null ? REQUEST_TIMEOUT_MS : Integer.parseInt(set.toString().strip());
  }

  /** What is wrong where a server wants TLS and the clients would not speak it. */
  Optional<String> tlsMismatch() {
    String protocol =
        String.valueOf(
            configured.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
    return protocol.endsWith("PLAINTEXT")
        ? BootstrapProbe.wantsTls(bootstrapServers())
            .map(
                server ->
                    "kafka.security.protocol (KAFKA_SECURITY_PROTOCOL) is %s, but %s of kafka.bootstrap.servers wants TLS: set it to SSL, or to SASL_SSL with a login"
                        .formatted(protocol, server))
        : Optional.empty();
  }

  List<String> bootstrapServers() {
    String servers = String.valueOf(settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    return Arrays.stream(servers.replaceAll("[\\[\\]]", "").split(",")).map(String::strip).toList();
  }
}
