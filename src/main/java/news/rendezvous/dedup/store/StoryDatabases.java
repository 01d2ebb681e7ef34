package news.rendezvous.dedup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jboss.logging.Logger;

/**
 * The databases of this replica, one a partition. Their directories lie beside the task directories
 * of Kafka Streams, which deletes those after every unclean end of a task: it does not know that a
 * store has committed changes only. A database that was not open for {@link
 * ChangelogPosition#MAX_AGE} is of no use any more and is deleted.
 */
public final class StoryDatabases {

  private static final Logger LOG = Logger.getLogger(StoryDatabases.class);

  private final Path directory;
  private final Function<Path, Database> opener;
  private final ChangelogOffsets offsets;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionDatabase> open = new ConcurrentHashMap<>();

  StoryDatabases(
      Path directory,
      Function<Path, Database> opener,
      ChangelogOffsets offsets,
      InstantSource clock) {
    this.directory = directory;
    this.opener = opener;
    this.offsets = offsets;
    this.clock = clock;
  }

  /**
   * Databases on disk.
   *
   * @param directory for this class alone
   * @param offsets that the databases' positions are checked against
   */
  public static StoryDatabases onDisk(Path directory, ChangelogOffsets offsets) {
    return new StoryDatabases(directory, RocksDatabase::open, offsets, InstantSource.system());
  }

  /**
   * Opens the database of a partition, or creates it. One from which a restore cannot continue is
   * discarded first.
   *
   * @throws ProcessorStateException where it cannot be read or written
   */
  synchronized PartitionDatabase open(TopicPartition changelog) {
    Path path = path(changelog);
    PartitionDatabase database = opened(changelog, path);
    Optional<String> mismatch = mismatch(database);
    if (mismatch.isPresent()) {
      LOG.warnf("State in %s is discarded and rebuilt from Kafka: %s", path, mismatch.get());
      database.close();
      delete(path);
      database = opened(changelog, path);
    }
    open.put(changelog, database);
    deleteUnused();
    return database;
  }

  private Optional<String> mismatch(PartitionDatabase database) {
    try {
      return database
          .position()
          .flatMap(at -> at.mismatch(offsets.of(database.changelog()), clock.instant()));
    } catch (RuntimeException e) { // Kafka is away: it is opened again when Kafka Streams retries
      database.close();
      throw e;
    }
  }

  private PartitionDatabase opened(TopicPartition changelog, Path path) {
    return new PartitionDatabase(changelog, opener.apply(path), clock);
  }

  // One level only, so that the directories of all changelogs are known.
  private Path path(TopicPartition changelog) {
    return directory.resolve(changelog.topic() + '-' + changelog.partition());
  }

  synchronized void close(PartitionDatabase database) {
    open.remove(database.changelog(), database);
    database.close();
  }

  /** Notes progress of a restore; see {@link PartitionDatabase#restored}. */
  void restored(TopicPartition changelog, long offset, boolean complete) {
    PartitionDatabase database = open.get(changelog);
    if (database != null) {
      database.restored(offset, complete);
    }
  }

  /** Notes that there was nothing more to restore. */
  void restored(TopicPartition changelog) {
    PartitionDatabase database = open.get(changelog);
    if (database != null) {
      database.position().ifPresent(at -> database.restored(at.offset(), true));
    }
  }

  /** Deletes all databases; none may be open. */
  public synchronized void deleteAll() {
    delete(directory);
  }

  private void deleteUnused() {
    Instant limit = clock.instant().minus(ChangelogPosition.MAX_AGE);
    for (Path path : children(directory)) {
      boolean used = open.keySet().stream().map(this::path).anyMatch(path::equals);
      if (!used && lastModified(path).isBefore(limit)) {
        LOG.infof("State in %s is deleted: its partition is elsewhere", path);
        delete(path);
      }
    }
  }

  private static Instant lastModified(Path path) {
    return children(path).stream()
        .map(StoryDatabases::modified)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> modified(path));
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static List<Path> children(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.toList();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static void delete(Path path) {
    try {
      Utils.delete(path.toFile());
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static ProcessorStateException failed(Path path, IOException e) {
    return new ProcessorStateException("the store in " + path + " cannot be read or written", e);
  }
}
