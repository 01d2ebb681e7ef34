package news.rendezvous.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small ext4 file system in a file, mounted for as long as it is open. Needs root. */
final class LoopMount implements AutoCloseable {

  private final Path image;
  private final Path directory;

  private LoopMount(Path image, Path directory) {
    this.image = image;
    this.directory = directory;
  }

  /**
   * Makes and mounts a file system.
   *
   * @param block bytes of a block
   */
  static LoopMount of(long bytes, int block) throws IOException, InterruptedException {
    Path image = Files.createTempFile("rendezvous-disk", ".img");
    Path directory = Files.createTempDirectory("rendezvous-disk");
    LoopMount mount = new LoopMount(image, directory);
    try {
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength(bytes);
      }
      // Nothing is kept back for root.
      run("mkfs.ext4", "-q", "-m", "0", "-b", Integer.toString(block), image.toString());
      run("mount", "-o", "loop", image.toString(), directory.toString());
      return mount;
    } catch (IOException e) {
      mount.delete();
      throw e;
    }
  }

  Path directory() {
    return directory;
  }

  /** Free bytes. */
  long free() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + ": " + output.strip());
    }
  }

  private void delete() throws IOException {
    Files.deleteIfExists(directory);
    Files.deleteIfExists(image);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", directory.toString());
    delete();
  }
}
