package news.rendezvous.kafka.topic;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a topic.
 *
 * @param id topic id (KIP-516); a topic that was deleted and created again has another one
 * @param partitions at least 1; only ever grows while the id stays
 * @param leaderless partitions without a leader
 */
public record TopicLayout(Uuid id, int partitions, Set<Integer> leaderless) {

  static TopicLayout of(TopicDescription topic) {
    Set<Integer> leaderless =
        topic.partitions().stream()
            .filter(partition -> isNone(partition.leader()))
            .map(TopicPartitionInfo::partition)
            .collect(Collectors.toUnmodifiableSet());
    return new TopicLayout(topic.topicId(), topic.partitions().size(), leaderless);
  }

  private static boolean isNone(@Nullable Node leader) {
    return leader == null || leader.isEmpty();
  }
}
