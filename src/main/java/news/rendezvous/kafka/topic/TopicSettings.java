package news.rendezvous.kafka.topic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares the settings of an existing topic with those that the service would create it with. It
 * warns of settings that lose stories or state, or keep replicas idle, and alters none.
 */
public final class TopicSettings {

  private static final long UNLIMITED = -1;

  private final String bootstrapServers;

  /** The servers are named in the commands of the warnings. */
  public TopicSettings(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** A wrong setting. */
  private record Wrong(String key, String is, String should) {

    String words() {
      return "%s=%s (should be %s)".formatted(key, is, should);
    }

    // The command requires brackets around a list.
    String assignment() {
      boolean list = key.equals(TopicConfig.CLEANUP_POLICY_CONFIG);
      return "%s=%s".formatted(key, list ? "[" + should + "]" : should);
    }
  }

  /**
   * At most two lines, one for settings and one for the number of partitions: the actual value, the
   * right one, and the command that sets it.
   *
   * @param wanted the topic as it would be created
   * @param partitions actual number of partitions
   * @param actual actual settings
   */
  public List<String> warnings(NewTopic wanted, int partitions, UnaryOperator<String> actual) {
    List<Wrong> wrong =
        Stream.of(
                cleanup(wanted, actual),
                atLeast(wanted, TopicConfig.RETENTION_MS_CONFIG, actual),
                atLeast(wanted, TopicConfig.RETENTION_BYTES_CONFIG, actual),
                atLeast(wanted, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, actual))
            .flatMap(Optional::stream)
            .toList();
    return Stream.of(partitions(wanted, partitions), settings(wanted.name(), wrong))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> partitions(NewTopic wanted, int partitions) {
    return partitions >= wanted.numPartitions()
        ? Optional.empty()
        : Optional.of(
            "Topic %s has %d partitions, rendezvous.topics.partitions asks for %d: no more replicas can share its work. To change it: kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                .formatted(
                    wanted.name(),
                    partitions,
                    wanted.numPartitions(),
                    bootstrapServers,
                    wanted.name(),
                    wanted.numPartitions()));
  }

  private static Optional<Wrong> cleanup(NewTopic wanted, UnaryOperator<String> actual) {
    String key = TopicConfig.CLEANUP_POLICY_CONFIG;
    String is = actual.apply(key);
    String should = Objects.requireNonNull(wanted.configs().get(key));
    return policies(is).equals(policies(should))
        ? Optional.empty()
        : Optional.of(new Wrong(key, is, should));
  }

  private static Set<String> policies(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }

  private static Optional<Wrong> atLeast(
      NewTopic wanted, String key, UnaryOperator<String> actual) {
    boolean deletes = actual.apply(TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete");
    if (!deletes && !key.equals(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG)) {
      return Optional.empty(); // no retention without deletion
    }
    long is = Long.parseLong(actual.apply(key));
    String should = wanted.configs().getOrDefault(key, unset(key));
    return is == UNLIMITED || (!should.equals("-1") && is >= Long.parseLong(should))
        ? Optional.empty()
        : Optional.of(new Wrong(key, String.valueOf(is), should));
  }

  private static String unset(String key) {
    return key.equals(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG) ? "0" : String.valueOf(UNLIMITED);
  }

  private Optional<String> settings(String topic, List<Wrong> wrong) {
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Topic %s has %s. To change it: kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config '%s'"
                .formatted(
                    topic,
                    wrong.stream().map(Wrong::words).collect(Collectors.joining(", ")),
                    bootstrapServers,
                    topic,
                    wrong.stream().map(Wrong::assignment).collect(Collectors.joining(","))));
  }
}
