package news.rendezvous.ingest.poll.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bounds of the numbers and times in records of the poll-state topic, against overflow. */
public final class StateBounds {

  private static final int HIGHEST_COUNT = 1_000_000_000;

  /** More than the time between any two dates in documents; sums of longer ones overflow. */
  private static final Duration LONGEST_SPAN = Duration.ofDays(3_660_000);

  /** A longer wait would stop the polls of a source by mistake. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(3_660);

  private StateBounds() {}

  public static void count(int number, String member) {
    if (number < 0 || number > HIGHEST_COUNT) {
      throw new IllegalArgumentException("%s is %d".formatted(member, number));
    }
  }

  static void duration(@Nullable Duration time, String member) {
    if (time != null && (time.isNegative() || time.compareTo(LONGEST_SPAN) > 0)) {
      throw new IllegalArgumentException("%s is %s".formatted(member, time));
    }
  }

  static void waitUntil(@Nullable Instant time, Instant from) {
    if (time != null && time.isAfter(from.plus(LONGEST_WAIT))) {
      throw new IllegalArgumentException("a wait until " + time + " makes no sense");
    }
  }
}
