package news.rendezvous.fetch;

import org.jspecify.annotations.Nullable;

/** A permit that may be closed before its requester has it in hand. */
final class PendingPermit {

  private @Nullable Permit permit;
  private boolean closed;

  synchronized void set(Permit requested) {
    permit = requested;
    if (closed) {
      requested.close();
    }
  }

  synchronized void close() {
    closed = true;
    if (permit != null) {
      permit.close();
    }
  }
}
