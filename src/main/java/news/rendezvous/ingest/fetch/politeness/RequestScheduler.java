package news.rendezvous.ingest.fetch.politeness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.WithDefault;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import news.rendezvous.ingest.fetch.politeness.HostQueue.FairQueue;
import news.rendezvous.ingest.fetch.politeness.HostQueue.Lane;
import news.rendezvous.ingest.fetch.politeness.Permit.Priority;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Request scheduler: a {@link HostQueue} (concurrency, gap, hold by Retry-After, circuit breaker)
 * for each host, shared by all kinds of requests, and a {@link Bulkhead} for each kind. All
 * requests to hosts need its permit. A scheduling decision costs O(log n).
 *
 * <p>Of several hosts the one that has been ready longest is served first. At one host polls, pages
 * and references are served in turn, and so are the references of different sources ({@link
 * FairQueue}); a manual poll comes before all of them.
 */
@ApplicationScoped
public class RequestScheduler implements Permit.Issuer {

  private final long gap;
  private final LongSupplier nanoTime;
  private final ObjLongConsumer<Runnable> timer;
  private final HostTable hosts = new HostTable();
  private final ReadyLanes ready;
  private final SerialExecutor grants = new SerialExecutor();
  private @Nullable Long wakeUp;

  @Inject
  public RequestScheduler(PolitenessConfig config, MeterRegistry metrics, Vertx vertx) {
    this(
        config.perHostConcurrency(),
        config.perHostGap().toNanos(),
        System::nanoTime,
        new OneShotTimer(vertx));
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
        .description("Hosts on hold because of Retry-After")
        .register(metrics);
    Gauge.builder("rendezvous.hosts", this::countHosts)
        .description("Hosts whose budget is remembered")
        .register(metrics);
  }

  /**
   * A scheduler without hosts.
   *
   * @param gap nanoseconds between an answer of a host and the next request
   * @param timer runs a task once after that many nanoseconds; replaces an earlier task
   */
  public RequestScheduler(
      int perHost, long gap, LongSupplier nanoTime, ObjLongConsumer<Runnable> timer) {
    this.gap = gap;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.ready = new ReadyLanes(perHost);
  }

  /** Sets the bounds of a kind, before its first request. */
  public synchronized void limit(RequestKind kind, RequestLimits limits) {
    ready.bulkhead(kind).limits = limits;
  }

  /** Protects a host from eviction while it has a source; returns the one key for all of them. */
  public synchronized HostKey pin(HostKey key) {
    HostQueue host = hosts.use(key);
    host.pins++;
    return host.key;
  }

  public synchronized void unpin(HostKey key) {
    HostQueue host = hosts.use(key);
    host.pins--;
    hosts.retire(host);
  }

  /**
   * Queues a request. For {@link RequestKind#POLL} the queue is bounded by the number of sources.
   *
   * @param urgent true for a manual request: before all others, even during a hold of the host
   * @param granted runs once the request may be made, on any thread, possibly before this method
   *     returns; must not block
   */
  public Permit request(
      HostKey key, RequestKind kind, String source, boolean urgent, Consumer<Permit> granted) {
    Permit permit = enqueue(key, kind, source, urgent ? Priority.URGENT : Priority.NORMAL, granted);
    dispatch();
    return permit;
  }

  /** Queues a request if the bounds of its kind allow one more to wait; empty if not. */
  public Optional<Permit> tryRequest(
      HostKey key, RequestKind kind, String source, Consumer<Permit> granted) {
    return enqueueIf(
        () -> exceeded(key, kind, source).isEmpty(), key, kind, source, Priority.NORMAL, granted);
  }

  /**
   * Queues a retry that no caller waits for. It comes after all others of its kind, takes at most
   * half of the queue, and a host whose breaker is open gets one at a time.
   */
  public Optional<Permit> tryInBackground(
      HostKey key, RequestKind kind, String source, Consumer<Permit> granted) {
    return enqueueIf(
        () -> hasRoomInBackground(key, kind, source),
        key,
        kind,
        source,
        Priority.BACKGROUND,
        granted);
  }

  private Optional<Permit> enqueueIf(
      BooleanSupplier hasRoom,
      HostKey key,
      RequestKind kind,
      String source,
      Priority priority,
      Consumer<Permit> granted) {
    Permit permit;
    synchronized (this) {
      if (!hasRoom.getAsBoolean()) {
        return Optional.empty();
      }
      permit = enqueue(key, kind, source, priority, granted);
    }
    dispatch();
    return Optional.of(permit);
  }

  /** The bound that one more waiting request would exceed; empty if it may wait. */
  public synchronized Optional<RequestLimits.Bound> exceeded(
      HostKey key, RequestKind kind, String source) {
    return ready.bulkhead(kind).exceeded(lane(key, kind), source, 1);
  }

  /** True if {@link #tryInBackground} would queue a request now. */
  public synchronized boolean hasRoomInBackground(HostKey key, RequestKind kind, String source) {
    Lane lane = lane(key, kind);
    boolean busy = lane.isBreakerOpen() && !(lane.isEmpty() && lane.inFlight == 0);
    return !busy
        && !isHeld(lane.host())
        && ready.bulkhead(kind).exceeded(lane, source, 2).isEmpty();
  }

  private Lane lane(HostKey key, RequestKind kind) {
    return hosts.find(key).orElseGet(() -> new HostQueue(key)).lane(kind);
  }

  private synchronized Permit enqueue(
      HostKey key, RequestKind kind, String source, Priority priority, Consumer<Permit> granted) {
    Lane lane = hosts.use(key).lane(kind);
    Permit permit = new Permit(this, key, kind, source, priority, granted);
    if (lane.isEmpty()) {
      ready.moveToEnd(lane, nanoTime.getAsLong());
    }
    ready.add(lane, permit);
    return permit;
  }

  @Override
  public synchronized boolean cancel(Permit permit) {
    boolean waits = permit.state == Permit.State.WAITING;
    if (waits) {
      end(permit);
    }
    return waits;
  }

  @Override
  public void answered(Permit permit, boolean responded) {
    synchronized (this) {
      if (permit.state == Permit.State.IN_FLIGHT) {
        Lane lane = lane(permit.key(), permit.kind);
        lane.countEnd(responded);
        ready.setResponsive(lane.host(), responded);
        release(permit, lane);
      }
    }
    dispatch();
  }

  private void release(Permit permit, Lane lane) {
    permit.state = Permit.State.ANSWERED;
    ready.release(lane);
    lane.host().freeAt = nanoTime.getAsLong() + gap;
    ready.update(lane.host());
  }

  @Override
  public void close(Permit permit) {
    synchronized (this) {
      end(permit);
    }
    dispatch();
  }

  // A host is not evicted before all of its permits have been answered or withdrawn.
  private void end(Permit permit) {
    switch (permit.state) {
      case WAITING -> ready.remove(lane(permit.key(), permit.kind), permit);
      case IN_FLIGHT -> {
        release(permit, lane(permit.key(), permit.kind));
        ready.bulkhead(permit.kind).release();
      }
      case ANSWERED -> ready.bulkhead(permit.kind).release();
      case CLOSED -> {}
    }
    permit.state = Permit.State.CLOSED;
    hosts.find(permit.key()).ifPresent(hosts::retire);
  }

  /** Suspends all requests to a host for a time; never shortens a hold. */
  public void hold(HostKey key, Duration time) {
    synchronized (this) {
      HostQueue host = hosts.use(key);
      hosts.hold(host, nanoTime.getAsLong() + time.toNanos());
      ready.update(host);
      hosts.retire(host);
    }
    dispatch();
  }

  /** Remaining time of a host's hold; zero without one. */
  public Duration heldFor(HostKey key) {
    long until = heldUntil(key);
    long now = nanoTime.getAsLong();
    return until > now ? Duration.ofNanos(until - now) : Duration.ZERO;
  }

  /** End of a host's hold by this scheduler's clock; {@link Long#MIN_VALUE} without one. */
  public synchronized long heldUntil(HostKey key) {
    return hosts.find(key).map(host -> host.heldUntil).orElse(Long.MIN_VALUE);
  }

  private boolean isHeld(HostQueue host) {
    return host.heldUntil > nanoTime.getAsLong(); // MIN_VALUE rules out a difference
  }

  /** Restores the responsiveness of a host from stored state. */
  public void restoreResponsive(HostKey key, boolean responsive) {
    synchronized (this) {
      HostQueue host = hosts.use(key);
      ready.setResponsive(host, responsive);
      hosts.retire(host);
    }
    dispatch();
  }

  /** Grants all permits that are ready, and sets the timer for the next. */
  void dispatch() {
    synchronized (this) {
      long now = nanoTime.getAsLong();
      Optional<Lane> next = ready.first();
      while (next.isPresent() && next.get().readyAt <= now) {
        grant(next.get(), now);
        next = ready.first();
      }
      next.ifPresent(lane -> wakeUpAt(lane.readyAt, now));
    }
    grants.drain();
  }

  private void grant(Lane lane, long now) {
    Permit permit = ready.take(lane, now);
    permit.state = Permit.State.IN_FLIGHT;
    lane.host().freeAt = now + gap;
    ready.update(lane.host());
    grants.add(() -> permit.granted.accept(permit));
  }

  private void wakeUpAt(long time, long now) {
    if (wakeUp == null || wakeUp > time || wakeUp <= now) {
      wakeUp = time;
      timer.accept(this::dispatch, time - now);
    }
  }

  private synchronized int waiting(RequestKind kind) {
    return ready.bulkhead(kind).waiting();
  }

  private synchronized int active(RequestKind kind) {
    return ready.bulkhead(kind).held();
  }

  private synchronized int countHeld() {
    return hosts.countHeld(nanoTime.getAsLong());
  }

  synchronized int countHosts() {
    return hosts.size();
  }

  /** Timer of Vert.x; setting it again replaces the earlier time. */
  private static final class OneShotTimer implements ObjLongConsumer<Runnable> {

    private final Vertx vertx;
    private long id = -1;

    OneShotTimer(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public void accept(Runnable task, long nanos) {
      vertx.cancelTimer(id);
      long millis = 1 + TimeUnit.NANOSECONDS.toMillis(nanos); // rounded up
      id = vertx.setTimer(millis, fired -> task.run());
    }
  }

  /** Keys of {@link RequestScheduler}. */
  public interface PolitenessConfig {

    /** Maximum concurrent requests to one host and port: polls, redirects to it, references. */
    @WithDefault("1")
    @Positive
    int perHostConcurrency();

    /** Minimum time between a response of a host and the next request to it. */
    @WithDefault("1s")
    @DurationMin
    Duration perHostGap();
  }
}
