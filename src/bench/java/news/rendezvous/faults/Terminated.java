package news.rendezvous.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.bench.Installation;

/**
 * SIGTERM while feeds are polled and read, streams are open and commands come in: the process ends
 * in time, streams end with a position from which they go on, and nothing that was acknowledged is
 * lost.
 */
final class Terminated implements Scenarios.Scenario {

  private static final int STORY_MILLIS = 50;
  private static final int STREAMS = 15;
  private static final int READERS = 4;
  private static final long LOAD_MILLIS = 5_000;
  private static final Duration EXIT = Duration.ofSeconds(20);
  private static final Set<Integer> EXIT_CODES = Set.of(0, 143);

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger commands = new AtomicInteger();
  private volatile boolean loaded;

  @Override
  public void run(Findings findings, int rounds) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), true, 1)) {
      bed.start(findings);
      List<StreamClient> streams = Stream.generate(StreamClient::new).limit(STREAMS).toList();
      List<String> before = List.of();
      for (int round = 0; round < rounds; round++) {
        streams.forEach(stream -> stream.connect(bed.first().port()));
        findings.within(
            TestBed.RECOVERY,
            "all streams are open",
            () -> streams.stream().allMatch(StreamClient::hasPosition));
        before = round == 0 ? revisions(bed.kafka()) : before;
        terminate(bed, findings, streams);
        bed.first().start("-Xmx256m");
        bed.awaitRecovery(findings);
      }
      streams.forEach(stream -> stream.connect(bed.first().port()));
      String sources = bed.first().read("/admin/sources");
      findings.require(
          "every acknowledged source is there",
          !acknowledged.isEmpty()
              && acknowledged.stream().allMatch(id -> sources.contains('"' + id + '"')),
          acknowledged.size() + " sources");
      bed.verify(findings);
      List<String> since = new ArrayList<>(revisions(bed.kafka()));
      since.removeAll(Set.copyOf(before));
      compare(streams, since, findings);
    }
  }

  private void terminate(TestBed bed, Findings findings, List<StreamClient> streams)
      throws Exception {
    Installation service = bed.first();
    List<Thread> load = load(service, bed.press().url(0));
    Thread.sleep(LOAD_MILLIS);
    long begun = System.nanoTime();
    service.service().signal("TERM");
    OptionalInt code = service.service().exitCode(EXIT.multipliedBy(3));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    loaded = false;
    for (Thread thread : load) {
      thread.join();
    }
    findings.require(
        "ends within 20 s", took.compareTo(EXIT) <= 0, "%.1f s".formatted(took.toMillis() / 1e3));
    findings.require(
        "with code 0 or 143", code.isPresent() && EXIT_CODES.contains(code.getAsInt()), code);
    findings.note(
        "load until then", answers.get() + " answers, " + commands.get() + " commands done");
    List<String> ends = new ArrayList<>();
    for (StreamClient stream : streams) {
      ends.add(stream.end(1_000) + (stream.hasPosition() ? "" : " without a position"));
    }
    findings.require(
        "streams end with a position", Set.copyOf(ends).equals(Set.of("clean")), tally(ends));
  }

  /** Readers of feeds, an operator who adds sources, and one who polls. */
  private List<Thread> load(Installation service, String feed) {
    loaded = true;
    List<Thread> load = new ArrayList<>();
    IntStream.range(0, READERS)
        .forEach(
            n ->
                load.add(repeat(() -> count(answers, service.get("/feed.json?limit=" + (n + 1))))));
    load.add(repeat(() -> add(service, feed)));
    load.add(repeat(() -> count(commands, service.post("/admin/sources/s1/poll", "{}"))));
    return load;
  }

  private void add(Installation service, String feed) throws InterruptedException {
    String id = "added-" + acknowledged.size();
    int status =
        service.post(
            "/admin/sources",
            "{\"id\":\"%s\",\"url\":\"%s/%s\",\"enabled\":false}".formatted(id, feed, id));
    if (status == 201) {
      acknowledged.add(id);
    }
    count(commands, status);
  }

  private static void count(AtomicInteger counter, int status) {
    if (status >= 200 && status < 300) {
      counter.incrementAndGet();
    }
  }

  @FunctionalInterface
  private interface Request {
    void send() throws InterruptedException;
  }

  private Thread repeat(Request request) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (loaded) {
                  request.send();
                  Thread.sleep(10);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "load");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void compare(List<StreamClient> streams, List<String> since, Findings findings)
      throws Exception {
    findings.within(
        TestBed.RECOVERY,
        "every stream got each of %d revisions".formatted(since.size()),
        () ->
            streams.stream().allMatch(stream -> Set.copyOf(stream.revisions()).containsAll(since)));
    long twice =
        streams.stream()
            .map(StreamClient::revisions)
            .filter(revisions -> Set.copyOf(revisions).size() < revisions.size())
            .count();
    findings.require("and none twice", twice == 0, streams.size() + " streams");
  }

  private static List<String> revisions(Map<String, Object> kafka) {
    return Witness.readAll(kafka).stream()
        .map(record -> new String(record.headers().lastHeader("ce_id").value()))
        .sorted()
        .toList();
  }

  private static String tally(List<String> ends) {
    return ends.stream()
        .collect(Collectors.groupingBy(end -> end, Collectors.counting()))
        .toString();
  }
}
