package news.rendezvous.poll;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hosts that sources wait for, and which may be asked next: fair turns, one budget a host, and
 * places kept free of hosts that may hang. A decision costs O(log n). Not thread-safe.
 */
final class Hosts {

  private final int concurrency;
  private final int unprovenConcurrency;
  private final int perHost;
  private final long gap;
  private final Map<String, Host> hosts = new HashMap<>();
  private final TreeSet<Host> proven = new TreeSet<>(Host.IN_TURN);
  private final TreeSet<Host> unproven = new TreeSet<>(Host.IN_TURN);
  private int running;
  private int unprovenRunning;
  private long turns;

  /**
   * No hosts yet.
   *
   * @param concurrency polls under way at once
   * @param perHost of which to one host
   * @param gap nanoseconds between two polls of one host
   */
  Hosts(int concurrency, int perHost, long gap) {
    this.concurrency = concurrency;
    this.unprovenConcurrency = concurrency - concurrency / 4;
    this.perHost = perHost;
    this.gap = gap;
  }

  static final class Host {

    static final Comparator<Host> IN_TURN =
        Comparator.comparingLong((Host host) -> host.readyAt).thenComparing(host -> host.turn);

    final String name;
    private final Set<PollTask> urgent = new LinkedHashSet<>();
    private final Set<PollTask> waiting = new LinkedHashSet<>();
    private int tasks;
    private int running;
    private boolean proven;
    private long freeAt = Long.MIN_VALUE;
    private long heldUntil = Long.MIN_VALUE;
    // Where it stands among the hosts that can be asked; fixed while it is queued.
    private boolean queued;
    private long queuedAt;
    private long readyAt;
    private long turn;

    private Host(String name) {
      this.name = name;
    }

    private boolean isAwaited() {
      return !urgent.isEmpty() || !waiting.isEmpty();
    }

    private long ready() {
      long free = Math.max(queuedAt, freeAt);
      // What an operator asks for is asked once, hold or no hold.
      return urgent.isEmpty() ? Math.max(free, heldUntil) : free;
    }

    private PollTask next() {
      Iterator<PollTask> first = (urgent.isEmpty() ? waiting : urgent).iterator();
      PollTask task = first.next();
      first.remove();
      return task;
    }
  }

  Host enter(String name) {
    Host host = hosts.computeIfAbsent(name, Host::new);
    host.tasks++;
    return host;
  }

  void leave(Host host) {
    if (--host.tasks == 0) {
      hosts.remove(host.name);
    }
  }

  /** Has a task wait for its host. */
  void await(PollTask task, long now) {
    (task.urgent ? task.host.urgent : task.host.waiting).add(task);
    queue(task.host, now);
  }

  /** Has a task wait no more. */
  void withdraw(PollTask task) {
    if (task.host.urgent.remove(task) || task.host.waiting.remove(task)) {
      queue(task.host, task.host.queuedAt);
    }
  }

  /** The next task to run now, which runs from then on; empty when all must wait. */
  Optional<PollTask> take(long now) {
    Optional<Host> next = first().filter(host -> host.readyAt <= now);
    return next.map(host -> begin(host, now));
  }

  private PollTask begin(Host host, long now) {
    unqueue(host);
    PollTask task = host.next();
    running++;
    ask(host, 1);
    host.freeAt = now + gap;
    queue(host, now);
    return task;
  }

  /** A host has answered a task that was taken, which goes on without it. */
  void answered(Host host, long now) {
    ask(host, -1);
    host.freeAt = now + gap;
    queue(host, now);
  }

  /** A task that was taken, and answered, has ended. */
  void done() {
    running--;
  }

  private void ask(Host host, int difference) {
    host.running += difference;
    unprovenRunning += host.proven ? 0 : difference;
  }

  /** Leaves a host alone until then; never shortens a hold. */
  void hold(Host host, long until) {
    if (until > host.heldUntil) {
      host.heldUntil = until;
      queue(host, host.queuedAt);
    }
  }

  /** Whether a host has proved to answer. */
  void judge(Host host, boolean answers) {
    if (host.proven != answers) {
      boolean queued = unqueue(host);
      unprovenRunning += answers ? -host.running : host.running;
      host.proven = answers;
      if (queued) {
        queue(host, host.queuedAt);
      }
    }
  }

  private boolean unqueue(Host host) {
    boolean queued = host.queued;
    (host.proven ? proven : unproven).remove(host);
    host.queued = false;
    return queued;
  }

  // A host that is queued already keeps its turn, unless it is ready earlier or later than before.
  private void queue(Host host, long now) {
    if (!unqueue(host)) {
      host.queuedAt = now;
      host.turn = turns++;
    }
    if (host.running < perHost && host.isAwaited()) {
      host.readyAt = host.ready();
      host.queued = true;
      (host.proven ? proven : unproven).add(host);
    }
  }

  private Optional<Host> first() {
    if (running >= concurrency) {
      return Optional.empty();
    }
    if (unproven.isEmpty() || unprovenRunning >= unprovenConcurrency) {
      return proven.isEmpty() ? Optional.empty() : Optional.of(proven.first());
    }
    return Optional.of(
        proven.isEmpty() || Host.IN_TURN.compare(unproven.first(), proven.first()) < 0
            ? unproven.first()
            : proven.first());
  }

  boolean isFull() {
    return running >= concurrency;
  }

  /** When {@link #take} is worth another try; empty while nothing waits or no place is free. */
  OptionalLong wakeUp() {
    return first().map(host -> OptionalLong.of(host.readyAt)).orElseGet(OptionalLong::empty);
  }
}
