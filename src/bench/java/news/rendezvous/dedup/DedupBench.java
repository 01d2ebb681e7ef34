package news.rendezvous.dedup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;

/**
 * CPU time of a decision by the number of stored stories, on one thread and without a broker.
 *
 * <p>Arguments: {@code disk} or {@code heap}; then numbers of stories, ascending.
 */
public final class DedupBench {

  private static final int ROUND = 20_000;
  private static final int WARM_ROUNDS = 7;

  private final Random random = new Random(7);
  private final FilledProcessor held;

  private DedupBench(FilledProcessor held) {
    this.held = held;
  }

  public static void main(String... arguments) throws IOException {
    boolean disk = arguments[0].equals("disk");
    try (FilledProcessor held = new FilledProcessor(disk)) {
      new DedupBench(held).warmUp();
    }
    try (FilledProcessor held = new FilledProcessor(disk)) {
      DedupBench bench = new DedupBench(held);
      System.out.println(
          "      held  again/s   new/s  us just filled  us again  us new  heap MB  disk MB  B/story");
      for (String size : List.of(arguments).subList(1, arguments.length)) {
        held.fill(Integer.parseInt(size));
        bench.report();
      }
      System.out.printf("opened in %.2f s%n", held.secondsToOpen());
    }
  }

  private void warmUp() {
    measure("new", FilledProcessor::entry);
    measure("again", FilledProcessor::entry);
  }

  private void report() throws IOException {
    int known = held.count();
    double filled = again(known);
    held.settle();
    double again =
        IntStream.range(0, WARM_ROUNDS)
            .mapToDouble(round -> again(known))
            .sorted()
            .skip(WARM_ROUNDS / 2)
            .findFirst()
            .orElseThrow();
    double fresh = measure("new", n -> FilledProcessor.entry(known + n));
    held.add(ROUND);
    System.gc();
    long heap = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10;
    long disk = held.bytes() >> 10;
    System.out.printf(
        "%10d %8.0f %7.0f %15.1f %9.1f %7.1f %8d %8d %8d%n",
        known,
        1e6 / again,
        1e6 / fresh,
        filled,
        again,
        fresh,
        heap >> 10,
        disk >> 10,
        Math.max(disk, heap) * 1024 / held.count());
  }

  private double again(int known) {
    return measure("again", n -> FilledProcessor.entry(random.nextInt(known)));
  }

  /** Microseconds of this thread an entry, its JSON made before. */
  private double measure(String name, IntFunction<Entry> entry) {
    List<byte[]> values = IntStream.range(0, ROUND).mapToObj(entry).map(Json::encode).toList();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    values.forEach(held::process);
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int published = held.published();
    if (published != (name.equals("again") ? 0 : ROUND)) {
      throw new IllegalStateException(name + " published " + published);
    }
    return (after - before) / 1e3 / ROUND;
  }
}
