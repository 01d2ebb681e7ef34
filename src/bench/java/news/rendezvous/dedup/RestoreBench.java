package news.rendezvous.dedup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.RestoredStore;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * Restore of a store from records of its changelog, without a broker: CPU time of the thread that
 * restores, and of the threads of RocksDB, which flush and compact.
 *
 * <p>Argument: number of stories.
 */
public final class RestoreBench {

  private static final int BATCH = 1_000;

  private RestoreBench() {}

  public static void main(String... arguments) throws IOException {
    int stories = Integer.parseInt(arguments[0]);
    for (int round = 0; round < 2; round++) { // the first one compiles
      Path dir = Files.createTempDirectory("rendezvous-restore");
      restore(dir, stories);
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void restore(Path dir, int stories) throws IOException {
    double background = rocksDbSeconds();
    double restored = 0;
    RestoredStore store = new RestoredStore(dir);
    List<KeyValue<byte[], byte[]>> records = new ArrayList<>();
    StoreLoader past = new StoreLoader(rows -> {}, batch -> batch.forEach(one -> add(records, one)));
    for (int n = 0; n < stories; n++) {
      past.add(FilledProcessor.entry(n), FilledProcessor.SEEN.toEpochMilli());
      if (n % BATCH == BATCH - 1) {
        past.write();
        double before = threadSeconds();
        store.restore(records);
        restored += threadSeconds() - before;
        records.clear();
      }
    }
    double busy = rocksDbSeconds() - background;
    long begun = System.nanoTime();
    store.close();
    System.out.printf(
        "%d stories: %.1f us a story on the restoring thread, %.1f us of RocksDB's threads;"
            + " closed in %.2f s, %d MB on disk%n",
        stories,
        restored * 1e6 / stories,
        busy * 1e6 / stories,
        (System.nanoTime() - begun) / 1e9,
        bytes(dir) >> 20);
  }

  private static void add(List<KeyValue<byte[], byte[]>> records, KeyValue<Bytes, byte[]> one) {
    records.add(KeyValue.pair(one.key.get(), one.value));
  }

  private static double threadSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  /** CPU time of the threads of RocksDB, by their names. */
  private static double rocksDbSeconds() throws IOException {
    double seconds = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.contains("(rocksdb")) {
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        }
      }
    }
    return seconds;
  }

  private static long bytes(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
