package news.rendezvous.fetch;

import java.util.function.Consumer;

/**
 * Permission for requests to one host. It waits in the host's queue, is granted, and is given back
 * in two steps: {@link #answered} frees the host for the next request, {@link #close} the place
 * among all requests of the kind. All methods may be called by any thread and more than once.
 */
public final class Permit implements AutoCloseable {

  enum State {
    WAITING,
    ASKING,
    ANSWERED,
    CLOSED
  }

  private final RequestScheduler scheduler;
  final HostQueue host;
  final Lane lane;
  final String source;
  final Priority priority;
  final Consumer<Permit> granted;
  State state = State.WAITING; // guarded by the scheduler

  Permit(
      RequestScheduler scheduler,
      HostQueue host,
      Lane lane,
      String source,
      Priority priority,
      Consumer<Permit> granted) {
    this.scheduler = scheduler;
    this.host = host;
    this.lane = lane;
    this.source = source;
    this.priority = priority;
    this.granted = granted;
  }

  // A source polls once at a time, so that polls are in turn by themselves.
  String flow() {
    return lane.kind == RequestKind.REFERENCE ? source : "";
  }

  /** Leaves the queue, where it has not been granted yet, and says whether that was so. */
  public boolean cancel() {
    return scheduler.cancel(this);
  }

  /** The host that it is for. */
  public HostKey key() {
    return host.key;
  }

  /**
   * The host's part of it is over.
   *
   * @param responded whether the host gave any response; three in a row without one open its
   *     circuit breaker
   */
  public void answered(boolean responded) {
    scheduler.answered(this, responded);
  }

  /** Leaves the queue, or gives back what was granted and not given back yet. */
  @Override
  public void close() {
    scheduler.close(this);
  }
}
