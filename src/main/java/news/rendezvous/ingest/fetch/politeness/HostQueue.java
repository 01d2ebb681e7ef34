package news.rendezvous.ingest.fetch.politeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Request queue and budget of one host: semaphore, rate limiter (a gap after each answer), hold
 * (Retry-After) and circuit breaker, over one {@link Lane} for each kind of request. Guarded by the
 * {@link RequestScheduler}.
 */
final class HostQueue {

  /** Requests in a row without a response that open a circuit breaker. */
  private static final int BREAKER_THRESHOLD = 3;

  final HostKey key;
  final List<Lane> lanes = new ArrayList<>(1);

  /** Sources at this host; it is not evicted while it has any. */
  int pins;

  int inFlight;

  /** True once the host has responded; see {@link Bulkhead}. */
  boolean responsive;

  long freeAt = Long.MIN_VALUE;
  long heldUntil = Long.MIN_VALUE;

  HostQueue(HostKey key) {
    this.key = key;
  }

  Lane lane(RequestKind kind) {
    for (Lane lane : lanes) {
      if (lane.kind == kind) {
        return lane;
      }
    }
    Lane lane = new Lane(kind);
    lanes.add(lane);
    return lane;
  }

  boolean isIdle() {
    return pins == 0 && inFlight == 0 && lanes.stream().allMatch(Lane::isEmpty);
  }

  /**
   * Queue of the requests of one kind, with a circuit breaker of its own: a host may answer polls
   * and hang at references.
   */
  final class Lane {

    /**
     * The earliest ready lane first. Of one host's lanes the one that was served last has the
     * highest turn, so polls and references of a busy host alternate and neither kind starves.
     */
    static final Comparator<Lane> SERVICE_ORDER =
        Comparator.comparingLong((Lane lane) -> lane.readyAt)
            .thenComparing(lane -> lane.queue(Permit.Priority.URGENT).isEmpty())
            .thenComparingLong(lane -> lane.turn);

    final RequestKind kind;
    private final FairQueue[] queues = {new FairQueue(), new FairQueue(), new FairQueue()};

    int inFlight;

    /** Sort keys of {@link #SERVICE_ORDER}: unchanged while the lane is in a sorted set. */
    boolean queued;

    long queuedAt;
    long readyAt;
    long turn;
    private int unanswered;

    private Lane(RequestKind kind) {
      this.kind = kind;
    }

    HostQueue host() {
      return HostQueue.this;
    }

    boolean isEmpty() {
      return Arrays.stream(queues).allMatch(FairQueue::isEmpty);
    }

    int size() {
      return Arrays.stream(queues).mapToInt(FairQueue::size).sum();
    }

    @SuppressWarnings("EnumOrdinal") // the order of the constants is the priority
    private FairQueue queue(Permit.Priority priority) {
      return queues[priority.ordinal()];
    }

    void add(Permit permit) {
      queue(permit.priority).add(permit);
    }

    void remove(Permit permit) {
      queue(permit.priority).remove(permit);
    }

    Permit next() {
      return Arrays.stream(queues)
          .filter(queue -> !queue.isEmpty())
          .findFirst()
          .orElseThrow()
          .next();
    }

    void countEnd(boolean responded) {
      unanswered = responded ? 0 : Math.min(unanswered + 1, BREAKER_THRESHOLD);
    }

    boolean isBreakerOpen() {
      return unanswered == BREAKER_THRESHOLD;
    }

    boolean isBlank() {
      return isEmpty() && inFlight == 0 && unanswered == 0;
    }

    /** True if its breaker lets one more request through: one at a time while it is open. */
    boolean isAvailable() {
      return !isBreakerOpen() || inFlight == 0;
    }

    /** Earliest time of its next request. An operator's request ignores the hold. */
    long earliest() {
      long free = Math.max(queuedAt, freeAt);
      return queue(Permit.Priority.URGENT).isEmpty() ? Math.max(free, heldUntil) : free;
    }
  }

  /**
   * Fair queue: round robin over flows, first in first out within each, so that many references of
   * one source do not delay those of another. Not thread-safe.
   */
  static final class FairQueue {

    private final Map<String, Set<Permit>> flows = new LinkedHashMap<>(2);
    private int size;

    void add(Permit permit) {
      flows.computeIfAbsent(permit.flow(), flow -> new LinkedHashSet<>(2)).add(permit);
      size++;
    }

    void remove(Permit permit) {
      Set<Permit> flow = flows.get(permit.flow());
      if (flow == null || !flow.remove(permit)) {
        return;
      }
      size--;
      if (flow.isEmpty()) {
        flows.remove(permit.flow());
      }
    }

    Permit next() {
      Iterator<Map.Entry<String, Set<Permit>>> first = flows.entrySet().iterator();
      Map.Entry<String, Set<Permit>> flow = first.next();
      first.remove();
      Iterator<Permit> eldest = flow.getValue().iterator();
      Permit permit = eldest.next();
      eldest.remove();
      size--;
      if (!flow.getValue().isEmpty()) {
        flows.put(flow.getKey(), flow.getValue());
      }
      return permit;
    }

    int size() {
      return size;
    }

    boolean isEmpty() {
      return size == 0;
    }
  }
}
