package news.rendezvous.dedup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.ChangelogOffsets.Range;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryDatabasesTest {

  private static final TopicPartition ONE = new TopicPartition("log", 1);
  private static final TopicPartition TWO = new TopicPartition("log", 2);
  private static final Bytes KEY = Bytes.wrap(new byte[] {'k'});

  @TempDir private Path dir;
  private Instant now = Instant.now();
  private Range changelog = new Range(0, 100);
  private PartitionDatabase open;

  @AfterEach
  void stop() {
    open.close();
  }

  @Test
  void continuesWhereADatabaseEnds() {
    store(ONE, 41);

    open = databases().open(ONE);

    assertThat(open.position().map(ChangelogPosition::offset)).contains(41L);
    assertThat(open.rows().get(KEY)).isEqualTo(new byte[] {1});
  }

  @Test
  void discardsADatabaseThatIsAheadOfItsChangelog() {
    store(ONE, 41);
    changelog = new Range(0, 20);

    open = databases().open(ONE);

    assertThat(open.position()).isEmpty();
    assertThat(open.rows().get(KEY)).isNull();
  }

  @Test
  void deletesADatabaseThatWasNotUsedForLong() throws IOException {
    store(ONE, 41);
    store(TWO, 41);
    changelog = new Range(0, 43); // nothing follows
    open = databases().open(ONE);
    assertThat(directories()).containsExactly("log-1", "log-2");
    open.close();

    now = now.plus(Duration.ofDays(1));
    age(dir.resolve("log-1"));
    age(dir.resolve("log-2"));
    open = databases().open(ONE);

    assertThat(directories()).containsExactly("log-1");
  }

  @Test
  void leavesNoDatabaseOpenWhereKafkaIsAway() {
    store(ONE, 41);
    StoryDatabases away =
        new StoryDatabases(
            dir,
            RocksDatabase::open,
            partition -> {
              throw new TimeoutException("Kafka is away");
            },
            () -> now);

    assertThatThrownBy(() -> away.open(ONE)).isInstanceOf(TimeoutException.class);

    open = databases().open(ONE);
    assertThat(open.position()).isPresent();
  }

  @Test
  void deletesAllOfThem() throws IOException {
    store(ONE, 41);

    StoryDatabases databases = databases();
    databases.deleteAll();
    open = databases.open(ONE);

    assertThat(open.position()).isEmpty();
  }

  private StoryDatabases databases() {
    return new StoryDatabases(dir, RocksDatabase::open, partition -> changelog, () -> now);
  }

  private void store(TopicPartition partition, long offset) {
    StoryDatabases databases = databases();
    PartitionDatabase database = databases.open(partition);
    database.rows().write(Map.of(KEY, Optional.of(new byte[] {1})));
    databases.restored(partition, offset, true);
    databases.close(database);
  }

  private static void age(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
  }

  private Stream<String> directories() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }
}
