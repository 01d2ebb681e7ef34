package news.rendezvous.dedup.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOriginTest {

  private static final Map<String, String> TOPICS = Map.of("changelog", "one", "items", "two");

  @TempDir private Path dir;
  private StateOrigin origin;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(dir.resolve("streams/test.dedup/0_0"));
    origin = new StateOrigin(dir, dir.resolve("streams/test.dedup"));
    origin.keep("cluster", TOPICS);
  }

  @Test
  void acceptsStateOfItsClusterAndTopics() throws IOException {
    assertThat(origin.mismatch("cluster", TOPICS)).isEmpty();
  }

  @Test
  void rejectsStateOfAnotherCluster() throws IOException {
    assertThat(origin.mismatch("other", TOPICS))
        .contains("it belongs to cluster cluster, this is other");
  }

  @Test
  void rejectsStateOfAChangelogWithAnotherName() throws IOException {
    assertThat(origin.mismatch("cluster", Map.of("changelog-5", "one")))
        .contains("it is no copy of topic changelog-5");
  }

  @Test
  void rejectsStateOfATopicThatWasCreatedAgain() throws IOException {
    assertThat(origin.mismatch("cluster", Map.of("changelog", "three", "items", "two")))
        .contains("topic changelog was made again since");
  }

  @Test
  void rejectsStateWithoutIds() throws IOException {
    Files.delete(dir.resolve("streams-origin.properties"));

    assertThat(origin.mismatch("cluster", TOPICS))
        .contains("it does not say which cluster it belongs to");
  }

  @Test
  void acceptsAMissingStateDirectory() throws IOException {
    StateOrigin none = new StateOrigin(dir, dir.resolve("streams/none"));

    assertThat(none.mismatch("cluster", TOPICS)).isEmpty();
  }
}
