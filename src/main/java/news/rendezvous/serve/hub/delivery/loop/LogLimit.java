package news.rendezvous.serve.hub.delivery.loop;

import java.util.concurrent.TimeUnit;

/** Rate limit of the log lines that callbacks cause: one a second. Confined to one thread. */
final class LogLimit {

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DeliveryClocks clocks;
  private long next;
  private long suppressed;

  LogLimit(DeliveryClocks clocks) {
    this.clocks = clocks;
    this.next = clocks.now();
  }

  /** True if a line may be written now; one that may not is counted. */
  boolean may() {
    long now = clocks.now();
    if (now - next < 0) {
      suppressed++;
      return false;
    }
    next = now + NANOS;
    return true;
  }

  /** The end of a line: the number of those that were not written before it. */
  String more() {
    String text = suppressed == 0 ? "" : " (%d more lines before it)".formatted(suppressed);
    suppressed = 0;
    return text;
  }
}
