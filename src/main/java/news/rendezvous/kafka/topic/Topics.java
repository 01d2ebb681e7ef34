package news.rendezvous.kafka.topic;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.kafka.client.BrokerConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Names of the topics, and the settings with which they are created. */
@ApplicationScoped
public class Topics {

  private static final String DAY = millis(Duration.ofDays(1));

  private final BrokerConfig config;

  @Inject
  Topics(BrokerConfig config) {
    if (config.topics().partitions() < 1) {
      throw new ConfigurationException("rendezvous.topics.partitions must be at least 1");
    }
    this.config = config;
  }

  /** Source definitions by source id. */
  public String sources() {
    return named("sources");
  }

  /** Saved views by view id. */
  public String views() {
    return named("views");
  }

  /** WebSub subscribers, webhooks and own subscriptions at hubs, by subscription id. */
  public String subscriptions() {
    return named("subscriptions");
  }

  /** Poll state by source id. */
  public String pollState() {
    return named("poll-state");
  }

  /** Normalised entries by edition. */
  public String entries() {
    return named("entries");
  }

  /** Answers of {@code getUrls} end points by hash of the reference. */
  public String references() {
    return named("references");
  }

  /** News items by item id. */
  public String items() {
    return named("items");
  }

  /** A name of this installation, for a consumer group or an application id. */
  public String named(String part) {
    return config.topicPrefix() + "." + part;
  }

  public List<NewTopic> wanted() {
    return List.of(
        topic(sources(), COMPACTED),
        topic(pollState(), COMPACTED),
        topic(views(), COMPACTED),
        topic(subscriptions(), COMPACTED),
        topic(
            entries(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "delete",
                TopicConfig.RETENTION_MS_CONFIG,
                DAY,
                TopicConfig.SEGMENT_MS_CONFIG,
                millis(Duration.ofHours(6)))),
        topic(references(), EXPIRING),
        topic(
            items(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "compact,delete",
                TopicConfig.RETENTION_MS_CONFIG,
                millis(Duration.ofDays(30)),
                // Streams resume at offsets: no record may be compacted away for a day.
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                DAY)));
  }

  // Small segments: only closed segments are compacted, and every start reads the whole topic.
  private static final Map<String, String> COMPACTED =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "compact",
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(16 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  // Records expire with their segment, one of which is closed every day; the size is bounded, since
  // every start reads the whole topic.
  private static final Map<String, String> EXPIRING =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "delete",
          TopicConfig.RETENTION_MS_CONFIG,
          millis(Duration.ofDays(7)),
          TopicConfig.RETENTION_BYTES_CONFIG,
          String.valueOf(64 << 20),
          TopicConfig.SEGMENT_MS_CONFIG,
          DAY,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(16 << 20));

  private NewTopic topic(String name, Map<String, String> configs) {
    Optional<Short> copies =
        config.topics().replicationFactor().isPresent()
            ? Optional.of((short) config.topics().replicationFactor().getAsInt())
            : Optional.empty();
    return new NewTopic(name, Optional.of(config.topics().partitions()), copies).configs(configs);
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
