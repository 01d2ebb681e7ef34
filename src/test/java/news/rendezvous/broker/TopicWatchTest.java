package news.rendezvous.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicWatchTest {

  @Test
  void namesTheRightsThatAreMissing() {
    assertThat(TopicWatch.lacking(topic(Set.of(AclOperation.READ, AclOperation.DESCRIBE))))
        .contains("Write");
    assertThat(TopicWatch.lacking(topic(Set.of(AclOperation.DESCRIBE)))).contains("Read and Write");
    assertThat(TopicWatch.lacking(topic(Set.of(AclOperation.READ, AclOperation.WRITE)))).isEmpty();
  }

  @Test
  void hasNothingAgainstAKafkaThatDoesNotSay() {
    assertThat(TopicWatch.lacking(topic(null))).isEmpty();
  }

  private static TopicDescription topic(@Nullable Set<AclOperation> allowed) {
    return new TopicDescription("news.items", false, List.of(), allowed, Uuid.randomUuid());
  }
}
