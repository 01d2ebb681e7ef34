package news.rendezvous.kafka.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import news.rendezvous.kafka.client.BrokerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Data directory with a file lock while the process lives: two processes in one directory would
 * destroy each other's log and state stores. It is created for its owner alone (mode 0700), since
 * it has the admin token and all records.
 */
public final class DataDirectory implements AutoCloseable {

  private final FileChannel lock;

  private DataDirectory(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Creates the directory where it does not exist, and locks it.
   *
   * @throws IOException with the cause and the key that changes the directory
   */
  public static DataDirectory claim(Path directory) throws IOException {
    Path path = directory.toAbsolutePath();
    FileChannel channel = lockFile(path);
    try {
      if (tryLock(channel) == null) {
        throw new IOException(
            "The data directory %s is in use by another process: end it, or set RENDEZVOUS_DATA_DIR to another directory"
                .formatted(path));
      }
      return new DataDirectory(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * {@code group.instance.id} of this replica, which makes it a static member of its consumer
   * groups (KIP-345): a process that was killed takes its partitions again as soon as it is back,
   * before the session time-out. Without {@code rendezvous.instance-id} it is kept in the data
   * directory, as the state is.
   *
   * @throws IOException where the directory cannot be written
   */
  public static String groupInstanceId(BrokerConfig config) throws IOException {
    if (config.instanceId().isPresent()) {
      return config.instanceId().get();
    }
    Path directory = config.dataDir();
    Files.createDirectories(directory);
    return AtomicFile.readOrCreate(
        directory.resolve("instance-id"), () -> UUID.randomUUID().toString());
  }

  private static FileChannel lockFile(Path path) throws IOException {
    try {
      create(path);
      return FileChannel.open(
          path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "The data directory %s cannot be written (%s): give it to the user of this process, or set RENDEZVOUS_DATA_DIR to another directory"
              .formatted(path, reason(e)),
          e);
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(path, owner);
  }

  // The messages of these exceptions are nothing but a path.
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it cannot be made there";
    }
    return e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException
        ? "it is a file"
        : String.valueOf(e.getMessage());
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // locked by this process
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
