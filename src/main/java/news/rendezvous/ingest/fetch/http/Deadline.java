package news.rendezvous.ingest.fetch.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import news.rendezvous.source.PollOutcome;

/**
 * Deadline of one request, over all addresses that are tried for it.
 *
 * @param wire counter of the bytes of the body
 * @param begun reading of {@link System#nanoTime}
 * @param within timeout of this request
 * @param total timeout of the redirect chain that it belongs to
 */
record Deadline(AtomicLong wire, long begun, Duration within, Duration total) {

  static Deadline begin(Duration within, Duration total) {
    return new Deadline(new AtomicLong(), System.nanoTime(), within, total);
  }

  /**
   * Milliseconds left.
   *
   * @param waited nanoseconds spent waiting for the memory budget, which do not count
   */
  long left(long waited) {
    return within.plusNanos(waited).minusNanos(System.nanoTime() - begun).toMillis();
  }

  Exchange.Failed expired() {
    return new Exchange.Failed(
        PollOutcome.TIMEOUT,
        "the answer is not complete after %d ms".formatted(total.toMillis()),
        wire.get());
  }
}
