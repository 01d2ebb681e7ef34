package news.rendezvous.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fault injection: the packaged service as child processes on 127.0.0.1, one fault of its
 * surroundings, and an oracle of invariants.
 *
 * <p>Arguments: the name of a fault or {@code all}, and seconds (disk-full, index-page and sigterm: rounds) if
 * other than by default. The system property {@code seed} chooses other stories. Exit code 1 where
 * an invariant is broken.
 */
final class Faults {

  /** One fault: what it takes and what must hold nevertheless. */
  interface Fault {

    /**
     * Injects the fault and adds what was seen.
     *
     * @param amount seconds or rounds, by the fault
     */
    void inject(Findings findings, int amount) throws Exception;
  }

  private static final Duration CLEANUP = Duration.ofMinutes(1);

  private record Scenario(String title, int amount, Fault fault) {}

  private static final Map<String, Scenario> ALL = new LinkedHashMap<>();

  static {
    ALL.put("kafka-away", new Scenario("Kafka is stopped for %d s", 60, KafkaAway::stopped));
    ALL.put("kafka-hangs", new Scenario("Kafka hangs for %d s", 60, KafkaAway::hanging));
    ALL.put("disk-full", new Scenario("The disk is full, %d times", 3, new DiskFull()));
    ALL.put("index-page", new Scenario("No room for a page of an index, %d times", 2, new IndexPage()));
    ALL.put("sigterm", new Scenario("SIGTERM under load, %d times", 2, new Terminated()));
    ALL.put("sigstop", new Scenario("One of two replicas is paused for %d s", 60, new Paused()));
    ALL.put("poison", new Scenario("Poison records on every topic", 0, new PoisonedTopics()));
  }

  private Faults() {}

  public static void main(String... arguments) throws Exception {
    if (arguments.length == 0 || !(ALL.containsKey(arguments[0]) || arguments[0].equals("all"))) {
      System.err.println("which fault? One of " + ALL.keySet() + " or all, such as: kafka-away 600");
      System.exit(2);
    }
    List<String> names =
        arguments[0].equals("all") ? List.copyOf(ALL.keySet()) : List.of(arguments[0]);
    Thread cleanup = cleanupOf(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(cleanup);
    boolean allHold = true;
    for (String name : names) {
      Scenario scenario = ALL.get(name);
      int amount = arguments.length > 1 ? Integer.parseInt(arguments[1]) : scenario.amount();
      allHold &= run(scenario, amount);
    }
    Runtime.getRuntime().removeShutdownHook(cleanup);
    System.exit(allHold ? 0 : 1);
  }

  // Ctrl-C and SIGTERM interrupt the run, which then ends its processes and its mount.
  private static Thread cleanupOf(Thread run) {
    return new Thread(
        () -> {
          run.interrupt();
          try {
            run.join(CLEANUP.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "cleanup");
  }

  private static boolean run(Scenario scenario, int amount) throws Exception {
    System.out.printf("%s (seed %d)%n", scenario.title().formatted(amount), seed());
    Findings findings = new Findings();
    long begun = System.nanoTime();
    scenario.fault().inject(findings, amount);
    System.out.printf(
        "  %s, %d s%n%n",
        findings.allHold() ? "all promises kept" : findings.broken() + " broken",
        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    return findings.allHold();
  }

  static long seed() {
    return Long.getLong("seed", 1);
  }
}
