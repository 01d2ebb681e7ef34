package news.rendezvous.ingest.fetch.politeness;

import java.util.function.Consumer;
import news.rendezvous.ingest.fetch.politeness.HostQueue.FairQueue;

/**
 * Permit for requests to one host. It waits in the host's queue, is granted, and is released in two
 * steps: {@link #answered} frees the host for its next request, {@link #close} the slot in the
 * bulkhead of its kind. All methods are thread-safe and idempotent.
 */
public final class Permit implements AutoCloseable {

  enum State {
    WAITING,
    IN_FLIGHT,
    ANSWERED,
    CLOSED
  }

  /** Order of the permits of one kind that wait for one host. */
  enum Priority {
    /** Manual request: before all others, even during a hold of the host. */
    URGENT,
    NORMAL,
    /** Retry that no caller waits for: only when nothing else waits. */
    BACKGROUND
  }

  interface Issuer {

    boolean cancel(Permit permit);

    void answered(Permit permit, boolean responded);

    void close(Permit permit);
  }

  private final Issuer issuer;
  private final HostKey key;
  final RequestKind kind;
  final String source;
  final Priority priority;
  final Consumer<Permit> granted;

  State state = State.WAITING; // guarded by the issuer

  Permit(
      Issuer issuer,
      HostKey key,
      RequestKind kind,
      String source,
      Priority priority,
      Consumer<Permit> granted) {
    this.issuer = issuer;
    this.key = key;
    this.kind = kind;
    this.source = source;
    this.priority = priority;
    this.granted = granted;
  }

  /**
   * The flow of the {@link FairQueue} that it belongs to. A source has at most one poll at a time,
   * so polls need no flow of their own.
   */
  String flow() {
    return kind == RequestKind.REFERENCE ? source : "";
  }

  /** Removes it from the queue; false if it was granted or closed before. */
  public boolean cancel() {
    return issuer.cancel(this);
  }

  public HostKey key() {
    return key;
  }

  /**
   * Ends the use of the host: its next request may be made after the gap.
   *
   * @param responded false if the host gave no response; three in a row open its circuit breaker
   */
  public void answered(boolean responded) {
    issuer.answered(this, responded);
  }

  /** Removes it from the queue, or releases host and slot unless they are released already. */
  @Override
  public void close() {
    issuer.close(this);
  }
}
