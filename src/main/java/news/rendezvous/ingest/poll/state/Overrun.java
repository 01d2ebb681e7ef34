package news.rendezvous.ingest.poll.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import news.rendezvous.ingest.poll.schedule.StateBounds;
import news.rendezvous.item.text.RecordTimes;

/**
 * Overrun: a poll of a known source whose document had new entries only, so that entries between
 * this poll and the previous one may be missed. Stored in the poll-state topic.
 *
 * @param at time of the poll
 * @param recovered number of entries that were found on older pages of the feed since
 * @param repaired true if an older page had an entry that was known before, so that none is missing
 */
public record Overrun(Instant at, int recovered, boolean repaired) {

  private static final Duration SHOWN_FOR = Duration.ofDays(7);

  public Overrun {
    RecordTimes.required(at, "at");
    StateBounds.count(recovered, "recovered");
  }

  /** After an older page with a number of new entries. */
  Overrun with(int newEntries, boolean reachedKnown) {
    return new Overrun(at, recovered + newEntries, reachedKnown);
  }

  public boolean isOld(Instant now) {
    return Duration.between(at, now).compareTo(SHOWN_FOR) > 0;
  }

  String warning() {
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    if (repaired) {
      return "all entries were new at %s: its older pages brought the %d that had left it before"
          .formatted(time, recovered);
    }
    return recovered > 0
        ? "all entries were new at %s: its older pages brought %d more, and some may be lost"
            .formatted(time, recovered)
        : "all entries were new at %s: some may have come and gone since the poll before it"
            .formatted(time);
  }
}
