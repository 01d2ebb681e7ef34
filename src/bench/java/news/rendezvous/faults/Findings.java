package news.rendezvous.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Observations of one run, in order, and whether each is as promised. */
final class Findings {

  private static final long CHECK_MILLIS = 100;

  private record Finding(boolean holds, String what, String seen) {}

  /** A condition on something outside this process. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  /** Adds a figure that promises nothing. */
  void note(String what, Object seen) {
    add(new Finding(true, what, String.valueOf(seen)));
  }

  void require(String what, boolean holds, Object seen) {
    add(new Finding(holds, what, String.valueOf(seen)));
  }

  /** Waits for a condition and adds the time that it took; true if it came to hold. */
  boolean within(Duration limit, String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        require(what, false, "not within %d s".formatted(limit.toSeconds()));
        return false;
      }
      Thread.sleep(CHECK_MILLIS);
    }
    require(what, true, "after %.1f s".formatted((System.nanoTime() - begun) / 1e9));
    return true;
  }

  private void add(Finding finding) {
    findings.add(finding);
    System.out.printf(
        "  %-6s %-70s %s%n", finding.holds() ? "ok" : "BROKEN", finding.what(), finding.seen());
  }

  boolean allHold() {
    return findings.stream().allMatch(Finding::holds);
  }

  /** Number of findings that do not hold. */
  long broken() {
    return findings.stream().filter(finding -> !finding.holds()).count();
  }
}
