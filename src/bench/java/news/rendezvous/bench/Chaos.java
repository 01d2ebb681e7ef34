package news.rendezvous.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The packaged service, killed again and again while its feeds grow: first one process with its
 * broker inside, then two beside a broker, one of which is paused at last.
 *
 * <p>Settings are system properties: {@code scenario}, {@code inside} or {@code outside}, else both;
 * {@code seed}; {@code kills}, of each scenario; {@code pause}, seconds, 0 for none. A scenario stops
 * killing after {@code minutes}, and fails where it had too few kills by then.
 */
final class Chaos implements AutoCloseable {

  private static final long SEED = Long.getLong("seed", 1);
  private static final int KILLS = Integer.getInteger("kills", 26);
  private static final int PAUSE = Integer.getInteger("pause", 60);
  private static final Duration BOUND = Duration.ofMinutes(Integer.getInteger("minutes", 10));
  private static final Duration RECOVERY = Duration.ofSeconds(90);

  private final Random random = new Random(SEED);
  private final Press press = new Press(SEED);
  private final List<Installation> replicas = new ArrayList<>();
  private final Timings ready = new Timings("start to ready");
  private final Timings first = new Timings("kill to the first new item");
  private final Timings all = new Timings("kill to a new item in every edition");
  private final List<String> broken = new ArrayList<>();
  private final long begun = System.nanoTime();
  private int kills;
  private int early;

  private Chaos(boolean brokerInside, int count) throws IOException {
    Installation one = new Installation(brokerInside);
    replicas.add(one);
    for (int n = 1; n < count; n++) {
      Installation other = new Installation(true);
      other.set("kafka.bootstrap.servers", one.kafka());
      replicas.add(other);
    }
    replicas.forEach(this::configure);
    if (!brokerInside) {
      one.startBroker();
    }
  }

  private void configure(Installation replica) {
    IntStream.range(0, Press.SOURCES)
        .forEach(
            n -> {
              replica.set("rendezvous.sources.s" + n + ".url", press.url(n));
              replica.set("rendezvous.sources.s" + n + ".edition", Press.edition(n));
            });
    replica.set("rendezvous.poll.interval", "1s");
  }

  public static void main(String[] args) throws Exception {
    String scenario = System.getProperty("scenario", "both");
    boolean kept = scenario.equals("outside") || inside();
    kept &= scenario.equals("inside") || outside();
    System.exit(kept ? 0 : 1);
  }

  private static boolean inside() throws Exception {
    try (Chaos alone = new Chaos(true, 1)) {
      return alone.run("one process, its broker inside", false);
    }
  }

  private static boolean outside() throws Exception {
    try (Chaos beside = new Chaos(false, 2)) {
      return beside.run("two processes beside a broker", PAUSE > 0);
    }
  }

  private boolean run(String name, boolean pause) throws Exception {
    System.out.println(name + ", seed " + SEED);
    for (Installation replica : replicas) {
      replica.start("-Xmx256m");
    }
    press.start();
    try (Witness witness = new Witness(replicas.get(0).kafka())) {
      await("a first item in every edition", () -> witness.sawAllSince(begun));
      while (kills < KILLS && System.nanoTime() - begun < BOUND.toNanos()) {
        strike(witness);
      }
      summarise();
      if (pause) {
        pause(witness);
      }
    }
    return verify();
  }

  /** Kills one or more, and starts them again at once; every third time it waits until all is well. */
  private void strike(Witness witness) throws Exception {
    List<Installation> victims = new ArrayList<>(replicas);
    while (victims.size() > 1 && random.nextInt(4) > 0) {
      victims.remove(random.nextInt(victims.size()));
    }
    for (Installation victim : victims) {
      victim.service().kill();
      kills++;
    }
    long killed = System.nanoTime();
    for (Installation victim : victims) {
      victim.launch("-Xmx256m");
    }
    if (random.nextInt(3) > 0) {
      early++;
      Thread.sleep(random.nextInt(12_000)); // the next kill meets it wherever it is by then
    } else {
      recover(victims, witness, killed);
      Thread.sleep(random.nextInt(1_500));
    }
  }

  private void recover(List<Installation> victims, Witness witness, long killed) throws Exception {
    Thread items = new Thread(() -> noteItems(witness, killed), "items");
    items.start();
    await("ready", () -> areReady(victims));
    ready.add(killed);
    items.join();
  }

  private void noteItems(Witness witness, long killed) {
    try {
      await("a new item", () -> witness.sawAnySince(killed));
      first.add(killed);
      await("a new item in every edition", () -> witness.sawAllSince(killed));
      all.add(killed);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean areReady(List<Installation> some) throws InterruptedException {
    for (Installation one : some) {
      if (!one.isReady()) {
        return false;
      }
    }
    return true;
  }

  private void pause(Witness witness) throws Exception {
    await("all ready", () -> areReady(replicas));
    Installation paused = replicas.get(random.nextInt(replicas.size()));
    long stopped = System.nanoTime();
    paused.service().signal("STOP");
    await("the other to take over", () -> witness.sawAllSince(stopped + 1_000_000_000L));
    System.out.printf("  paused one for %d s, taken over after %d ms%n", PAUSE, since(stopped));
    Thread.sleep(Math.max(0, PAUSE * 1000L - since(stopped)));
    paused.service().signal("CONT");
    Thread.sleep(10_000); // in which it may do harm
  }

  private boolean verify() throws Exception {
    List<Press.Story> told = press.stop();
    String kafka = replicas.get(0).kafka();
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    List<String> faults = new ArrayList<>(List.of("nothing read"));
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!faults.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(3_000); // what is late is no loss
      records = Witness.readAll(kafka);
      faults = Promises.broken(records, told);
    }
    broken.addAll(faults);
    if (kills < KILLS) {
      broken.add("only " + kills + " kills in " + BOUND);
    }
    System.out.printf("  %d stories, %d records%n", told.size(), records.size());
    broken.stream().limit(20).forEach(fault -> System.out.println("  BROKEN " + fault));
    System.out.println(broken.isEmpty() ? "  all promises kept" : "  " + broken.size() + " broken");
    return broken.isEmpty();
  }

  private void summarise() {
    System.out.printf(
        "  %d kills in %d s, after %d of which the next did not wait%n",
        kills, since(begun) / 1000, early);
    List.of(ready, first, all).forEach(timings -> System.out.println("  " + timings));
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        broken.add("not within " + RECOVERY + ": " + what);
        return;
      }
      Thread.sleep(100);
    }
  }

  private static long since(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  @Override
  public void close() throws IOException {
    press.close();
    for (int n = replicas.size() - 1; n >= 0; n--) {
      replicas.get(n).close(); // the one with the broker last
    }
  }
}
