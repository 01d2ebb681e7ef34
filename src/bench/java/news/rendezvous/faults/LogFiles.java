package news.rendezvous.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;

/** The log segments of a stopped broker: each batch intact, and offsets that only grow. */
final class LogFiles {

  private LogFiles() {}

  /** Descriptions of what is corrupt below a log directory. */
  static List<String> corruption(Path directory) throws IOException {
    List<String> corrupt = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        read(file, corrupt);
      }
    }
    return corrupt;
  }

  private static void read(Path file, List<String> corrupt) throws IOException {
    try (FileRecords records = FileRecords.open(file.toFile(), false)) {
      long next = 0;
      for (FileChannelRecordBatch batch : records.batches()) {
        if (!batch.isValid()) {
          corrupt.add("%s: batch at offset %d is not valid".formatted(file, batch.baseOffset()));
        }
        if (batch.baseOffset() < next) {
          corrupt.add(
              "%s: offsets %d to %d again, where %d was due"
                  .formatted(file, batch.baseOffset(), batch.lastOffset(), next));
        }
        next = batch.lastOffset() + 1;
      }
    }
  }
}
