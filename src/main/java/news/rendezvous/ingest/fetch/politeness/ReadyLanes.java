package news.rendezvous.ingest.fetch.politeness;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.HostQueue.Lane;

/**
 * Ready queue over the {@link Bulkhead}s of all kinds, sorted by {@link Lane#SERVICE_ORDER}. A lane
 * is taken out of its sorted set before any of its sort keys changes. Guarded by the {@link
 * RequestScheduler}.
 */
final class ReadyLanes {

  private final int perHost;
  private final Map<RequestKind, Bulkhead> bulkheads = new EnumMap<>(RequestKind.class);
  private long turns;

  ReadyLanes(int perHost) {
    this.perHost = perHost;
    for (RequestKind kind : RequestKind.values()) {
      bulkheads.put(kind, new Bulkhead());
    }
  }

  Bulkhead bulkhead(RequestKind kind) {
    Bulkhead bulkhead = bulkheads.get(kind);
    if (bulkhead == null) {
      throw new IllegalArgumentException(kind.label);
    }
    return bulkhead;
  }

  void add(Lane lane, Permit permit) {
    bulkhead(lane.kind).dequeue(lane);
    lane.add(permit);
    bulkhead(lane.kind).addWaiting(permit.source);
    update(lane);
  }

  void remove(Lane lane, Permit permit) {
    bulkhead(lane.kind).dequeue(lane);
    lane.remove(permit);
    bulkhead(lane.kind).removeWaiting(permit.source);
    update(lane);
  }

  /** Takes the next permit of a lane and moves the lane to the end of the service order. */
  Permit take(Lane lane, long now) {
    moveToEnd(lane, now);
    Permit permit = lane.next();
    bulkhead(lane.kind).removeWaiting(permit.source);
    bulkhead(lane.kind).acquire(lane);
    lane.host().inFlight++;
    return permit;
  }

  void moveToEnd(Lane lane, long now) {
    bulkhead(lane.kind).dequeue(lane);
    lane.queuedAt = now;
    lane.turn = turns++;
  }

  /** Ends a request in flight. A lane that was filled meanwhile is served before this one. */
  void release(Lane lane) {
    lane.host().inFlight--;
    bulkhead(lane.kind).addInFlight(lane, -1);
    bulkhead(lane.kind).dequeue(lane);
    lane.turn = turns++;
  }

  /** Sorts all lanes of a host again after its budget has changed. */
  void update(HostQueue host) {
    host.lanes.forEach(this::update);
  }

  private void update(Lane lane) {
    Bulkhead bulkhead = bulkhead(lane.kind);
    bulkhead.dequeue(lane);
    if (lane.host().inFlight < perHost && lane.isAvailable() && !lane.isEmpty()) {
      bulkhead.enqueue(lane);
    }
  }

  void setResponsive(HostQueue host, boolean responsive) {
    if (host.responsive == responsive) {
      return;
    }
    Stream<Lane> queued = host.lanes.stream().filter(lane -> bulkhead(lane.kind).dequeue(lane));
    Lane[] moving = queued.toArray(Lane[]::new);
    host.responsive = responsive;
    host.lanes.forEach(lane -> bulkhead(lane.kind).reclassify(lane));
    for (Lane lane : moving) {
      bulkhead(lane.kind).enqueue(lane);
    }
  }

  /** The next lane to serve, which may be ready only later; empty if none waits or none may. */
  Optional<Lane> first() {
    return bulkheads.values().stream()
        .flatMap(bulkhead -> bulkhead.first().stream())
        .min(Lane.SERVICE_ORDER);
  }
}
