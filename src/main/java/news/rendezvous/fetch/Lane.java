package news.rendezvous.fetch;

import java.util.Comparator;

/** The requests of one kind that wait for one host. Guarded by the scheduler. */
final class Lane {

  /**
   * The earliest first. Of one host's lanes the one that was served last has the highest turn, so
   * that polls and references of a busy host alternate and neither kind starves.
   */
  static final Comparator<Lane> IN_TURN =
      Comparator.comparingLong((Lane lane) -> lane.readyAt)
          .thenComparing(lane -> lane.urgent.isEmpty())
          .thenComparingLong(lane -> lane.turn);

  final HostQueue host;
  final RequestKind kind;
  final FairQueue waiting = new FairQueue();
  final FairQueue urgent = new FairQueue();

  /** Requests under way. */
  int asking;

  /** Position in the bulkhead's order; fixed while the lane is in it. */
  boolean queued;

  long queuedAt;
  long readyAt;
  long turn;

  Lane(HostQueue host, RequestKind kind) {
    this.host = host;
    this.kind = kind;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && urgent.isEmpty();
  }

  int size() {
    return waiting.size() + urgent.size();
  }

  void add(Permit permit) {
    (permit.urgent ? urgent : waiting).add(permit);
  }

  boolean remove(Permit permit) {
    return (permit.urgent ? urgent : waiting).remove(permit);
  }

  Permit next() {
    return urgent.isEmpty() ? waiting.next() : urgent.next();
  }

  /** When its next request may be made. An operator's is made once, hold or no hold. */
  long ready() {
    long free = Math.max(queuedAt, host.freeAt);
    return urgent.isEmpty() ? Math.max(free, host.heldUntil) : free;
  }
}
