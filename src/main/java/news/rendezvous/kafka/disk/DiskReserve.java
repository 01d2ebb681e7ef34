package news.rendezvous.kafka.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Emergency ballast file: disk space that is allocated in advance and released when another program
 * has filled the disk, so that the broker can still write its own records. CockroachDB has the same
 * ("automatic ballast files").
 */
final class DiskReserve {

  private static final int BLOCK = 1 << 20;

  private final Path file;
  private final long size;

  DiskReserve(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Bytes that are not allocated: 0 where the file is complete. */
  long missing() {
    try {
      return size == 0 || (Files.exists(file) && Files.size(file) == size) ? 0 : size;
    } catch (IOException e) {
      return size; // it was deleted
    }
  }

  /** Allocates the file by writing it: a sparse file takes no space. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'r'); // zeros may be sparse or compressed
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= BLOCK) {
        out.write(block, 0, (int) Math.min(BLOCK, left));
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Deletes the file; true if it existed. */
  boolean release() throws IOException {
    return Files.deleteIfExists(file);
  }
}
