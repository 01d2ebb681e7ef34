package news.rendezvous.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What is told when: some stories before the start, then one an interval, without end. Of the new
 * ones every third is notices, and when the stories are told, all are.
 *
 * <p>A pure function of the time: it keeps nothing, and an hour of it is tested in no time.
 *
 * @param start when the sample began to live
 * @param interval from one new story to the next, at least a second
 * @param tales the stories, in the order in which they are told
 */
record Programme(Instant start, Duration interval, List<Tale> tales, Notices notices) {

  private static final int BEFORE_START = 12;
  private static final Duration GAP_BEFORE_START = Duration.ofMinutes(25);
  private static final int SHOWN = 30;
  private static final int INTERVALS_TO_CORRECTION = 4;
  private static final int INTERVALS_TO_WIRE = 3;

  Programme {
    tales = List.copyOf(tales);
    // Notices are told apart by their second.
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("rendezvous.demo-interval is under a second: " + interval);
    }
    if (tales.size() < BEFORE_START) {
      throw new IllegalArgumentException("not enough stories to begin with: " + tales.size());
    }
  }

  /** The stories in the feed at a time, newest first. */
  List<Told> shown(Instant now) {
    return newest(now, n -> true, n -> told(n, now));
  }

  /** The stories that another source carries at a time, newest first: some, and later. */
  List<Told> carriedByWire(Instant now) {
    Duration lag = interval.multipliedBy(INTERVALS_TO_WIRE);
    return newest(
        now.minus(lag),
        n -> n % 5 == 2,
        n -> new Told(tale(n).brief(), published(n).plus(lag), null));
  }

  private List<Told> newest(Instant now, LongPredicate which, LongFunction<Told> told) {
    long intervals = Math.max(0, Duration.between(start, now).dividedBy(interval));
    return LongStream.iterate(BEFORE_START - 1 + intervals, n -> n >= 0, n -> n - 1)
        .filter(n -> which.test(n) && !published(n).isAfter(now))
        .limit(SHOWN)
        .mapToObj(told)
        .toList();
  }

  private Told told(long n, Instant now) {
    Instant corrected = published(n).plus(interval.multipliedBy(INTERVALS_TO_CORRECTION));
    boolean isCorrected = n % 7 == 6 && !corrected.isAfter(now);
    return new Told(tale(n), published(n), isCorrected ? corrected : null);
  }

  private Instant published(long n) {
    long since = n - BEFORE_START;
    return since < 0
        ? start.plus(GAP_BEFORE_START.multipliedBy(since))
        : start.plus(interval.multipliedBy(since + 1));
  }

  private Tale tale(long n) {
    long since = n - BEFORE_START;
    boolean isNotices = since >= 0 && since % 3 == 2;
    long index = since < 0 ? n : n - (since + 1) / 3;
    return isNotices || index >= tales.size() ? notices.at(published(n)) : tales.get((int) index);
  }
}
