package news.rendezvous.serve.hub.delivery.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Fair queue of subscribers that there may be something for: round robin over callback hosts, with
 * a semaphore for each host and one for all (bulkheads). Callbacks that were slow have permits of
 * their own, and a request that takes long moves to those, so that callbacks that hang do not delay
 * others. Confined to the thread of the loop.
 */
final class CallbackQueue {

  /** Of the permits of slow callbacks, the part that may be begun. */
  private static final int BEGUN = 8;

  /** Of the other permits, the part that slow callbacks may borrow. */
  private static final int LENT = 2;

  /** Of the permits of slow callbacks, the part of one host. */
  private static final int OF_A_HOST = 2;

  private final long slowAfter;
  private final int maxSlow;
  private final Lane fast;
  private final Lane slow;
  // In the order of their start, with the time of it.
  private final Map<OwnedSubscriber, Long> open = new LinkedHashMap<>();
  private final Map<OwnedSubscriber, Lane> permits = new HashMap<>();

  CallbackQueue(DeliveryConfig config) {
    this.slowAfter = config.slowAfter().toNanos();
    this.maxSlow = config.maxSlow();
    this.fast = new Lane(config.concurrency(), config.perHostConcurrency());
    this.slow = new Lane(Math.max(1, config.maxSlow() / BEGUN), config.perHostConcurrency());
  }

  void add(OwnedSubscriber subscriber) {
    subscriber.phase = Phase.QUEUED;
    (subscriber.slow ? slow : fast).add(subscriber);
  }

  /** Removes and returns the next subscriber, with a permit; null while there is none. */
  @Nullable OwnedSubscriber next(long now) {
    OwnedSubscriber next = fast.next();
    if (next == null) {
      next = slow.next();
      if (next != null) {
        permits.put(next, slow);
        return next;
      }
      next = borrowing();
    }
    if (next != null) {
      open.put(next, now);
      permits.put(next, fast);
    }
    return next;
  }

  // Work conserving: where all callbacks are slow, such as on a machine that is busy, they take
  // what others do not need, but for half of it.
  private @Nullable OwnedSubscriber borrowing() {
    for (int hosts = slow.turns.size(); hosts > 0 && mayBorrow(); hosts--) {
      OwnedSubscriber next = slow.poll();
      if (next != null && fast.active(next.host) < Math.max(1, fast.hostLimit / LENT)) {
        fast.take(next.host);
        slow.giveTurn(next.host);
        return next;
      }
      if (next != null) {
        slow.putBack(next);
      }
    }
    return null;
  }

  private boolean mayBorrow() {
    return !fast.isAwaited() && fast.active < Math.max(1, fast.limit / LENT);
  }

  /** Gives a permit back. */
  void release(OwnedSubscriber subscriber) {
    open.remove(subscriber);
    Lane lane = permits.remove(subscriber);
    if (lane != null) {
      lane.release(subscriber.host);
    }
  }

  /** Moves requests that take long out of the way of others. */
  void moveSlow(long now) {
    Iterator<Map.Entry<OwnedSubscriber, Long>> oldest = open.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<OwnedSubscriber, Long> one = oldest.next();
      if (now - one.getValue() < slowAfter || slow.active >= maxSlow) {
        return;
      }
      String host = one.getKey().host;
      if (slow.active(host) < Math.max(1, maxSlow / OF_A_HOST)) {
        oldest.remove();
        fast.release(host);
        slow.take(host);
        permits.put(one.getKey(), slow);
      }
    }
  }

  /** The time until a request counts as slow; empty while none is open. */
  OptionalLong untilSlow(long now) {
    Iterator<Long> oldest = open.values().iterator();
    return oldest.hasNext() && slow.active < maxSlow
        ? OptionalLong.of(positive(oldest.next() + slowAfter - now))
        : OptionalLong.empty();
  }

  // One that cannot move now is tried again later.
  private long positive(long wait) {
    return wait > 0 ? wait : slowAfter;
  }

  private static final class Host {

    private final String name;
    private final Deque<OwnedSubscriber> waiting = new ArrayDeque<>();
    private int active;
    private boolean inTurn;

    Host(String name) {
      this.name = name;
    }

    boolean isUnused() {
      return active == 0 && waiting.isEmpty();
    }
  }

  private static final class Lane {

    private final int limit;
    private final int hostLimit;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Deque<Host> turns = new ArrayDeque<>();
    private int active;

    Lane(int limit, int hostLimit) {
      this.limit = limit;
      this.hostLimit = hostLimit;
    }

    void add(OwnedSubscriber subscriber) {
      Host host = hosts.computeIfAbsent(subscriber.host, Host::new);
      host.waiting.add(subscriber);
      giveTurn(host);
    }

    private void giveTurn(Host host) {
      if (!host.inTurn && !host.waiting.isEmpty() && host.active < hostLimit) {
        host.inTurn = true;
        turns.add(host);
      }
    }

    boolean isAwaited() {
      return !turns.isEmpty();
    }

    /** The next one, with a permit. */
    @Nullable OwnedSubscriber next() {
      OwnedSubscriber next = active < limit ? poll() : null;
      if (next != null) {
        take(next.host);
      }
      return next;
    }

    /** The next one of a host that may have another request. */
    @Nullable OwnedSubscriber poll() {
      while (!turns.isEmpty()) {
        Host host = turns.remove();
        host.inTurn = false;
        OwnedSubscriber next = host.waiting.poll();
        if (next != null && next.phase == Phase.QUEUED) {
          return next;
        }
        giveTurn(host);
        removeIfUnused(host);
      }
      return null;
    }

    /** Gives a host that was polled another turn. */
    void giveTurn(String name) {
      Host host = hosts.get(name);
      if (host != null) {
        giveTurn(host);
        removeIfUnused(host);
      }
    }

    /** Takes back what was polled. */
    void putBack(OwnedSubscriber polled) {
      Host host = hosts.computeIfAbsent(polled.host, Host::new);
      host.waiting.addFirst(polled);
      giveTurn(host);
    }

    int active(String name) {
      Host host = hosts.get(name);
      return host == null ? 0 : host.active;
    }

    void take(String name) {
      Host host = hosts.computeIfAbsent(name, Host::new);
      host.active++;
      active++;
      giveTurn(host);
    }

    void release(String name) {
      active--;
      Host host = hosts.get(name);
      if (host == null) {
        return;
      }
      host.active--;
      giveTurn(host);
      removeIfUnused(host);
    }

    private void removeIfUnused(Host host) {
      if (host.isUnused()) {
        hosts.remove(host.name);
      }
    }
  }
}
