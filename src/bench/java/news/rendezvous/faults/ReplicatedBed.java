package news.rendezvous.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.KafkaCluster;
import news.rendezvous.bench.KafkaSecurity;

/** Three replicas beside three brokers, sixty feeds, readers, and what must hold of all of them. */
final class ReplicatedBed implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofSeconds(4);

  private static final int BROKERS = 3;
  private static final int REPLICAS = 3;
  private static final int SOURCES = 60;
  private static final int STORY_MILLIS = 500;
  private static final int ANSWER_MILLIS = 50;
  private static final int READERS = 4;
  private static final Duration EXIT = Duration.ofSeconds(20);
  private static final Set<Integer> EXIT_CODES = Set.of(0, 143);
  private static final Pattern LOGGED =
      Pattern.compile("^\\S+ \\S+ (WARN|ERROR|FATAL) +\\[([^]]+)");
  private static final Pattern NEXT = Pattern.compile("\"next_url\" *: *\"https://[^/]+([^\"]+)\"");

  private final Findings findings;
  private final KafkaCluster cluster;
  private final TestBed bed;
  private RoamingReaders readers;

  ReplicatedBed(Findings findings) throws Exception {
    this.findings = findings;
    Press press = new Press(Scenarios.seed(), STORY_MILLIS, SOURCES, ANSWER_MILLIS);
    cluster = new KafkaCluster(BROKERS, KafkaSecurity.none());
    bed = new TestBed(press, cluster, REPLICAS);
    bed.replicas().forEach(ReplicatedBed::configure);
  }

  private static void configure(Installation replica) {
    replica.set("rendezvous.poll.interval", INTERVAL.toSeconds() + "s");
    replica.set("rendezvous.poll.adaptation", 1);
    replica.set("rendezvous.topics.partitions", 6);
    replica.set("rendezvous.topics.replication-factor", BROKERS);
    replica.set("rendezvous.dedup.standbys", 1);
  }

  void start(int replicas) throws Exception {
    cluster.start();
    bed.launch(findings, replicas);
    readers = new RoamingReaders(bed.replicas(), READERS);
    readers.start(findings);
    bed.publish(findings);
  }

  List<Installation> replicas() {
    return bed.replicas();
  }

  KafkaCluster cluster() {
    return cluster;
  }

  /** Notes the longest time without an item of an edition since the last call. */
  void noteLongestPause(String during) {
    findings.note(
        "longest time without an item of an edition, " + during,
        "%.1f s".formatted(bed.witness().longestPause() / 1e9));
  }

  /** Ends a replica by SIGTERM. */
  void terminate(Installation replica) throws Exception {
    long begun = System.nanoTime();
    replica.service().signal("TERM");
    OptionalInt code = replica.service().exitCode(EXIT.multipliedBy(3));
    long took = System.nanoTime() - begun;
    findings.require(
        "ends within 20 s with 0 or 143",
        took <= EXIT.toNanos() && code.isPresent() && EXIT_CODES.contains(code.getAsInt()),
        "%.1f s, %s".formatted(took / 1e9, code));
  }

  void launch(Installation replica) throws Exception {
    TestBed.launch(replica);
    findings.within(TestBed.RECOVERY, "ready", replica::isReady);
  }

  /**
   * Stops the feeds and compares topic, views, streams, polls and logs of the replicas that run.
   */
  void verify(List<Installation> running) throws Exception {
    long begun = System.nanoTime();
    findings.within(
        TestBed.RECOVERY, "new items in every edition", () -> bed.witness().sawAllSince(begun));
    bed.verify(findings);
    readers.verify(
        findings,
        Witness.readAll(bed.kafka()).stream()
            .map(record -> new String(record.headers().lastHeader("ce_id").value()))
            .collect(Collectors.toSet()));
    compareViews(running);
    auditPolls();
    readLogs();
  }

  private void compareViews(List<Installation> running) throws Exception {
    for (String feed :
        List.of("/feed.json?limit=500", "/feed.rss?limit=500", "/feed.atom?limit=500")) {
      findings.within(
          TestBed.RECOVERY,
          "the same bytes everywhere: " + feed,
          () -> running.stream().map(one -> body(one, feed)).distinct().count() == 1);
    }
    List<String> pages = pages(running.get(0));
    findings.require(
        "the same pages, to the last",
        running.stream().allMatch(one -> pages(one).equals(pages)),
        "%d replicas, %d pages of 500".formatted(running.size(), pages.size()));
  }

  private static String body(Installation replica, String path) {
    try {
      return replica.read(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> pages(Installation replica) {
    List<String> pages = new ArrayList<>();
    String path = "/feed.json?limit=500";
    while (path != null) {
      String page = body(replica, path);
      pages.add(page);
      Matcher next = NEXT.matcher(page);
      path = next.find() ? next.group(1).replace("\\u0026", "&") : null;
    }
    return pages;
  }

  private void auditPolls() {
    PollingAudit audit = PollingAudit.of(bed.press().polls(), INTERVAL);
    findings.note("polls by replica", audit.shares() + ", moves of a source " + audit.moves());
    findings.require(
        "each source is polled by one at a time",
        audit.overlapping() == 0 && audit.contested() == 0,
        "overlapping %d, contested %d".formatted(audit.overlapping(), audit.contested()));
    findings.require(
        "and never twice in a row by itself", audit.early() == 0, audit.early() + " early");
    findings.require(
        "a move repeats a poll at most",
        audit.repeated() <= audit.moves(),
        "%d repeated in %d moves".formatted(audit.repeated(), audit.moves()));
  }

  private void readLogs() throws Exception {
    Map<String, Integer> tally = new TreeMap<>();
    List<String> errors = new ArrayList<>();
    for (Installation replica : bed.replicas()) {
      if (replica.service() == null) {
        continue;
      }
      for (String line : replica.logLines()) {
        Matcher logged = LOGGED.matcher(line);
        if (logged.find()) {
          tally.merge(logged.group(1) + " " + logged.group(2), 1, Integer::sum);
          if (!logged.group(1).equals("WARN")) {
            errors.add(line);
          }
        }
      }
    }
    findings.require("no replica logs an error", errors.isEmpty(), errors.size() + " errors");
    errors.stream().limit(10).forEach(line -> System.out.println("         " + line));
    tally.forEach((kind, count) -> System.out.println("         " + count + " " + kind));
  }

  @Override
  public void close() throws Exception {
    if (readers != null) {
      readers.close();
    }
    bed.close();
  }
}
