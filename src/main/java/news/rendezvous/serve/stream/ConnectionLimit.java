package news.rendezvous.serve.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limit of concurrent streams per client address. */
final class ConnectionLimit {

  private final int limit;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  /** Counts one more stream of an address, unless it is at its limit. */
  boolean tryAcquire(String address) {
    boolean acquired = open.merge(address, 1, Integer::sum) <= limit;
    if (!acquired) {
      release(address);
    }
    return acquired;
  }

  /** Counts one stream less. */
  void release(String address) {
    open.computeIfPresent(address, (x, count) -> count == 1 ? null : count - 1);
  }
}
