package news.rendezvous.serve.page.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import news.rendezvous.serve.page.layout.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * A time as its distance from now, in the greatest unit that fits. The region of the page that
 * shows it is fetched again every few seconds.
 *
 * @param time the time itself
 * @param amount number of units
 * @param unit unit of the distance
 * @param ahead true for the future
 */
record RelativeTime(DisplayTime time, long amount, Unit unit, boolean ahead) {

  /** Unit of a distance. */
  enum Unit {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Unit(Duration length) {
      this.length = length;
    }

    private static Unit of(Duration distance) {
      Unit greatest = SECOND;
      for (Unit unit : values()) {
        greatest = distance.compareTo(unit.length) >= 0 ? unit : greatest;
      }
      return greatest;
    }
  }

  /** A length of time in the greatest unit of which it is a multiple. */
  record Span(long amount, Unit unit) {

    static Span of(Duration length) {
      Unit unit =
          Arrays.stream(Unit.values())
              .filter(one -> length.toMillis() % one.length.toMillis() == 0)
              .reduce(Unit.SECOND, (smaller, greater) -> greater);
      return new Span(length.dividedBy(unit.length), unit);
    }
  }

  static RelativeTime of(Instant time, Instant now) {
    Duration distance = Duration.between(now, time).abs();
    Unit unit = Unit.of(distance);
    return new RelativeTime(
        DisplayTime.of(time), distance.dividedBy(unit.length), unit, time.isAfter(now));
  }

  static @Nullable RelativeTime ofNullable(@Nullable Instant time, Instant now) {
    return time == null ? null : of(time, now);
  }
}
