package news.rendezvous.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.bench.Installation;

/**
 * Kafka does not answer for minutes: the view is served and its age shown, the service stays alive,
 * and polling resumes by itself. Its log has a line when Kafka goes, one when it is back, and one a
 * minute of the clients.
 */
final class KafkaAway {

  private static final int STORY_MILLIS = 300;
  private static final String GONE = "Kafka is not reachable at";
  private static final String BACK = "Kafka is reachable again";
  private static final Pattern OF_CLIENTS = Pattern.compile(" \\[org\\.apache\\.kafka\\.");
  private static final Pattern AGE = Pattern.compile("\"age_s\": *(\\d+)");
  private static final Pattern AGE_METRIC =
      Pattern.compile("(?m)^rendezvous_view_age_seconds(?:\\{[^}]*})? ([0-9.E]+)$");

  private final Findings findings;
  private final TestBed bed;
  private final Installation service;
  private final List<String> refused = new ArrayList<>();
  private long age;
  private double ageMetric;

  private KafkaAway(Findings findings, TestBed bed) {
    this.findings = findings;
    this.bed = bed;
    this.service = bed.first();
  }

  /** The broker's process ends and is started again. */
  static void stopped(Findings findings, int seconds) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 1)) {
      new KafkaAway(findings, bed).run(seconds, () -> bed.broker().close(), bed::startBroker);
    }
  }

  /** The broker's process is paused: connections stand, and nothing answers. */
  static void hanging(Findings findings, int seconds) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 1)) {
      new KafkaAway(findings, bed)
          .run(seconds, () -> bed.broker().signal("STOP"), () -> bed.broker().signal("CONT"));
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private void run(int seconds, Step goes, Step returns) throws Exception {
    bed.start(findings);
    findings.within(TestBed.RECOVERY, "ready", service::isReady);
    int logged = service.logLines().size();
    long begun = System.nanoTime();
    goes.run();
    int rounds = 0;
    for (; System.nanoTime() - begun < seconds * 1_000_000_000L; rounds++) {
      observe();
      Thread.sleep(1_000);
    }
    findings.require(
        "feed, page, liveness and readiness stay up", refused.isEmpty(), refusals(rounds));
    findings.require("readiness shows the age of the view", age > seconds / 2, age + " s");
    findings.require("so do the metrics", ageMetric > seconds / 2.0, ageMetric + " s");
    int command = service.post("/admin/sources/s0/poll", "{}");
    findings.require("a command says that it cannot be done", command == 503, command);
    returns.run();
    bed.awaitRecovery(findings);
    bed.verify(findings);
    readLog(logged, (System.nanoTime() - begun) / 1_000_000_000L);
  }

  private void observe() throws Exception {
    for (String path : List.of("/feed.json", "/", "/q/health/live", "/q/health/ready")) {
      int status = service.get(path);
      if (status != 200) {
        refused.add(path + " " + status);
      }
    }
    Matcher shown = AGE.matcher(service.read("/q/health/ready"));
    age = shown.find() ? Long.parseLong(shown.group(1)) : -1;
    Matcher metered = AGE_METRIC.matcher(service.read("/q/metrics"));
    ageMetric = metered.find() ? Double.parseDouble(metered.group(1)) : -1;
  }

  private String refusals(int rounds) {
    return "asked %d times; refused: %s"
        .formatted(
            rounds, refused.stream().collect(Collectors.groupingBy(x -> x, Collectors.counting())));
  }

  private void readLog(int from, long seconds) throws Exception {
    List<String> all = service.logLines();
    List<String> lines =
        all.subList(from, all.size()).stream()
            .filter(line -> !line.contains("Poll found new or changed entries"))
            .toList();
    long gone = lines.stream().filter(line -> line.contains(GONE)).count();
    long back = lines.stream().filter(line -> line.contains(BACK)).count();
    long clients = lines.stream().filter(line -> OF_CLIENTS.matcher(line).find()).count();
    findings.require(
        "one line when it goes, one when it is back", gone == 1 && back == 1, gone + ", " + back);
    findings.require(
        "at most one line a minute of the clients",
        clients <= seconds / 60 + 1,
        "%d in %d s; %d lines in all".formatted(clients, seconds, lines.size()));
    lines.forEach(line -> System.out.println("         " + line));
  }
}
