package news.rendezvous.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicHealthTest {

  @Test
  void listsMissingRights() {
    assertThat(TopicHealth.missingRights(topic(Set.of(AclOperation.READ, AclOperation.DESCRIBE))))
        .contains("Write");
    assertThat(TopicHealth.missingRights(topic(Set.of(AclOperation.DESCRIBE))))
        .contains("Read and Write");
    assertThat(TopicHealth.missingRights(topic(Set.of(AclOperation.READ, AclOperation.WRITE))))
        .isEmpty();
  }

  @Test
  void requiresNoRightsWhereKafkaDoesNotListThem() {
    assertThat(TopicHealth.missingRights(topic(null))).isEmpty();
  }

  private static TopicDescription topic(@Nullable Set<AclOperation> allowed) {
    return new TopicDescription("news.items", false, List.of(), allowed, Uuid.randomUuid());
  }
}
