package news.rendezvous.ingest.poll.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Facts from the answers of a source that determine its poll interval, as stored in the poll-state
 * topic. {@link Schedule} reads them.
 *
 * @param asked polling hints of the feed (ttl, sy:updatePeriod, skipHours); null without any
 * @param rhythm publishing rate; null if too few entries have a time
 * @param freshFor freshness lifetime of the last document (RFC 9111 section 4.2.1); null without
 *     one. A 304 without freshness leaves it (section 4.3.4)
 * @param arrivals times at which entries without a date were first seen, the newest first
 * @param repetitions equal documents in a row, without validators
 * @param haste number of times that the interval is halved, after overruns
 */
public record PollTiming(
    @Nullable PollingHints asked,
    @Nullable PublishingRate rhythm,
    @Nullable Duration freshFor,
    List<Instant> arrivals,
    int repetitions,
    int haste) {

  /** So many halvings reduce a day to less than any minimum interval. */
  public static final int MAX_HASTE = 10;

  public static final PollTiming NONE = new PollTiming(null, null, null, List.of(), 0, 0);

  public PollTiming {
    StateBounds.count(repetitions, "repetitions");
    if (haste < 0 || haste > MAX_HASTE) {
      throw new IllegalArgumentException("haste is " + haste);
    }
    StateBounds.duration(freshFor, "fresh_for");
    StateBounds.duration(asked == null ? null : asked.timeToLive(), "time_to_live");
    if (rhythm != null) {
      Objects.requireNonNull(rhythm.gap(), "gap is missing");
      StateBounds.duration(rhythm.gap(), "gap");
      RecordTimes.required(rhythm.newest(), "newest");
    }
    arrivals = arrivals == null ? List.of() : List.copyOf(arrivals);
  }

  public PollTiming freshFor(@Nullable Duration lifetime) {
    return new PollTiming(asked, rhythm, lifetime, arrivals, repetitions, haste);
  }

  public PollTiming repeated(boolean withValidators) {
    return new PollTiming(
        asked, rhythm, freshFor, arrivals, withValidators ? 0 : repetitions + 1, slower(haste));
  }

  public PollTiming unmodified() {
    return new PollTiming(asked, rhythm, freshFor, arrivals, 0, slower(haste));
  }

  public static int slower(int haste) {
    return Math.max(0, haste - 1);
  }
}
