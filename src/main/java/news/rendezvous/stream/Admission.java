package news.rendezvous.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the streams of each address, and bounds them. */
final class Admission {

  private final int most;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  Admission(int most) {
    this.most = most;
  }

  /** Whether an address may open one more stream, which is counted then. */
  boolean enter(String address) {
    boolean[] entered = new boolean[1];
    open.compute(
        address,
        (x, count) -> {
          int before = count == null ? 0 : count;
          entered[0] = before < most;
          return entered[0] ? Integer.valueOf(before + 1) : count;
        });
    return entered[0];
  }

  /** Counts a stream no longer. */
  void leave(String address) {
    open.computeIfPresent(address, (x, count) -> count == 1 ? null : count - 1);
  }
}
