package news.rendezvous.ingest.poll.schedule;

import java.time.Instant;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Result of the last poll of a source, as stored in the poll-state topic.
 *
 * @param failures in a row, since the last success
 * @param goneSince time of the first of the 410 answers (Gone) in a row
 */
public record PollHealth(
    PollOutcome outcome, @Nullable String error, int failures, @Nullable Instant goneSince) {

  public PollHealth {
    Objects.requireNonNull(outcome, "outcome is missing");
    StateBounds.count(failures, "failures");
    RecordTimes.optional(goneSince, "gone_since");
  }
}
