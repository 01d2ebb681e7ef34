package news.rendezvous.ingest.poll.queue;

import java.time.Duration;
import news.rendezvous.source.PollOutcome;

/** Result of a manual poll. */
public sealed interface PollAnswer {

  /** The source was polled; all changed entries are acknowledged by the broker. */
  record Polled(PollOutcome outcome, int entries, int changed, Duration took)
      implements PollAnswer {}

  /** Another replica owns the source; it polls it as soon as it reads the rewritten record. */
  record Elsewhere() implements PollAnswer {}

  record NotPolled() implements PollAnswer {}

  record Failed(String reason) implements PollAnswer {}
}
