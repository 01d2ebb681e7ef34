package news.rendezvous.ingest.poll.state;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import news.rendezvous.ingest.poll.schedule.StateBounds;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Permanent redirect (301, 308) of a source, as stored in the poll-state topic. It is kept after
 * the URL of the source was changed to its target.
 *
 * @param to its target
 * @param times responses in a row that redirected there
 * @param since time of the first of them; null in records of older versions
 */
public record PermanentRedirect(URI to, int times, @Nullable Instant since) {

  public PermanentRedirect {
    Objects.requireNonNull(to, "the target of a move is missing");
    StateBounds.count(times, "times");
    RecordTimes.optional(since, "since");
  }

  static PermanentRedirect after(@Nullable PermanentRedirect before, URI target, Instant now) {
    return before == null || !before.to.equals(target)
        ? new PermanentRedirect(target, 1, now)
        : new PermanentRedirect(
            target, before.times + 1, before.since == null ? now : before.since);
  }

  boolean isTo(String url) {
    return to.toString().equals(url);
  }

  /** True if enough equal redirects over enough time allow to change the URL of the source. */
  public boolean isConfirmed(int leastTimes, Duration leastAge, Instant now) {
    return times >= leastTimes
        && since != null
        && Duration.between(since, now).compareTo(leastAge) >= 0;
  }
}
