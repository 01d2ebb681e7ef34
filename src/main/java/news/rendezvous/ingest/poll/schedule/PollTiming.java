package news.rendezvous.ingest.poll.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * Facts from the answers of a source that determine its poll interval, as stored in the poll-state
 * topic under their first names. {@link Schedule} reads them.
 *
 * @param hints polling hints of the feed (ttl, sy:updatePeriod, skipHours); null without any
 * @param publishingRate publishing rate; null if too few entries have a time
 * @param freshFor freshness lifetime of the last document (RFC 9111 section 4.2.1); null without
 *     one. A 304 without freshness leaves it (section 4.3.4)
 * @param arrivals times at which entries without a date were first seen, the newest first
 * @param repetitions equal documents in a row, without validators
 * @param halvings number of times that the interval is halved, after overruns
 */
public record PollTiming(
    @JsonProperty("asked") @Nullable PollingHints hints,
    @JsonProperty("rhythm") @Nullable PublishingRate publishingRate,
    @Nullable Duration freshFor,
    List<Instant> arrivals,
    int repetitions,
    @JsonProperty("haste") int halvings) {

  /** So many halvings reduce a day to less than any minimum interval. */
  public static final int MAX_HALVINGS = 10;

  public static final PollTiming NONE = new PollTiming(null, null, null, List.of(), 0, 0);

  public PollTiming {
    StateBounds.count(repetitions, "repetitions");
    if (halvings < 0 || halvings > MAX_HALVINGS) {
      throw new IllegalArgumentException("halvings is " + halvings);
    }
    StateBounds.duration(freshFor, "fresh_for");
    StateBounds.duration(hints == null ? null : hints.timeToLive(), "time_to_live");
    if (publishingRate != null) {
      Objects.requireNonNull(publishingRate.gap(), "gap is missing");
      StateBounds.duration(publishingRate.gap(), "gap");
      RecordTimes.required(publishingRate.newest(), "newest");
    }
    arrivals = arrivals == null ? List.of() : List.copyOf(arrivals);
  }

  public PollTiming freshFor(@Nullable Duration lifetime) {
    return new PollTiming(hints, publishingRate, lifetime, arrivals, repetitions, halvings);
  }

  public PollTiming repeated(boolean withValidators) {
    return new PollTiming(
        hints,
        publishingRate,
        freshFor,
        arrivals,
        withValidators ? 0 : repetitions + 1,
        slower(halvings));
  }

  public PollTiming unmodified() {
    return new PollTiming(hints, publishingRate, freshFor, arrivals, 0, slower(halvings));
  }

  public static int slower(int halvings) {
    return Math.max(0, halvings - 1);
  }
}
