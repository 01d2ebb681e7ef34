package news.rendezvous.kafka.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * {@code group.instance.id} of this replica, which makes it a static member of its consumer groups
 * (KIP-345): a process that was killed takes its partitions again as soon as it is back, before the
 * session time-out. The id is kept in the data directory, as the state is.
 */
public final class GroupInstanceId {

  private static final String FILE = "instance-id";

  private GroupInstanceId() {}

  /**
   * The id in a data directory, created where there is none yet.
   *
   * @throws IOException where the directory cannot be written
   */
  public static String in(Path dataDir) throws IOException {
    Files.createDirectories(dataDir);
    return AtomicFile.readOrCreate(dataDir.resolve(FILE), () -> UUID.randomUUID().toString());
  }
}
