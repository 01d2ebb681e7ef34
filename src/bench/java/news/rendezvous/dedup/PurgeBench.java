package news.rendezvous.dedup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.item.Json;

/**
 * Latency of a new story at a steady rate of entries, with and without expiry of old stories.
 *
 * <p>Arguments: number of old stories; entries per second.
 */
public final class PurgeBench {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int SECONDS = 20;

  private final FilledProcessor held;
  private final int rate;
  private int added;

  private PurgeBench(FilledProcessor held, int rate) {
    this.held = held;
    this.rate = rate;
    this.added = held.count();
  }

  public static void main(String... arguments) throws IOException {
    try (FilledProcessor held = new FilledProcessor(true)) {
      held.fill(Integer.parseInt(arguments[0]));
      held.set(FilledProcessor.SEEN.plus(FilledProcessor.WINDOW.multipliedBy(2)));
      PurgeBench bench = new PurgeBench(held, Integer.parseInt(arguments[1]));
      bench.report("warm-up", Long.MAX_VALUE);
      bench.report("without", Long.MAX_VALUE);
      bench.report("expiring", EntryProcessor.EXPIRE_EVERY.toNanos());
      System.out.printf("%.0f a second expired%n", held.expired() / SECONDS);
    }
  }

  private void report(String name, long expireEvery) {
    List<byte[]> values =
        IntStream.range(added, added + rate * SECONDS)
            .mapToObj(FilledProcessor::entry)
            .map(Json::encode)
            .toList();
    added += values.size();
    long[] waits = waits(values, expireEvery);
    Arrays.sort(waits);
    System.out.printf(
        "%-10s ms p50 %.2f, p99 %.2f, most %.2f%n",
        name,
        waits[waits.length / 2] / 1e6,
        waits[waits.length * 99 / 100] / 1e6,
        waits[waits.length - 1] / 1e6);
  }

  /**
   * Nanoseconds from when each entry was to come, busy or not, to its decision. The clock is the
   * CPU time of this thread, which waits by spinning: that others use the machine does not count.
   */
  private long[] waits(List<byte[]> values, long expireEvery) {
    long[] waits = new long[values.size()];
    long begun = cpuTime();
    long expireAt = expireEvery;
    for (int n = 0; n < waits.length; n++) {
      long due = n * SECOND / rate;
      while (cpuTime() - begun < due) {
        Thread.onSpinWait();
      }
      if (cpuTime() - begun >= expireAt) {
        held.expire();
        expireAt += expireEvery;
      }
      held.process(values.get(n));
      waits[n] = cpuTime() - begun - due;
    }
    held.published();
    return waits;
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
