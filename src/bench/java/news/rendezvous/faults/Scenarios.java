package news.rendezvous.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios by name, one after the other, and ends this process with 1 where an invariant was
 * broken. Ctrl-C and SIGTERM interrupt a run, which then ends its processes and its mounts.
 */
final class Scenarios {

  private static final Duration CLEANUP = Duration.ofMinutes(1);

  /** What happens to the service and its surroundings, and what must hold nevertheless. */
  @FunctionalInterface
  interface Scenario {

    /**
     * Runs it and adds what was seen.
     *
     * @param amount seconds or rounds, by the scenario
     */
    void run(Findings findings, int amount) throws Exception;
  }

  private record Entry(String title, int amount, Scenario scenario) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Adds a scenario.
   *
   * @param title with a place for the amount, where it has one
   * @param amount by default
   */
  Scenarios add(String name, String title, int amount, Scenario scenario) {
    entries.put(name, new Entry(title, amount, scenario));
    return this;
  }

  /** Runs the scenario that the first argument names, or all; the second one is the amount. */
  void run(String... arguments) throws Exception {
    if (arguments.length == 0
        || !(entries.containsKey(arguments[0]) || arguments[0].equals("all"))) {
      System.err.printf(
          "which one? One of %s or all, such as: %s 60%n",
          entries.keySet(), entries.keySet().iterator().next());
      System.exit(2);
    }
    List<String> names =
        arguments[0].equals("all") ? List.copyOf(entries.keySet()) : List.of(arguments[0]);
    Thread cleanup = cleanupOf(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(cleanup);
    boolean allHold = true;
    for (String name : names) {
      Entry entry = entries.get(name);
      allHold &= run(entry, arguments.length > 1 ? Integer.parseInt(arguments[1]) : entry.amount());
    }
    Runtime.getRuntime().removeShutdownHook(cleanup);
    System.exit(allHold ? 0 : 1);
  }

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

  private static boolean run(Entry entry, int amount) throws Exception {
    System.out.printf("%s (seed %d)%n", entry.title().formatted(amount), seed());
    Findings findings = new Findings();
    long begun = System.nanoTime();
    entry.scenario().run(findings, amount);
    System.out.printf(
        "  %s, %d s%n%n",
        findings.allHold() ? "PASS: all promises kept" : "FAIL: " + findings.broken() + " broken",
        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    return findings.allHold();
  }

  static long seed() {
    return Long.getLong("seed", 1);
  }
}
