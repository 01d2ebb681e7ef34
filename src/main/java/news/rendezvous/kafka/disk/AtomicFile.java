package news.rendezvous.kafka.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.util.function.Supplier;

/**
 * Write-then-rename of small files: a reader finds the old or the new content, also after a crash
 * in the middle.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Replaces the content of a file, which need not exist.
   *
   * @param attributes of the new file
   */
  public static void write(Path file, String content, FileAttribute<?>... attributes)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary); // of a process that crashed, maybe with other attributes
    Files.createFile(temporary, attributes);
    Files.writeString(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a line, and writes it first where the file does not exist.
   *
   * @param attributes of the new file
   */
  public static synchronized String readOrCreate(
      Path file, Supplier<String> line, FileAttribute<?>... attributes) throws IOException {
    if (!Files.exists(file)) {
      write(file, line.get() + "\n", attributes);
    }
    return Files.readString(file).strip();
  }
}
