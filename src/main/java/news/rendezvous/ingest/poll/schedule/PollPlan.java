package news.rendezvous.ingest.poll.schedule;

import java.time.Instant;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Time of the next poll of a source, as stored in the poll-state topic.
 *
 * @param hold end of the host's hold (Retry-After) by the last response, restored at a restart;
 *     null without one. While the service runs, {@link
 *     news.rendezvous.ingest.fetch.politeness.RequestScheduler#heldFor} counts
 */
public record PollPlan(
    Instant last, @Nullable Instant next, String reason, @Nullable Instant hold) {

  public PollPlan {
    RecordTimes.required(last, "last");
    StateBounds.waitUntil(next, last);
    StateBounds.waitUntil(hold, last);
  }
}
