package news.rendezvous.poll;

import java.time.Instant;
import java.util.Objects;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.item.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Result of the last poll of a source, as stored in the poll-state topic.
 *
 * @param outcome of the poll
 * @param error for the operator; null after a success
 * @param failures in a row, since the last success
 * @param goneSince time of the first of the 410 answers (Gone) in a row
 */
public record PollHealth(
    Outcome outcome, @Nullable String error, int failures, @Nullable Instant goneSince) {

  public PollHealth {
    Objects.requireNonNull(outcome, "outcome is missing");
    StateBounds.count(failures, "failures");
    RecordTimes.optional(goneSince, "gone_since");
  }
}
