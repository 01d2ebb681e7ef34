package news.rendezvous.kafka.client;

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
 * Common settings of all Kafka clients of the service: all of {@code kafka.*}, security included,
 * with the address of the embedded broker where that runs. The operator's settings override the
 * defaults here; settings that a client depends on override the operator's.
 */
@ApplicationScoped
public class KafkaAccess {

  public static final String BOOTSTRAP_KEY = "kafka.bootstrap.servers";

  private static final int REQUEST_TIMEOUT_MS = 5_000;

  private final Map<String, Object> configured;

  @Inject
  public KafkaAccess(@Identifier("default-kafka-broker") Map<String, Object> configured) {
    this.configured = configured;
  }

  public Map<String, Object> settings() {
    return settings(Map.of());
  }

  /**
   * Settings of a client, in a map that it may modify.
   *
   * @param defaults of this client, which the operator may override
   */
  public Map<String, Object> settings(Map<String, Object> defaults) {
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    settings.putAll(configured);
    // The embedded broker starts after the configured settings were read.
    settings.computeIfAbsent(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        key -> ConfigProvider.getConfig().getValue(BOOTSTRAP_KEY, String.class));
    return settings;
  }

  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings());
    return properties;
  }

  public boolean isExternal() {
    return configured.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** The request time-out in effect, in milliseconds. */
  public int requestTimeoutMs() {
    Object set = configured.get(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
    return set == null ? REQUEST_TIMEOUT_MS : Integer.parseInt(set.toString().strip());
  }

  /** Error message where a server requires TLS and the clients are configured without it. */
  public Optional<String> tlsMismatch() {
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

  public List<String> bootstrapServers() {
    String servers = String.valueOf(settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    return Arrays.stream(servers.replaceAll("[\\[\\]]", "").split(",")).map(String::strip).toList();
  }
}
