package news.rendezvous.ingest.fetch.politeness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts by key. Those without sources and requests stay, up to a bound, since they have a gap, a
 * hold and circuit breakers; the one that has been idle longest is evicted. Guarded by the {@link
 * RequestScheduler}.
 */
final class HostTable {

  private static final int MAX_IDLE = 10_000;

  private final Map<HostKey, HostQueue> hosts = new HashMap<>();
  private final Map<HostKey, HostQueue> idle = new LinkedHashMap<>();

  /** Hosts with a hold, also those whose hold has ended since the last {@link #countHeld}. */
  private final Set<HostQueue> held = new HashSet<>();

  /** Finds or adds a host, which is not evicted before it is {@link #retire retired}. */
  HostQueue use(HostKey key) {
    HostQueue host = hosts.computeIfAbsent(key, HostQueue::new);
    idle.remove(key);
    return host;
  }

  Optional<HostQueue> find(HostKey key) {
    return Optional.ofNullable(hosts.get(key));
  }

  void retire(HostQueue host) {
    host.lanes.removeIf(HostQueue.Lane::isBlank);
    if (!host.isIdle()) {
      return;
    }
    idle.put(host.key, host);
    if (idle.size() > MAX_IDLE) {
      HostKey eldest = idle.keySet().iterator().next();
      idle.remove(eldest);
      held.remove(hosts.remove(eldest));
    }
  }

  /** Extends the hold of a host; never shortens it. */
  void hold(HostQueue host, long until) {
    host.heldUntil = Math.max(host.heldUntil, until);
    held.add(host);
  }

  int countHeld(long now) {
    held.removeIf(host -> host.heldUntil <= now);
    return held.size();
  }

  int size() {
    return hosts.size();
  }
}
