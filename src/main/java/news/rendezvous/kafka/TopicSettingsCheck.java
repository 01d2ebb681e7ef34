package news.rendezvous.kafka;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/**
 * Compares the settings of existing topics at the start with those that the service would create
 * them with. It warns of settings that lose stories or state, or keep replicas idle, and alters
 * none.
 */
@ApplicationScoped
class TopicSettingsCheck {

  private static final Logger LOG = Logger.getLogger(TopicSettingsCheck.class);
  private static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;
  private static final String MIN_LAG = TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
  private static final String UNLIMITED = "-1";

  private final BrokerLifecycle broker;
  private final Topics topics;
  private final KafkaAccess kafka;

  @Inject
  TopicSettingsCheck(BrokerLifecycle broker, Topics topics, KafkaAccess kafka) {
    this.broker = broker;
    this.topics = topics;
    this.kafka = kafka;
  }

  void start(@Observes StartupEvent event) {
    if (!broker.isEmbedded()) { // whose topics the service has created
      broker.ready().thenRunAsync(this::check);
    }
  }

  private void check() {
    try (Admin admin = Admin.create(kafka.properties())) {
      check(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | KafkaException e) {
      notChecked(KafkaFailure.of(e, "DescribeConfigs"));
    } catch (RuntimeException e) {
      LOG.error("The settings of topics cannot be checked", e);
    }
  }

  // The right to read settings is not among those that the service needs.
  private static void notChecked(KafkaFailure failure) {
    LOG.logf(
        failure.kind() == KafkaFailure.Kind.AUTHORIZATION ? Logger.Level.INFO : Logger.Level.WARN,
        "The settings of topics cannot be checked: %s",
        failure.words());
  }

  private void check(Admin admin) throws InterruptedException, ExecutionException {
    String servers = String.join(",", kafka.bootstrapServers());
    for (NewTopic wanted : topics.wanted()) {
      String name = wanted.name();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      TopicDescription found = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      if (config != null && found != null) {
        warnings(wanted, found.partitions().size(), key -> config.get(key).value(), servers)
            .forEach(LOG::warn);
      }
    }
  }

  /** A wrong setting. */
  private record Wrong(String key, String is, String should) {

    String words() {
      return "%s=%s (should be %s)".formatted(key, is, should);
    }

    // The command requires brackets around a list.
    String assignment() {
      return "%s=%s".formatted(key, key.equals(CLEANUP) ? "[" + should + "]" : should);
    }
  }

  /**
   * At most two lines, one for settings and one for the number of partitions: the actual value, the
   * right one, and the command that sets it.
   *
   * @param wanted the topic as it would be created
   * @param servers for the command
   */
  static List<String> warnings(
      NewTopic wanted, int partitions, UnaryOperator<String> actual, String servers) {
    List<String> warnings = new ArrayList<>();
    if (partitions < wanted.numPartitions()) {
      warnings.add(
          "Topic %1$s has %2$d partitions, rendezvous.topics.partitions asks for %3$d: no more replicas can share its work. To change it: kafka-topics.sh --bootstrap-server %4$s --alter --topic %1$s --partitions %3$d"
              .formatted(wanted.name(), partitions, wanted.numPartitions(), servers));
    }
    List<Wrong> wrong =
        Stream.of(
                CLEANUP,
                TopicConfig.RETENTION_MS_CONFIG,
                TopicConfig.RETENTION_BYTES_CONFIG,
                MIN_LAG)
            .map(key -> new Wrong(key, actual.apply(key), setting(wanted, key)))
            .filter(one -> losesRecords(one, actual.apply(CLEANUP)))
            .toList();
    if (!wrong.isEmpty()) {
      warnings.add(
          "Topic %1$s has %2$s. To change it: kafka-configs.sh --bootstrap-server %3$s --alter --topic %1$s --add-config '%4$s'"
              .formatted(
                  wanted.name(),
                  wrong.stream().map(Wrong::words).collect(Collectors.joining(", ")),
                  servers,
                  wrong.stream().map(Wrong::assignment).collect(Collectors.joining(","))));
    }
    return warnings;
  }

  private static String setting(NewTopic wanted, String key) {
    return wanted.configs().getOrDefault(key, key.equals(MIN_LAG) ? "0" : UNLIMITED);
  }

  private static boolean losesRecords(Wrong setting, String cleanup) {
    if (setting.key().equals(CLEANUP)) {
      return !policies(setting.is()).equals(policies(setting.should()));
    }
    boolean inEffect = setting.key().equals(MIN_LAG) || cleanup.contains("delete");
    return inEffect
        && !setting.is().equals(UNLIMITED)
        && (setting.should().equals(UNLIMITED)
            || Long.parseLong(setting.is()) < Long.parseLong(setting.should()));
  }

  private static Set<String> policies(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }
}
