package news.rendezvous.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z");

  private final Schedule schedule =
      new Schedule(
          new Bounds(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(1)),
          new Random(7));

  private record Bounds(Duration interval, Duration minInterval, Duration maxInterval)
      implements PollConfig {

    @Override
    public int concurrency() {
      return 64;
    }

    @Override
    public int maxSeen() {
      return 5000;
    }

    @Override
    public int seenFactor() {
      return 5;
    }

    @Override
    public Duration sessionTimeout() {
      return Duration.ofSeconds(10);
    }
  }

  @ParameterizedTest(name = "own {0}, fresh {1}, ttl {2}: {3}")
  @CsvSource(
      textBlock =
          """
          ,      ,      ,      PT5M
          PT15M, ,      ,      PT15M
          PT1S,  ,      ,      PT1M
          P3D,   ,      ,      PT24H
          ,      PT2H,  ,      PT2H
          ,      PT1M,  ,      PT5M
          ,      ,      PT3H,  PT3H
          ,      PT4H,  PT3H,  PT4H
          PT1H,  PT30M, PT20M, PT1H
          ,      P90D,  ,      PT24H
          """)
  void takesTheLongestOfWhatIsAskedWithinTheBounds(
      @Nullable Duration own,
      @Nullable Duration freshFor,
      @Nullable Duration timeToLive,
      Duration expected) {
    Plan plan =
        schedule.next(own, succeeded(), new Schedule.Hints(freshFor, timeToLive, null), NOW);

    assertThat(wait(plan)).isBetween(expected, expected.multipliedBy(105).dividedBy(100));
  }

  @ParameterizedTest(name = "{0} failures: {1}")
  @CsvSource(
      textBlock =
          """
          1,   PT10M
          2,   PT20M
          3,   PT40M
          9,   PT24H
          500, PT24H
          """)
  void backsOffExponentiallyFromTheFirstFailure(int failures, Duration expected) {
    Health health = new Health(Outcome.HTTP_ERROR, "500", failures, null);

    Plan plan = schedule.next(null, health, new Schedule.Hints(null, null, null), NOW);

    assertThat(wait(plan)).isBetween(percent(expected, 80), percent(expected, 120));
  }

  @Test
  void waitsAsLongAsTheServerAsksAndNeverShorterThanTheBackoff() {
    Health health = new Health(Outcome.THROTTLED, "429", 1, null);

    Plan longer =
        schedule.next(null, health, new Schedule.Hints(null, null, Duration.ofHours(1)), NOW);
    Plan shorter =
        schedule.next(null, health, new Schedule.Hints(null, null, Duration.ofSeconds(1)), NOW);

    assertThat(wait(longer)).isBetween(Duration.ofHours(1), Duration.ofMinutes(72));
    assertThat(wait(shorter)).isGreaterThan(Duration.ofMinutes(7));
  }

  @Test
  void asksASourceThatIsGoneOnceADayForAWeek() {
    Schedule.Hints none = new Schedule.Hints(null, null, null);
    Health first = new Health(Outcome.GONE, "410", 1, NOW);
    Health eighth = new Health(Outcome.GONE, "410", 8, NOW.minus(Duration.ofDays(7)));

    assertThat(schedule.next(null, first, none, NOW).next()).isEqualTo(NOW.plusSeconds(86400));
    assertThat(schedule.next(null, eighth, none, NOW).next()).isNull();
  }

  private static Health succeeded() {
    return new Health(Outcome.OK, null, 0, null);
  }

  private static Duration wait(Plan plan) {
    return Duration.between(NOW, plan.next());
  }

  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }
}
