package news.rendezvous.fetch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has gone into one request, over all addresses that are tried for it.
 *
 * @param wire bytes of the body so far
 * @param begun reading of {@link System#nanoTime}
 * @param within how long it may take
 * @param total how long that is with the redirects before it
 */
record Effort(AtomicLong wire, long begun, Duration within, Duration total) {

  static Effort begin(Duration within, Duration total) {
    return new Effort(new AtomicLong(), System.nanoTime(), within, total);
  }

  /**
   * Milliseconds that are left.
   *
   * @param waited nanoseconds that do not count, since the wait was for ourselves
   */
  long left(long waited) {
    return within.plusNanos(waited).minusNanos(System.nanoTime() - begun).toMillis();
  }

  /** No complete answer in time. */
  Exchange.Failed late() {
    return new Exchange.Failed(
        Outcome.TIMEOUT,
        "the answer is not complete after %d ms".formatted(total.toMillis()),
        wire.get());
  }
}
