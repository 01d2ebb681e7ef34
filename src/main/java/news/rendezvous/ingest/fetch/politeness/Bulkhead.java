package news.rendezvous.ingest.fetch.politeness;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import news.rendezvous.ingest.fetch.politeness.HostQueue.Lane;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;

/**
 * Bulkhead of one kind of requests: many requests of one kind take neither permits nor memory from
 * the others, and hanging hosts cannot take all permits from those that respond. Guarded by the
 * {@link RequestScheduler}.
 */
final class Bulkhead {

  RequestLimits limits = RequestLimits.NONE;
  private final TreeSet<Lane> responsive = new TreeSet<>(Lane.SERVICE_ORDER);
  private final TreeSet<Lane> unresponsive = new TreeSet<>(Lane.SERVICE_ORDER);
  private final Map<String, Integer> waitingBySource = new HashMap<>();
  private int waiting;
  private int held;
  private int unresponsiveInFlight;

  /** The bound that one more waiting request would exceed; empty if it may wait. */
  Optional<RequestLimits.Bound> exceeded(Lane lane, String source, int divisor) {
    if (lane.size() >= limits.waitingPerHost() / divisor) {
      return Optional.of(RequestLimits.Bound.HOST);
    }
    if (isSourceBounded()
        && waitingBySource.getOrDefault(source, 0) >= limits.waitingPerSource() / divisor) {
      return Optional.of(RequestLimits.Bound.SOURCE);
    }
    return waiting >= limits.waiting() / divisor
        ? Optional.of(RequestLimits.Bound.ALL)
        : Optional.empty();
  }

  private boolean isSourceBounded() {
    return limits.waitingPerSource() != Integer.MAX_VALUE;
  }

  void addWaiting(String source) {
    waiting++;
    if (isSourceBounded()) {
      waitingBySource.merge(source, 1, Integer::sum);
    }
  }

  void removeWaiting(String source) {
    waiting--;
    if (isSourceBounded()) {
      waitingBySource.computeIfPresent(source, (x, count) -> count == 1 ? null : count - 1);
    }
  }

  int waiting() {
    return waiting;
  }

  int held() {
    return held;
  }

  void acquire(Lane lane) {
    held++;
    addInFlight(lane, 1);
  }

  void release() {
    held--;
  }

  void addInFlight(Lane lane, int difference) {
    lane.inFlight += difference;
    unresponsiveInFlight += lane.host().responsive ? 0 : difference;
  }

  /** Recounts the requests of a host whose responsiveness has just changed. */
  void reclassify(Lane lane) {
    unresponsiveInFlight += lane.host().responsive ? -lane.inFlight : lane.inFlight;
  }

  void enqueue(Lane lane) {
    lane.readyAt = lane.earliest();
    lane.queued = true;
    queue(lane).add(lane);
  }

  boolean dequeue(Lane lane) {
    boolean queued = lane.queued;
    if (queued) {
      queue(lane).remove(lane);
      lane.queued = false;
    }
    return queued;
  }

  private NavigableSet<Lane> queue(Lane lane) {
    return lane.host().responsive ? responsive : unresponsive;
  }

  /** The next lane to serve; empty while no permit is free for any. */
  Optional<Lane> first() {
    if (held >= limits.concurrency()) {
      return Optional.empty();
    }
    if (unresponsive.isEmpty() || unresponsiveInFlight >= limits.unresponsiveConcurrency()) {
      return responsive.isEmpty() ? Optional.empty() : Optional.of(responsive.first());
    }
    boolean unresponsiveFirst =
        responsive.isEmpty()
            || Lane.SERVICE_ORDER.compare(unresponsive.first(), responsive.first()) < 0;
    return Optional.of(unresponsiveFirst ? unresponsive.first() : responsive.first());
  }
}
