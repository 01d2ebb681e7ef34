package news.rendezvous.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Polls as the publisher sees them: whether one replica at a time polled each source.
 *
 * @param overlapping polls that arrived while another of the same source was answered
 * @param contested polls by a replica that had lost the source to another one a moment before
 * @param repeated polls by another replica than the last, sooner than half an interval after it:
 *     the poll of the last one was cut off, or its state not stored yet
 * @param early polls by the same replica sooner than half an interval after its last
 * @param moves changes of the replica that polls a source
 * @param shares polls by replica
 */
record PollingAudit(
    int overlapping,
    int contested,
    int repeated,
    int early,
    int moves,
    Map<String, Integer> shares) {

  /** Ownership does not change more often: a rebalance takes a second and more. */
  private static final long MOMENT = Duration.ofSeconds(1).toNanos();

  static PollingAudit of(List<Press.Poll> polls, Duration interval) {
    Map<Integer, List<Press.Poll>> bySource = new HashMap<>();
    Map<String, Integer> shares = new TreeMap<>();
    List<Press.Poll> sorted = new ArrayList<>(polls);
    sorted.sort((a, b) -> Long.compare(a.begun(), b.begun()));
    int[] counts = new int[5];
    for (Press.Poll poll : sorted) {
      shares.merge(poll.replica(), 1, Integer::sum);
      List<Press.Poll> earlier = bySource.computeIfAbsent(poll.source(), s -> new ArrayList<>());
      if (!earlier.isEmpty()) {
        compare(poll, earlier, interval.toNanos() / 2, counts);
      }
      earlier.add(poll);
    }
    return new PollingAudit(counts[0], counts[1], counts[2], counts[3], counts[4], shares);
  }

  private static void compare(Press.Poll poll, List<Press.Poll> earlier, long half, int[] counts) {
    Press.Poll last = earlier.get(earlier.size() - 1);
    boolean moved = !poll.replica().equals(last.replica());
    boolean soon = poll.begun() - last.begun() < half;
    counts[0] += poll.begun() < last.ended() ? 1 : 0;
    counts[1] += moved && wasLost(poll, earlier) ? 1 : 0;
    counts[2] += moved && soon ? 1 : 0;
    counts[3] += !moved && soon ? 1 : 0;
    counts[4] += moved ? 1 : 0;
  }

  // A, then B, then A again within a moment: two replicas that both believe to own the source.
  private static boolean wasLost(Press.Poll poll, List<Press.Poll> earlier) {
    Set<String> since = new HashSet<>();
    for (int n = earlier.size() - 1; n >= 0; n--) {
      Press.Poll one = earlier.get(n);
      if (one.replica().equals(poll.replica())) {
        return !since.isEmpty() && poll.begun() - one.begun() < MOMENT;
      }
      since.add(one.replica());
    }
    return false;
  }
}
