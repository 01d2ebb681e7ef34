package news.rendezvous.dedup.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOriginTest {

  private static final Map<String, String> TOPICS = Map.of("changelog", "one", "items", "two");
  private static final Map<TopicPartition, Long> ENDS =
      Map.of(new TopicPartition("changelog", 0), 42L);

  @TempDir private Path dir;
  private Path task;
  private StateOrigin origin;

  @BeforeEach
  void start() throws IOException {
    task = Files.createDirectories(dir.resolve("streams/test.dedup/0_0"));
    origin = new StateOrigin(dir, dir.resolve("streams/test.dedup"));
    origin.keep("cluster", TOPICS);
  }

  @Test
  void acceptsStateOfItsClusterAndTopics() throws IOException {
    checkpoint(41);

    assertThat(origin.mismatch("cluster", TOPICS, () -> ENDS)).isEmpty();
  }

  @Test
  void rejectsStateOfAnotherCluster() throws IOException {
    assertThat(origin.mismatch("other", TOPICS, () -> ENDS))
        .contains("it belongs to cluster cluster, this is other");
  }

  @Test
  void rejectsStateOfAChangelogWithAnotherName() throws IOException {
    assertThat(origin.mismatch("cluster", Map.of("changelog-5", "one"), () -> ENDS))
        .contains("it is no copy of topic changelog-5");
  }

  @Test
  void rejectsStateOfATopicThatWasCreatedAgain() throws IOException {
    assertThat(origin.mismatch("cluster", Map.of("changelog", "three", "items", "two"), () -> ENDS))
        .contains("topic changelog was made again since");
  }

  @Test
  void rejectsStateThatIsAheadOfItsTopic() throws IOException {
    checkpoint(42);

    assertThat(origin.mismatch("cluster", TOPICS, () -> ENDS))
        .contains("it is ahead of changelog-0: offset 42 of 42");
  }

  @Test
  void rejectsUnreadableCheckpoints() throws IOException {
    Files.writeString(task.resolve(".checkpoint"), "0\n1\nchangelog zero far\n");

    assertThat(origin.mismatch("cluster", TOPICS, () -> ENDS).orElseThrow())
        .startsWith("its checkpoints cannot be read");
  }

  @Test
  void rejectsStateWithoutIds() throws IOException {
    Files.delete(dir.resolve("streams-origin.properties"));

    assertThat(origin.mismatch("cluster", TOPICS, () -> ENDS))
        .contains("it does not say which cluster it belongs to");
  }

  @Test
  void acceptsAMissingStateDirectoryBeforeTheEndsOfANewTopicAreKnown() throws IOException {
    StateOrigin none = new StateOrigin(dir, dir.resolve("streams/none"));

    assertThat(none.mismatch("cluster", TOPICS, StateOriginTest::unknown)).isEmpty();
  }

  private static Map<TopicPartition, Long> unknown() {
    throw new UnknownTopicOrPartitionException("changelog");
  }

  private void checkpoint(long offset) throws IOException {
    Files.writeString(task.resolve(".checkpoint"), "0\n1\nchangelog 0 " + offset + "\n");
  }
}
