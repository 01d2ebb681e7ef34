package news.rendezvous.fetch;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The requests of one kind that wait for one host, and a circuit breaker for the kind: a host may
 * answer polls and hang at references. Guarded by the scheduler.
 */
final class Lane {

  /** Requests in a row without a response after which a breaker opens. */
  static final int BREAKS_AFTER = 3;

  /**
   * The earliest first. Of one host's lanes the one that was served last has the highest turn, so
   * that polls and references of a busy host alternate and neither kind starves.
   */
  static final Comparator<Lane> IN_TURN =
      Comparator.comparingLong((Lane lane) -> lane.readyAt)
          .thenComparing(lane -> lane.queue(Priority.URGENT).isEmpty())
          .thenComparingLong(lane -> lane.turn);

  final HostQueue host;
  final RequestKind kind;
  private final FairQueue[] queues = {new FairQueue(), new FairQueue(), new FairQueue()};

  /** Requests under way. */
  int asking;

  /** Position in the bulkhead's order; fixed while the lane is in it. */
  boolean queued;

  long queuedAt;
  long readyAt;
  long turn;
  private int unanswered;

  Lane(HostQueue host, RequestKind kind) {
    this.host = host;
    this.kind = kind;
  }

  boolean isEmpty() {
    return Arrays.stream(queues).allMatch(FairQueue::isEmpty);
  }

  int size() {
    return Arrays.stream(queues).mapToInt(FairQueue::size).sum();
  }

  private FairQueue queue(Priority priority) {
    return queues[priority.ordinal()];
  }

  void add(Permit permit) {
    queue(permit.priority).add(permit);
  }

  boolean remove(Permit permit) {
    return queue(permit.priority).remove(permit);
  }

  /** Removes the next of a lane that is not empty: the first of the highest priority. */
  Permit next() {
    return Arrays.stream(queues).filter(queue -> !queue.isEmpty()).findFirst().orElseThrow().next();
  }

  /** Counts a request's end. */
  void ended(boolean responded) {
    unanswered = responded ? 0 : Math.min(unanswered + 1, BREAKS_AFTER);
  }

  /** Whether the breaker is open: one request at a time until one is answered. */
  boolean isBroken() {
    return unanswered == BREAKS_AFTER;
  }

  /** Whether nothing is lost with it. */
  boolean isBlank() {
    return isEmpty() && asking == 0 && unanswered == 0;
  }

  /** Whether the breaker lets one more request through. */
  boolean hasRoom() {
    return !isBroken() || asking == 0;
  }

  /** When its next request may be made. An operator's is made once, hold or no hold. */
  long ready() {
    long free = Math.max(queuedAt, host.freeAt);
    return queue(Priority.URGENT).isEmpty() ? Math.max(free, host.heldUntil) : free;
  }
}
