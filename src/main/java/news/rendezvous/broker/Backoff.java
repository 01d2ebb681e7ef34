package news.rendezvous.broker;

import java.time.Duration;

/** Exponential backoff without jitter: each pause is twice the previous one, up to a limit. */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The next pause. */
  Duration pause() {
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  /** Starts over, after a success. */
  void reset() {
    next = first;
  }
}
