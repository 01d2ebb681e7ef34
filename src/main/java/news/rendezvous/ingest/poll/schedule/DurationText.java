package news.rendezvous.ingest.poll.schedule;

import java.time.Duration;

/** Durations as text for the operator. */
final class DurationText {

  private static final String[] UNITS = {" d", " h", " min", " s"};
  private static final long[] SECONDS = {86_400, 3_600, 60, 1};

  private DurationText() {}

  /** Formats in the greatest unit that fits and the one below it: {@code 1 h 30 min}. */
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    for (int n = 0; n < UNITS.length - 1; n++) {
      if (seconds >= SECONDS[n]) {
        long rest = seconds % SECONDS[n] / SECONDS[n + 1];
        return seconds / SECONDS[n] + UNITS[n] + (rest == 0 ? "" : " " + rest + UNITS[n + 1]);
      }
    }
    return seconds == 0 && !duration.isZero() ? duration.toMillis() + " ms" : seconds + " s";
  }
}
