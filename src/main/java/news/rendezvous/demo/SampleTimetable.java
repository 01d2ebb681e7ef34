package news.rendezvous.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Publication times: some stories before the start, then one an interval, without end. Every third
 * of the new ones is a choice of notices, and after the last story all are. A pure function of the
 * time, without state.
 *
 * @param start when the sample was first started
 * @param interval from one new story to the next
 * @param slugs of the stories, in order of publication
 * @param source the wire service has every fifth story only, later and never corrected
 */
record SampleTimetable(Instant start, Duration interval, List<String> slugs, SampleSource source) {

  /**
   * A story in a feed.
   *
   * @param corrected when a correction was added; null without one
   */
  record Published(String slug, Instant at, @Nullable Instant corrected) {}

  private static final int BEFORE_START = 12;
  private static final Duration GAP_BEFORE_START = Duration.ofMinutes(25);
  private static final int SHOWN = 30;
  private static final int INTERVALS_TO_CORRECTION = 4;
  private static final int INTERVALS_TO_WIRE = 3;

  /** The stories in the feed at a time, newest first. */
  List<Published> published(Instant now) {
    boolean wire = source == SampleSource.WIRE;
    Duration lag = wire ? interval.multipliedBy(INTERVALS_TO_WIRE) : Duration.ZERO;
    Instant latest = now.minus(lag);
    long intervals = Math.max(0, Duration.between(start, latest).dividedBy(interval));
    return LongStream.iterate(BEFORE_START - 1 + intervals, n -> n >= 0, n -> n - 1)
        .filter(n -> (!wire || n % 5 == 2) && !time(n).isAfter(latest))
        .limit(SHOWN)
        .mapToObj(n -> new Published(slug(n), time(n).plus(lag), wire ? null : corrected(n, now)))
        .toList();
  }

  private @Nullable Instant corrected(long n, Instant now) {
    Instant corrected = time(n).plus(interval.multipliedBy(INTERVALS_TO_CORRECTION));
    return n % 7 == 6 && !corrected.isAfter(now) ? corrected : null;
  }

  private Instant time(long n) {
    long since = n - BEFORE_START;
    return since < 0
        ? start.plus(GAP_BEFORE_START.multipliedBy(since))
        : start.plus(interval.multipliedBy(since + 1));
  }

  private String slug(long n) {
    long since = n - BEFORE_START;
    boolean isNotices = since >= 0 && since % 3 == 2;
    long index = since < 0 ? n : n - (since + 1) / 3;
    return isNotices || index >= slugs.size()
        ? source.noticesPrefix() + time(n).getEpochSecond()
        : slugs.get((int) index);
  }
}
