package news.rendezvous.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * Write-then-rename of small files: a reader finds the old or the new content, also after a crash in
 * the middle.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Replaces the content of a file, which need not exist. */
  public static void write(Path file, String content) throws IOException {
    replace(file, content);
  }

  /** The first line of a file that is created with the given content where it does not exist. */
  public static synchronized String readOrCreate(Path file, Supplier<String> content)
      throws IOException {
    if (!Files.exists(file)) {
      replace(file, content.get() + "\n");
    }
    return Files.readString(file).strip();
  }

  /** The same for a secret: the file is readable by its owner alone (mode 0600). */
  public static synchronized String readOrCreateSecret(Path file, Supplier<String> content)
      throws IOException {
    if (!Files.exists(file)) {
      replace(
          file,
          content.get() + "\n",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.readString(file).strip();
  }

  private static void replace(Path file, String content, FileAttribute<?>... attributes)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary); // of a process that crashed, maybe with other permissions
    Files.createFile(temporary, attributes);
    Files.writeString(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
