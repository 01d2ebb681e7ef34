package news.rendezvous.kafka.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.KafkaFailure;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Topics as of the last metadata check, and the problems of those that cannot be used: missing, not
 * permitted, or without a leader. Updated by one thread, read by any.
 */
final class TopicHealth {

  /** Required operations on every topic of the service, with the names of ACL tools. */
  private static final Map<AclOperation, String> NEEDED =
      Map.of(AclOperation.READ, "Read", AclOperation.WRITE, "Write");

  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Map<String, String> missingRights = new HashMap<>();
  private volatile Map<String, TopicLayout> layouts = Map.of();
  private Set<String> leaderless = Set.of();

  /** Replaces the metadata by that of a new check. */
  void update(TopicAdmin.Described described) {
    missingRights.clear();
    Map<String, TopicLayout> found = new HashMap<>();
    described
        .topics()
        .forEach(
            (name, topic) -> {
              found.put(name, TopicLayout.of(topic));
              problems.remove(name);
              missingRights(topic).ifPresent(rights -> missingRights.put(name, rights));
            });
    // Each of both rights includes that to describe.
    described.denied().forEach(topic -> problems.put(topic, grant("Read and Write", topic)));
    layouts = Map.copyOf(found);
  }

  void notCreated(String topic, KafkaFailure failure) {
    problems.put(
        topic,
        failure.kind() == KafkaFailure.Kind.AUTHORIZATION
            ? "the topic %s does not exist and a right is missing to make it: grant Create on it, or make it by hand"
                .formatted(topic)
            : "the topic %s does not exist and cannot be made (%s): make it by hand"
                .formatted(topic, failure.words()));
  }

  Optional<TopicLayout> find(String topic) {
    return Optional.ofNullable(layouts.get(topic));
  }

  Set<String> existing() {
    return layouts.keySet();
  }

  boolean isAnyLeaderless() {
    return layouts.values().stream().anyMatch(layout -> !layout.leaderless().isEmpty());
  }

  /** The reason why a topic cannot be used; empty where none is known. */
  Optional<String> problem(String topic) {
    TopicLayout layout = layouts.get(topic);
    if (layout == null) {
      return Optional.of(
          problems.getOrDefault(topic, "the topic %s does not exist".formatted(topic)));
    }
    return layout.leaderless().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no broker leads partitions %s of %s: start the brokers that hold them"
                .formatted(layout.leaderless(), topic));
  }

  /**
   * All problems in one line; empty where there is none. Called once a check: a new partition has
   * no leader yet, so that a missing leader is reported at the second check that finds it.
   */
  String summary() {
    Set<String> now =
        layouts.entrySet().stream()
            .filter(topic -> !topic.getValue().leaderless().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Stream<String> withoutLeader =
        now.stream().filter(leaderless::contains).flatMap(topic -> problem(topic).stream());
    String summary =
        Stream.of(problems.values().stream(), grants(), withoutLeader)
            .flatMap(lines -> lines)
            .sorted()
            .collect(Collectors.joining("; "));
    leaderless = now;
    return summary;
  }

  /**
   * The rights on a topic that are missing (KIP-430): without this check, a missing right to write
   * would show at the first write only, days later perhaps. Empty where Kafka does not list rights.
   */
  static Optional<String> missingRights(TopicDescription topic) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    if (allowed == null) {
      return Optional.empty();
    }
    String missing =
        NEEDED.entrySet().stream()
            .filter(right -> !allowed.contains(right.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .collect(Collectors.joining(" and "));
    return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
  }

  // One line for all topics that lack the same rights.
  private Stream<String> grants() {
    Map<String, String> topics =
        missingRights.keySet().stream()
            .sorted()
            .collect(Collectors.groupingBy(missingRights::get, Collectors.joining(", ")));
    return topics.entrySet().stream().map(entry -> grant(entry.getKey(), entry.getValue()));
  }

  private static String grant(String right, String topic) {
    return "a right is missing in Kafka: grant %s on topic %s".formatted(right, topic);
  }
}
