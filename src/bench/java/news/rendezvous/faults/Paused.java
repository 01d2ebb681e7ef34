package news.rendezvous.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import news.rendezvous.bench.Installation;

/**
 * One of two replicas is paused (SIGSTOP), taken for dead by Kafka, and goes on (SIGCONT) as if
 * nothing had been: a zombie. It is fenced, so that there is one writer at any time.
 */
final class Paused implements Scenarios.Scenario {

  private static final int STORY_MILLIS = 300;
  private static final Duration HARM = Duration.ofSeconds(10);

  @Override
  public void run(Findings findings, int seconds) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 2)) {
      bed.start(findings);
      findings.within(TestBed.RECOVERY, "both ready", () -> TestBed.areReady(bed.replicas()));
      Installation paused = bed.replicas().get(new Random(Scenarios.seed()).nextInt(2));
      pause(paused, bed, findings, seconds);
      Thread.sleep(HARM.toMillis()); // in which it may do harm
      bed.awaitRecovery(findings);
      bed.verify(findings);
      List<Installation> both = bed.replicas();
      findings.within(
          TestBed.RECOVERY,
          "both serve the same feed",
          () -> items(both.get(0)).equals(items(both.get(1))));
      long polls = polls(paused);
      findings.within(
          TestBed.RECOVERY,
          "the paused one has its share of the polls",
          () -> polls(paused) > polls);
    }
  }

  private static void pause(Installation paused, TestBed bed, Findings findings, int seconds)
      throws Exception {
    long stopped = System.nanoTime();
    paused.service().signal("STOP");
    long last = stopped + 1_000_000_000L; // what it had sent is there by then
    findings.within(
        TestBed.RECOVERY,
        "the other took all editions over",
        () -> bed.witness().sawAllSince(last));
    long rest = stopped + seconds * 1_000_000_000L - System.nanoTime();
    Thread.sleep(Math.max(0, rest / 1_000_000));
    paused.service().signal("CONT");
  }

  /** Items of a replica's feed, without what differs by host. */
  private static String items(Installation replica) throws Exception {
    String feed = replica.read("/feed.json?limit=500");
    return feed.substring(feed.indexOf("\"items\""));
  }

  private static long polls(Installation replica) throws Exception {
    return replica
        .read("/q/metrics")
        .lines()
        .filter(line -> line.startsWith("rendezvous_fetch_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
