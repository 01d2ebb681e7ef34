package news.rendezvous.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Emergency ballast file: bytes of the disk that are taken in good times and given back when
 * another program has filled it at once, so that the broker can still write what it writes for
 * itself. CockroachDB has the same ("automatic ballast files").
 */
final class DiskReserve {

  private static final int BLOCK = 1 << 20;

  private final Path file;
  private final long size;

  DiskReserve(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Bytes that it lacks: 0 where it is there. */
  long missing() {
    try {
      return size == 0 || (Files.exists(file) && Files.size(file) == size) ? 0 : size;
    } catch (IOException e) {
      return size; // it is gone
    }
  }

  /** Takes the bytes; written, since a file with a length alone takes no room. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'r'); // zeros may take no room either
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= BLOCK) {
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, left));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Gives the bytes back; whether there were any. */
  boolean release() throws IOException {
    return Files.deleteIfExists(file);
  }
}
