package news.rendezvous.kafka.client;

import java.time.Duration;

/** Exponential backoff: each pause is twice as long as the one before, up to a bound. */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  public Duration pause() {
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  /** Resets the pause after a success. */
  public void reset() {
    next = first;
  }
}
