package news.rendezvous.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * The budget of one host: semaphore, rate limiter (a gap after each answer), hold (Retry-After) and
 * circuit breaker over one queue for each kind of request. Guarded by the scheduler.
 */
final class HostQueue {

  final HostKey key;
  final List<Lane> lanes = new ArrayList<>(1);

  /** Sources at this host: it is not forgotten while it has any. */
  int pins;

  int asking;
  boolean proven;
  long freeAt = Long.MIN_VALUE;
  long heldUntil = Long.MIN_VALUE;
  private int unanswered;

  HostQueue(HostKey key) {
    this.key = key;
  }

  Lane lane(RequestKind kind) {
    for (Lane lane : lanes) {
      if (lane.kind == kind) {
        return lane;
      }
    }
    Lane lane = new Lane(this, kind);
    lanes.add(lane);
    return lane;
  }

  /** Counts a request's end. */
  void ended(boolean responded) {
    unanswered = responded ? 0 : Math.min(unanswered + 1, Lane.BREAKS_AFTER);
  }

  /** Whether one more request may be made: only one at a time while the breaker is open. */
  boolean hasRoom(int perHost) {
    return asking < (unanswered < Lane.BREAKS_AFTER ? perHost : 1);
  }

  boolean isIdle() {
    return pins == 0 && asking == 0 && lanes.stream().allMatch(Lane::isEmpty);
  }
}
