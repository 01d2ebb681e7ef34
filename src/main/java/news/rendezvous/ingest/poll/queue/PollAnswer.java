package news.rendezvous.ingest.poll.queue;

import java.time.Duration;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/** Result of a manual poll. */
public sealed interface PollAnswer {

  /**
   * The source was polled.
   *
   * @param outcome of the poll
   * @param entries entries in the document; 0 without a readable one
   * @param changed entries that were new or changed, all acknowledged by the broker
   * @param took time from the first request to the acknowledged state
   * @param error cause of a failure; null after a success
   */
  record Polled(
      PollOutcome outcome, int entries, int changed, Duration took, @Nullable String error)
      implements PollAnswer {}

  /** Another replica owns the source; it polls it as soon as it reads the rewritten record. */
  record Elsewhere() implements PollAnswer {}

  record NotPolled() implements PollAnswer {}

  record Failed(String reason) implements PollAnswer {}
}
