package news.rendezvous.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.Timings;

/**
 * The packaged service, killed again and again while its feeds grow: first one process with its
 * broker inside, then two beside a broker. Other faults are in {@link Faults}.
 *
 * <p>Settings are system properties: {@code scenario}, {@code inside} or {@code outside}, else
 * both; {@code seed}; {@code kills}, of each scenario. A scenario stops killing after {@code
 * minutes}, and fails where it had too few kills by then.
 */
final class Chaos implements AutoCloseable {

  private static final int KILLS = Integer.getInteger("kills", 26);
  private static final Duration BOUND = Duration.ofMinutes(Integer.getInteger("minutes", 10));
  private static final int STORY_MILLIS = 300;

  private final Random random = new Random(Scenarios.seed());
  private final Findings findings = new Findings();
  private final TestBed bed;
  private final Timings ready = new Timings("start to ready");
  private final Timings first = new Timings("kill to the first new item");
  private final Timings all = new Timings("kill to a new item in every edition");
  private int kills;
  private int early;

  private Chaos(boolean brokerInside, int count) throws Exception {
    bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), brokerInside, count);
  }

  public static void main(String[] args) throws Exception {
    String scenario = System.getProperty("scenario", "both");
    boolean kept = scenario.equals("outside") || run("one process, its broker inside", true, 1);
    kept &= scenario.equals("inside") || run("two processes beside a broker", false, 2);
    System.exit(kept ? 0 : 1);
  }

  private static boolean run(String name, boolean brokerInside, int count) throws Exception {
    System.out.println(name + ", seed " + Scenarios.seed());
    try (Chaos chaos = new Chaos(brokerInside, count)) {
      return chaos.run();
    }
  }

  private boolean run() throws Exception {
    bed.start(findings);
    long begun = System.nanoTime();
    while (kills < KILLS && System.nanoTime() - begun < BOUND.toNanos()) {
      strike();
    }
    findings.require(
        "kills within " + BOUND,
        kills >= KILLS,
        "%d in %d s, after %d of which the next did not wait"
            .formatted(kills, (System.nanoTime() - begun) / 1_000_000_000L, early));
    List.of(ready, first, all).forEach(timings -> System.out.println("  " + timings));
    bed.verify(findings);
    return findings.allHold();
  }

  /**
   * Kills one or more, and starts them again at once; every third time it waits until all is well.
   */
  private void strike() throws Exception {
    List<Installation> victims = new ArrayList<>(bed.replicas());
    while (victims.size() > 1 && random.nextInt(4) > 0) {
      victims.remove(random.nextInt(victims.size()));
    }
    for (Installation victim : victims) {
      victim.service().kill();
      kills++;
    }
    long killed = System.nanoTime();
    for (Installation victim : victims) {
      TestBed.launch(victim);
    }
    if (random.nextInt(3) > 0) {
      early++;
      Thread.sleep(random.nextInt(12_000)); // the next kill meets it wherever it is by then
    } else {
      recover(victims, killed);
      Thread.sleep(random.nextInt(1_500));
    }
  }

  private void recover(List<Installation> victims, long killed) throws Exception {
    Thread items = new Thread(() -> noteItems(killed), "items");
    items.start();
    findings.within(TestBed.RECOVERY, "ready", () -> TestBed.areReady(victims));
    ready.add(killed);
    items.join();
  }

  private void noteItems(long killed) {
    try {
      Witness witness = bed.witness();
      findings.within(TestBed.RECOVERY, "a new item", () -> witness.sawAnySince(killed));
      first.add(killed);
      findings.within(
          TestBed.RECOVERY, "a new item in every edition", () -> witness.sawAllSince(killed));
      all.add(killed);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    bed.close();
  }
}
