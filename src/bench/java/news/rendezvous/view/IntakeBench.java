package news.rendezvous.view;

import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Intake of the view without Kafka: CPU time of the reading thread an item, and heap an item.
 * Arguments: items, rounds; the first round is cold.
 */
public final class IntakeBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final MemorySize UNBOUNDED = new MemorySize(BigInteger.valueOf(Long.MAX_VALUE));

  private IntakeBench() {}

  private record Bounds(int maxItems, Duration maxAge, MemorySize maxSize, Duration maxSearch, int maxWithdrawn)
      implements ViewConfig {}

  /**
   * Prints the figures.
   *
   * @param args items (100,000), rounds (3), items that the view holds (all)
   */
  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int most = args.length > 2 ? Integer.parseInt(args[2]) : count;
    Instant now = Instant.parse("2026-03-03T12:00:00Z");
    SeededItems seeded = new SeededItems(7, now);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    long bytes = 0;
    for (int n = 0; n < count; n++) {
      var made = seeded.next("items", count);
      bytes += made.value().length;
      records.add(
          new ConsumerRecord<>(
              "items", 0, n, made.timestamp(), TimestampType.CREATE_TIME,
              0, 0, made.key(), made.value(), made.headers(), Optional.empty()));
    }
    System.out.printf("%d records of %d bytes on average%n", count, bytes / count);
    for (int round = 0; round < rounds; round++) {
      long heap = used();
      Timeline timeline = new Timeline(new Bounds(most, Duration.ofDays(30), UNBOUNDED, Duration.ofMinutes(1), 200), () -> now);
      long begun = THREADS.getCurrentThreadCpuTime();
      for (var record : records) {
        timeline.put(ItemRecord.decode(record).item());
      }
      long took = THREADS.getCurrentThreadCpuTime() - begun;
      long indexed = used() - heap;
      begun = THREADS.getCurrentThreadCpuTime();
      timeline.complete(
          (item, why) -> {
            throw new IllegalStateException(why);
          });
      System.out.printf(
          "round %d: %.1f us an item, heap beside records %d bytes an item;"
              + " then %.1f us to complete it, heap %d bytes%n",
          round,
          took / 1e3 / count,
          indexed / timeline.size(),
          (THREADS.getCurrentThreadCpuTime() - begun) / 1e3 / timeline.size(),
          (used() - heap) / timeline.size());
      if (timeline.newest(Selection.ALL, null, 50).size() != 50) {
        throw new IllegalStateException();
      }
    }
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
