package news.rendezvous.ingest.poll.schedule;

import java.time.Instant;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Time of the next poll of a source, as stored in the poll-state topic.
 *
 * @param last time of the last poll
 * @param next time of the next poll; null if there is none
 * @param reason of that time, for the operator
 * @param hold end of the host's hold (Retry-After) by the last response, restored at a restart;
 *     null without one. While the service runs, {@link
 *     news.rendezvous.ingest.fetch.politeness.RequestScheduler#heldFor} counts
 */
public record PollPlan(
    Instant last, @Nullable Instant next, String reason, @Nullable Instant hold) {

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException for a wait of more than ten years
   */
  public PollPlan {
    RecordTimes.required(last, "last");
    StateBounds.waitUntil(next, last);
    StateBounds.waitUntil(hold, last);
  }
}
