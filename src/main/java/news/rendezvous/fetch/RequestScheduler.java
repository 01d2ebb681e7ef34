package news.rendezvous.fetch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Request scheduler: one queue and one budget for each host (concurrency, gap, hold by Retry-After,
 * circuit breaker), whatever the request is for, and one bulkhead for each kind of request. It
 * alone knows when a host may be asked again. A decision costs O(log n).
 *
 * <p>Between hosts the one that is ready longest comes first. At one host polls, pages and
 * references take turns, so that none of them starves, and the references of different sources do
 * so too; an operator's poll comes before all of them.
 */
@ApplicationScoped
public class RequestScheduler {

  private static final Logger LOG = Logger.getLogger(RequestScheduler.class);

  /** Hosts without sources and requests of which gap, hold and answers are remembered. */
  private static final int MOST_IDLE = 10_000;

  private final int perHost;
  private final long gap;
  private final LongSupplier nanoTime;
  private final Alarm alarm;
  private final Map<HostKey, HostQueue> hosts = new HashMap<>();
  private final Map<HostKey, HostQueue> idle = new LinkedHashMap<>();
  private final Map<RequestKind, Bulkhead> bulkheads = new EnumMap<>(RequestKind.class);
  private long turns;
  private @Nullable Long wakeUp;

  // Callbacks run outside of the lock and one after the other: one that ends at once, and so
  // grants the next, must not do that on top of its own stack.
  private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calling = new AtomicInteger();

  /** Wakes the scheduler up once, in place of an earlier time. */
  @FunctionalInterface
  public interface Alarm extends AutoCloseable {

    void set(long nanos, Runnable ring);

    @Override
    default void close() {}
  }

  @Inject
  public RequestScheduler(FetchConfig config, MeterRegistry metrics) {
    this(
        config.perHostConcurrency(),
        config.perHostGap().toNanos(),
        System::nanoTime,
        new AlarmThread());
    for (RequestKind kind : RequestKind.values()) {
      Gauge.builder("rendezvous.requests.waiting", () -> waiting(kind))
          .description("Requests that wait for their host's turn, by kind")
          .tag("kind", kind.label)
          .register(metrics);
      Gauge.builder("rendezvous.requests.active", () -> active(kind))
          .description("Requests under way, by kind; of polls until their document has been read")
          .tag("kind", kind.label)
          .register(metrics);
    }
    Gauge.builder("rendezvous.hosts.held", this::countHeld)
        .description("Hosts that are left alone because they asked for it (Retry-After)")
        .register(metrics);
    Gauge.builder("rendezvous.hosts", this::countHosts)
        .description("Hosts whose budget is remembered")
        .register(metrics);
  }

  /**
   * A scheduler without hosts.
   *
   * @param perHost requests to one host at a time
   * @param gap nanoseconds between an answer of a host and the next request
   */
  public RequestScheduler(int perHost, long gap, LongSupplier nanoTime, Alarm alarm) {
    this.perHost = perHost;
    this.gap = gap;
    this.nanoTime = nanoTime;
    this.alarm = alarm;
    for (RequestKind kind : RequestKind.values()) {
      bulkheads.put(kind, new Bulkhead());
    }
  }

  /** Sets the bounds of a kind, before its first request. */
  public synchronized void limit(RequestKind kind, RequestLimits limits) {
    bulkhead(kind).limits = limits;
  }

  private Bulkhead bulkhead(RequestKind kind) {
    Bulkhead bulkhead = bulkheads.get(kind);
    if (bulkhead == null) {
      throw new IllegalArgumentException(kind.label);
    }
    return bulkhead;
  }

  /** Remembers a host for as long as a source is at it. */
  public synchronized void pin(HostKey key) {
    host(key).pins++;
  }

  public synchronized void unpin(HostKey key) {
    HostQueue host = host(key);
    host.pins--;
    retire(host);
  }

  private HostQueue host(HostKey key) {
    HostQueue host = hosts.computeIfAbsent(key, HostQueue::new);
    idle.remove(key);
    return host;
  }

  private void retire(HostQueue host) {
    host.lanes.removeIf(Lane::isBlank);
    if (!host.isIdle()) {
      return;
    }
    idle.put(host.key, host);
    if (idle.size() > MOST_IDLE) {
      HostKey eldest = idle.keySet().iterator().next();
      idle.remove(eldest);
      hosts.remove(eldest);
    }
  }

  /**
   * Waits for the turn of a request. There is no bound for {@link RequestKind#POLL} but the number
   * of sources.
   *
   * @param urgent before all others of its kind, and even while the host is held
   * @param granted run once the request may be made, by any thread and at once where that is now;
   *     must not block
   */
  public Permit request(
      HostKey key, RequestKind kind, String source, boolean urgent, Consumer<Permit> granted) {
    Permit permit = enqueue(key, kind, source, urgent ? Priority.URGENT : Priority.NORMAL, granted);
    dispatch();
    return permit;
  }

  /** The same, where the bounds of the kind allow one more to wait; empty where they do not. */
  public Optional<Permit> tryRequest(
      HostKey key, RequestKind kind, String source, Consumer<Permit> granted) {
    Permit permit;
    synchronized (this) {
      if (exceeded(key, kind, source).isPresent()) {
        return Optional.empty();
      }
      permit = enqueue(key, kind, source, Priority.NORMAL, granted);
    }
    dispatch();
    return Optional.of(permit);
  }

  /**
   * The same for a repetition that nobody waits for: it comes after all others of its kind, takes
   * at most half of what may wait, and of a host that hangs one at a time is enough.
   */
  public Optional<Permit> tryInBackground(
      HostKey key, RequestKind kind, String source, Consumer<Permit> granted) {
    Permit permit;
    synchronized (this) {
      if (!hasRoomInBackground(key, kind, source)) {
        return Optional.empty();
      }
      permit = enqueue(key, kind, source, Priority.BACKGROUND, granted);
    }
    dispatch();
    return Optional.of(permit);
  }

  /** The bound that one more waiting request would exceed; empty where it may wait. */
  public synchronized Optional<WaitLimit> exceeded(HostKey key, RequestKind kind, String source) {
    return exceeded(key, kind, source, 1);
  }

  /** Whether a host takes a request in the background. */
  public synchronized boolean hasRoomInBackground(HostKey key, RequestKind kind, String source) {
    Lane lane = known(key, kind);
    boolean busy = lane.isBroken() && !(lane.isEmpty() && lane.asking == 0);
    return !busy && !isHeld(lane.host) && exceeded(key, kind, source, 2).isEmpty();
  }

  private Optional<WaitLimit> exceeded(HostKey key, RequestKind kind, String source, int divisor) {
    return bulkhead(kind).exceeded(known(key, kind), source, divisor);
  }

  private Lane known(HostKey key, RequestKind kind) {
    HostQueue host = hosts.get(key);
    return host == null ? new Lane(new HostQueue(key), kind) : host.lane(kind);
  }

  private synchronized Permit enqueue(
      HostKey key, RequestKind kind, String source, Priority priority, Consumer<Permit> granted) {
    HostQueue host = host(key);
    Lane lane = host.lane(kind);
    Permit permit = new Permit(this, host, lane, source, priority, granted);
    if (lane.isEmpty()) {
      goLast(lane, nanoTime.getAsLong());
    }
    bulkhead(kind).dequeue(lane);
    lane.add(permit);
    bulkhead(kind).waits(permit);
    queue(lane);
    return permit;
  }

  /**
   * Does something with a permit, which is given back when that ends, however it ends.
   *
   * @param patience longest wait for the permit
   * @param late the result after that
   * @param work begun when the permit has been granted
   */
  <T> Uni<T> withPermit(
      HostKey key, String source, Duration patience, Uni<T> late, Function<Permit, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              PendingPermit pending = new PendingPermit();
              return Uni.createFrom()
                  .<@Nullable Permit>emitter(
                      turn ->
                          pending.set(
                              request(key, RequestKind.PAGE, source, false, turn::complete)))
                  .ifNoItem()
                  .after(patience)
                  .recoverWithUni(() -> Uni.createFrom().nullItem())
                  .chain(permit -> permit == null ? late : work.apply(permit))
                  .onTermination()
                  .invoke(pending::close);
            });
  }

  synchronized boolean cancel(Permit permit) {
    boolean waits = permit.state == Permit.State.WAITING;
    if (waits) {
      end(permit);
    }
    return waits;
  }

  void answered(Permit permit, boolean responded) {
    synchronized (this) {
      if (permit.state == Permit.State.ASKING) {
        permit.host.ended(responded);
        permit.lane.ended(responded);
        judged(permit.host, responded);
        release(permit);
      }
    }
    dispatch();
  }

  private void release(Permit permit) {
    permit.state = Permit.State.ANSWERED;
    permit.host.asking--;
    bulkhead(permit.lane.kind).asks(permit.lane, -1);
    bulkhead(permit.lane.kind).dequeue(permit.lane); // which is sorted by what changes
    permit.lane.turn = turns++; // what has come meanwhile is next
    permit.host.freeAt = nanoTime.getAsLong() + gap;
    requeue(permit.host);
  }

  void close(Permit permit) {
    synchronized (this) {
      end(permit);
    }
    dispatch();
  }

  private void end(Permit permit) {
    switch (permit.state) {
      case WAITING -> withdraw(permit);
      case ASKING -> {
        release(permit);
        bulkhead(permit.lane.kind).closed();
      }
      case ANSWERED -> bulkhead(permit.lane.kind).closed();
      case CLOSED -> {}
    }
    permit.state = Permit.State.CLOSED;
    retire(permit.host);
  }

  private void withdraw(Permit permit) {
    bulkhead(permit.lane.kind).dequeue(permit.lane);
    permit.lane.remove(permit);
    bulkhead(permit.lane.kind).waitsNoMore(permit);
    queue(permit.lane);
  }

  /** Leaves a host alone for a time; never shortens a hold. */
  public void hold(HostKey key, Duration time) {
    synchronized (this) {
      HostQueue host = host(key);
      host.heldUntil = Math.max(host.heldUntil, nanoTime.getAsLong() + time.toNanos());
      requeue(host);
      retire(host);
    }
    dispatch();
  }

  /** How long a host is still left alone because it asked for it; zero where it is not. */
  public Duration heldFor(HostKey key) {
    long until = heldUntil(key);
    long now = nanoTime.getAsLong();
    return until > now ? Duration.ofNanos(until - now) : Duration.ZERO;
  }

  /** The reading of the clock at which a host's hold ends or ended; the least for no hold. */
  public synchronized long heldUntil(HostKey key) {
    HostQueue host = hosts.get(key);
    return host == null ? Long.MIN_VALUE : host.heldUntil;
  }

  private boolean isHeld(HostQueue host) {
    return host.heldUntil > nanoTime.getAsLong(); // no hold is the least value, not a difference
  }

  /** Tells what an earlier process learned of a host: whether it answers. */
  public void judge(HostKey key, boolean answers) {
    synchronized (this) {
      HostQueue host = host(key);
      judged(host, answers);
      retire(host);
    }
    dispatch();
  }

  private void judged(HostQueue host, boolean answers) {
    if (host.proven == answers) {
      return;
    }
    Stream<Lane> queued = host.lanes.stream().filter(lane -> bulkhead(lane.kind).dequeue(lane));
    Lane[] moving = queued.toArray(Lane[]::new);
    host.proven = answers;
    host.lanes.forEach(lane -> bulkhead(lane.kind).judged(lane));
    for (Lane lane : moving) {
      bulkhead(lane.kind).enqueue(lane);
    }
  }

  private void requeue(HostQueue host) {
    host.lanes.forEach(this::queue);
  }

  // Its turn stays what it is, though it is ready earlier or later than before.
  private void queue(Lane lane) {
    Bulkhead bulkhead = bulkhead(lane.kind);
    bulkhead.dequeue(lane);
    if (lane.host.hasRoom(perHost) && lane.hasRoom() && !lane.isEmpty()) {
      bulkhead.enqueue(lane);
    }
  }

  private void goLast(Lane lane, long now) {
    bulkhead(lane.kind).dequeue(lane); // which is sorted by what changes
    lane.queuedAt = now;
    lane.turn = turns++;
  }

  /** Grants what can be granted now, and sets the alarm for what cannot. */
  void dispatch() {
    synchronized (this) {
      long now = nanoTime.getAsLong();
      Optional<Lane> next = first();
      while (next.isPresent() && next.get().readyAt <= now) {
        grant(next.get(), now);
        next = first();
      }
      next.ifPresent(lane -> wakeUpAt(lane.readyAt, now));
    }
    call();
  }

  private Optional<Lane> first() {
    Lane first = null;
    for (Bulkhead bulkhead : bulkheads.values()) {
      Lane lane = bulkhead.first().orElse(null);
      if (lane != null && (first == null || Lane.IN_TURN.compare(lane, first) < 0)) {
        first = lane;
      }
    }
    return Optional.ofNullable(first);
  }

  private void grant(Lane lane, long now) {
    Bulkhead bulkhead = bulkhead(lane.kind);
    goLast(lane, now);
    Permit permit = lane.next();
    permit.state = Permit.State.ASKING;
    bulkhead.waitsNoMore(permit);
    bulkhead.granted(lane);
    lane.host.asking++;
    lane.host.freeAt = now + gap;
    requeue(lane.host);
    callbacks.add(() -> permit.granted.accept(permit));
  }

  private void wakeUpAt(long time, long now) {
    if (wakeUp == null || wakeUp > time || wakeUp <= now) {
      wakeUp = time;
      alarm.set(time - now, this::dispatch);
    }
  }

  private void call() {
    if (calling.getAndIncrement() > 0) {
      return; // whoever is at it makes these calls too
    }
    int missed = 1;
    while (missed > 0) {
      for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
        call(next);
      }
      missed = calling.addAndGet(-missed);
    }
  }

  // A bug of one requester must not keep the turns of the others.
  private static void call(Runnable granted) {
    try {
      granted.run();
    } catch (RuntimeException e) {
      LOG.error("A request could not be begun", e);
    }
  }

  private synchronized int waiting(RequestKind kind) {
    return bulkhead(kind).waiting();
  }

  private synchronized int active(RequestKind kind) {
    return bulkhead(kind).held();
  }

  private synchronized long countHeld() {
    return hosts.values().stream().filter(this::isHeld).count();
  }

  synchronized int countHosts() {
    return hosts.size();
  }

  @PreDestroy
  void stop() {
    alarm.close();
  }
}
