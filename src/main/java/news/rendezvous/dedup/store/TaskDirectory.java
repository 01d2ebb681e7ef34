package news.rendezvous.dedup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Directory that Kafka Streams has for a task. It reads the file {@value #CHECKPOINT} there after
 * the stores were opened, continues behind the offset that it finds, and deletes it. Without the
 * file it takes a store in the directory for one with changes of an aborted transaction, deletes
 * all, and restores it from the first record. KIP-1035 plans an interface for it.
 */
final class TaskDirectory {

  private static final String CHECKPOINT = ".checkpoint";

  /** For a store without a position: it is restored from the first record. */
  private static final long UNKNOWN = -4;

  /** An empty directory is not counted as a copy when tasks are assigned. */
  private static final String STORES = "rocksdb";

  private TaskDirectory() {}

  /**
   * Writes the checkpoint: version, number of lines, and a line for the store.
   *
   * @throws ProcessorStateException where the directory cannot be written
   */
  static void checkpoint(
      Path directory, TopicPartition changelog, Optional<ChangelogPosition> position) {
    long offset = position.map(ChangelogPosition::offset).orElse(UNKNOWN);
    try {
      Files.createDirectories(directory.resolve(STORES));
      Files.writeString(
          directory.resolve(CHECKPOINT),
          "0\n1\n%s %s %s\n".formatted(changelog.topic(), changelog.partition(), offset));
    } catch (IOException e) {
      throw new ProcessorStateException("the checkpoint in " + directory + " cannot be written", e);
    }
  }
}
