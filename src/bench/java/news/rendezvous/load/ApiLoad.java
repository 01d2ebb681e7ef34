package news.rendezvous.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import news.rendezvous.bench.Installation;

/** Feeds that are added and polled by the admin API, cold and warm; starts, exits, idle figures. */
final class ApiLoad {

  private static final int STORIES = 50;
  private static final int CLIENTS = 8;
  private static final int SINGLES = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int feeds;
  private final int rounds;
  private final Report report = new Report("api");

  ApiLoad(int feeds, int rounds) {
    this.feeds = feeds;
    this.rounds = rounds;
  }

  void run() throws Exception {
    try (LoadBed bed = new LoadBed(feeds, Math.min(feeds, 50), 86_400_000)) {
      report.atMost("start, empty", bed.start() / 1e3, "s", 4);
      idle(bed);
      cold(bed);
      report.add("exit after load", bed.stop() / 1e3, "s");
      report.add("start, " + feeds * STORIES + " items in the topic", bed.start() / 1e3, "s");
      unchanged(bed);
      warm(bed);
      singles(bed);
      bed.service().kill();
      report.add("start after kill -9", bed.start() / 1e3, "s");
      report.atMost("exit, idle", bed.stop() / 1e3, "s", 2);
    }
    report.print();
  }

  private void idle(LoadBed bed) throws IOException, InterruptedException {
    try (ProcessProbe probe = bed.probe()) {
      report.add("start, empty: CPU", probe.cpuSeconds(), "s");
      Thread.sleep(60_000);
      double cpu = probe.cpuSeconds();
      Thread.sleep(30_000);
      report.atMost("idle CPU", (probe.cpuSeconds() - cpu) / 0.3, "% of a core", 3);
      report.atMost(
          "idle resident", probe.anonymousMegabytes() + probe.fileMegabytes(), "MB", 262);
      report.add("idle anonymous", probe.anonymousMegabytes(), "MB");
      report.add("idle threads", probe.threads(), "");
    }
  }

  private void cold(LoadBed bed) throws Exception {
    bed.stop();
    bed.start();
    bed.control("fill?from=0&to=" + feeds + "&stories=" + STORIES);
    try (ProcessProbe probe = bed.probe();
        ItemsProbe items = new ItemsProbe(bed.installation())) {
      double cpu = probe.cpuSeconds();
      long begun = System.nanoTime();
      everyFeed(feed -> add(bed, feed) && poll(bed.installation(), feed));
      int wanted = feeds * STORIES;
      check(items.await(wanted, PATIENCE), items.stories() + " stories of " + wanted);
      double seconds = (System.nanoTime() - begun) / 1e9;
      report.add("cold ingest", wanted / seconds, "items/s");
      report.atLeast(
          "cold ingest by CPU", wanted / (probe.cpuSeconds() - cpu), "items/CPU s", 1_500);
      report.add("stories published twice, cold", items.twice(), "");
      report.add("peak anonymous", probe.peakAnonymousMegabytes(), "MB");
    }
  }

  private void unchanged(LoadBed bed) throws Exception {
    rounds("304 rounds by API, after a start", 1_500, bed);
    rounds("304 rounds by API, then", 1_500, bed);
  }

  private void rounds(String name, int goal, LoadBed bed) throws Exception {
    try (ProcessProbe probe = bed.probe()) {
      double cpu = probe.cpuSeconds();
      for (int n = 0; n < 3; n++) {
        everyFeed(feed -> poll(bed.installation(), feed));
      }
      report.atLeast(name, 3 * feeds / (probe.cpuSeconds() - cpu), "feeds/CPU s", goal);
    }
  }

  private void warm(LoadBed bed) throws Exception {
    try (ProcessProbe probe = bed.probe();
        ItemsProbe items = new ItemsProbe(bed.installation())) {
      for (int n = 1; n <= rounds; n++) {
        bed.control("fill?from=0&to=" + feeds + "&stories=" + STORIES);
        double cpu = probe.cpuSeconds();
        everyFeed(feed -> poll(bed.installation(), feed));
        int wanted = n * feeds * STORIES;
        check(items.await(wanted, PATIENCE), items.stories() + " stories of " + wanted);
        report.atLeast(
            "warm ingest by CPU, round " + n,
            feeds * STORIES / (probe.cpuSeconds() - cpu),
            "items/CPU s",
            6_000);
      }
      report.add("stories published twice, warm", items.twice(), "");
      report.atMost(
          "peak anonymous by -Xmx512m, whole run", probe.peakAnonymousMegabytes() / 537, "", 1.4);
    }
  }

  /** One story at a time: answer of the poll to the event on a stream. */
  private void singles(LoadBed bed) throws Exception {
    List<Long> delays = new ArrayList<>();
    try (ItemsProbe items = new ItemsProbe(bed.installation())) {
      for (int n = 0; n < SINGLES; n++) {
        int feed = n * 7 % feeds;
        String end = "&to=" + (feed + 1) + "&stories=1";
        int story = Integer.parseInt(bed.control("fill?from=" + feed + end)) - 1;
        check(poll(bed.installation(), feed), "poll refused");
        long answered = System.currentTimeMillis();
        delays.add(Math.max(0, items.awaitOnStream(story, PATIENCE) - answered));
      }
    }
    report.atMost("poll answered to event, p50", Delays.of(delays).at(0.5), "ms", 60);
    report.atMost("poll answered to event, p99", Delays.of(delays).at(0.99), "ms", 120);
  }

  private static boolean add(LoadBed bed, int feed) {
    String body =
        "{\"id\":\"%s\",\"url\":\"%s\"}"
            .formatted(bed.addresses().id(feed), bed.addresses().url(feed));
    return status(bed.installation(), "/admin/sources", body) == 201;
  }

  private static boolean poll(Installation installation, int feed) {
    return status(installation, "/admin/sources/feed-" + feed + "/poll", "") == 200;
  }

  private static int status(Installation installation, String path, String body) {
    try {
      return installation.post(path, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void everyFeed(IntPredicate command) throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<Boolean>> commands =
          IntStream.range(0, feeds)
              .<Callable<Boolean>>mapToObj(feed -> () -> command.test(feed))
              .toList();
      int refused = 0;
      for (Future<Boolean> answer : clients.invokeAll(commands)) {
        refused += answer.get() ? 0 : 1;
      }
      check(refused == 0, refused + " commands refused");
    } finally {
      clients.shutdown();
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
