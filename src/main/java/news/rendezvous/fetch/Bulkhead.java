package news.rendezvous.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Bulkhead: the bounds of one kind of requests, so that a flood of one kind takes neither places
 * nor memory from the others; and within it the hosts that answer from those that hang. Guarded by
 * the scheduler.
 */
final class Bulkhead {

  RequestLimits limits = RequestLimits.NONE;
  private final TreeSet<Lane> proven = new TreeSet<>(Lane.IN_TURN);
  private final TreeSet<Lane> unproven = new TreeSet<>(Lane.IN_TURN);
  private final Map<String, Integer> waitingOf = new HashMap<>();
  private int waiting;
  private int held;
  private int unprovenAsking;

  /** The bound that one more waiting request would exceed; empty where it may wait. */
  Optional<WaitLimit> exceeded(Lane lane, String source, int divisor) {
    if (lane.size() >= limits.waitingPerHost() / divisor) {
      return Optional.of(WaitLimit.HOST);
    }
    if (bounded() && waitingOf.getOrDefault(source, 0) >= limits.waitingPerSource() / divisor) {
      return Optional.of(WaitLimit.SOURCE);
    }
    return waiting >= limits.waiting() / divisor ? Optional.of(WaitLimit.ALL) : Optional.empty();
  }

  private boolean bounded() {
    return limits.waitingPerSource() != Integer.MAX_VALUE;
  }

  void waits(Permit permit) {
    waiting++;
    if (bounded()) {
      waitingOf.merge(permit.source, 1, Integer::sum);
    }
  }

  void waitsNoMore(Permit permit) {
    waiting--;
    if (bounded()) {
      waitingOf.computeIfPresent(permit.source, (x, count) -> count == 1 ? null : count - 1);
    }
  }

  int waiting() {
    return waiting;
  }

  int held() {
    return held;
  }

  void granted(Lane lane) {
    held++;
    asks(lane, 1);
  }

  void asks(Lane lane, int difference) {
    lane.asking += difference;
    unprovenAsking += lane.host.proven ? 0 : difference;
  }

  void closed() {
    held--;
  }

  /** Counts the requests of a host that has just become proven, or no longer is. */
  void judged(Lane lane) {
    unprovenAsking += lane.host.proven ? -lane.asking : lane.asking;
  }

  void enqueue(Lane lane) {
    lane.readyAt = lane.ready();
    lane.queued = true;
    of(lane).add(lane);
  }

  boolean dequeue(Lane lane) {
    boolean queued = lane.queued;
    if (queued) {
      of(lane).remove(lane);
      lane.queued = false;
    }
    return queued;
  }

  private NavigableSet<Lane> of(Lane lane) {
    return lane.host.proven ? proven : unproven;
  }

  /** The lane whose turn is next; empty while no place is free for any. */
  Optional<Lane> first() {
    if (held >= limits.concurrency()) {
      return Optional.empty();
    }
    if (unproven.isEmpty() || unprovenAsking >= limits.unprovenConcurrency()) {
      return proven.isEmpty() ? Optional.empty() : Optional.of(proven.first());
    }
    boolean unprovenFirst =
        proven.isEmpty() || Lane.IN_TURN.compare(unproven.first(), proven.first()) < 0;
    return Optional.of(unprovenFirst ? unproven.first() : proven.first());
  }
}
