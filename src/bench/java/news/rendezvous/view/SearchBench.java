package news.rendezvous.view;

import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Alias;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.view.search.Queries;

/**
 * Latency of a search, and memory of the index: 100,000 items of 250 words each, one in five of them
 * in a script without spaces (600 characters).
 */
public final class SearchBench {

  private static final Instant START = Instant.parse("2026-03-03T12:00:00Z");
  private static final int WORDS = 250;
  private static final int CHARACTERS = 600;
  private static final int ROUNDS = 1_000;

  // CPU time, which other processes on the machine do not affect.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Random random = new Random(7);
  private final SeededWords text = new SeededWords(random, 60_000);
  private final Timeline timeline;

  private SearchBench(int items) {
    timeline = new Timeline(new Bounds(items, Duration.ofDays(30), new MemorySize(BigInteger.valueOf(Long.MAX_VALUE)), Duration.ofMinutes(1), 200), () -> START);
  }

  private record Bounds(int maxItems, Duration maxAge, MemorySize maxSize, Duration maxSearch, int maxWithdrawn)
      implements ViewConfig {}

  /**
   * Prints the figures.
   *
   * @param args how many items are held; 100,000 if it is left out
   */
  public static void main(String[] args) {
    int items = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
    SearchBench bench = new SearchBench(items);
    bench.fill(items);
    bench.report("two words as texts have them", () -> bench.text.word() + " " + bench.text.word());
    bench.report("two rare words", () -> bench.text.rareWord() + " " + bench.text.rareWord());
    bench.report("two pairs of characters", () -> bench.text.ideographs(2) + " " + bench.text.ideographs(2));
    bench.report("a word that nothing has", () -> "zz" + bench.text.word());
  }

  private void fill(int items) {
    Runtime runtime = Runtime.getRuntime();
    long begun = System.nanoTime();
    for (int i = 0; i < items; i++) {
      timeline.put(Timelines.held(item(i), START));
    }
    long took = System.nanoTime() - begun;
    System.gc();
    System.out.printf(
        "%d items in %.1f s; heap %d MB%n",
        items, took / 1e9, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private void report(String name, Supplier<String> query) {
    for (int i = 0; i < ROUNDS / 4; i++) {
      search(query.get());
    }
    int[] found = new int[1];
    long[] took = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      String text = query.get();
      long begun = THREADS.getCurrentThreadCpuTime();
      found[0] += search(text);
      took[i] = THREADS.getCurrentThreadCpuTime() - begun;
    }
    Arrays.sort(took);
    System.out.printf(
        "%-30s p50 %6.2f ms  p99 %6.2f ms  most %6.2f ms  found %.1f on average%n",
        name,
        took[ROUNDS / 2] / 1e6,
        took[ROUNDS * 99 / 100] / 1e6,
        took[ROUNDS - 1] / 1e6,
        (double) found[0] / ROUNDS);
  }

  private int search(String text) {
    Selection selection = new Selection(List.of(), List.of(), List.of(), Queries.of(text));
    return timeline.newest(selection, null, 51).size();
  }

  private NewsItem item(int number) {
    boolean spaced = number % 5 != 0;
    String body = spaced ? text.words(WORDS) : text.ideographs(CHARACTERS);
    Story story =
        new Story(
            null,
            spaced ? text.words(8) : text.ideographs(20),
            null,
            body,
            null,
            null,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            null);
    Instant time = START.minusSeconds(number);
    return new NewsItem(
        ItemId.of("und", new Alias(Match.GUID, Integer.toString(number))),
        story,
        new NewsItem.Extension(
            "und",
            new SourceRef("quay", null, "https://quay.example/feed"),
            null,
            1,
            time,
            time,
            null,
            null,
            List.of(),
            List.of(),
            null));
  }
}
