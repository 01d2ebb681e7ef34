package news.rendezvous.ingest.poll.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z"); // a Tuesday
  private static final Schedule.Limits LIMITS =
      new Schedule.Limits(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1), 12);

  private final Schedule schedule = new Schedule(LIMITS, new Random(7));

  @ParameterizedTest(name = "own {0}, fresh {1}, ttl {2}: {3}")
  @CsvSource(
      textBlock =
          """
          ,      ,      ,      PT1H,  the interval of 1 h
          PT15M, ,      ,      PT15M, its own interval of 15 min
          PT1S,  ,      ,      PT1M,  no source is polled more often than every 1 min
          P3D,   ,      ,      PT24H, its own interval of 3 d
          ,      PT2H,  ,      PT2H,  the answer is declared fresh for 2 h
          ,      PT1M,  ,      PT1H,  the interval of 1 h
          ,      ,      PT3H,  PT3H,  the feed asks for polls every 3 h
          ,      PT4H,  PT3H,  PT4H,  the answer is declared fresh for 4 h
          PT1H,  PT30M, PT20M, PT1H,  its own interval of 1 h
          PT1H,  ,      PT90M, PT90M, the feed asks for polls every 1 h 30 min
          ,      P90D,  ,      PT24H, the answer is declared fresh for 90 d
          """)
  void takesTheLongestOfWhatIsAskedWithinTheBounds(
      @Nullable Duration own,
      @Nullable Duration freshFor,
      @Nullable Duration timeToLive,
      Duration expected,
      String reason) {
    PollTiming timing =
        timing(new PollingHints(timeToLive, List.of(), List.of()), null).freshFor(freshFor);

    PollPlan plan = schedule.next(own, succeeded(), timing, null, NOW);

    assertThat(wait(plan)).isBetween(expected, percent(expected, 105));
    assertThat(wait(plan)).isLessThanOrEqualTo(LIMITS.maxInterval());
    assertThat(plan.reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "own {0}, a story every {1}, the last {2} ago: {3}")
  @CsvSource(
      textBlock =
          """
          ,      PT20M, PT5M,  PT10M, its stories come about every 20 min
          ,      PT20M, PT1H,  PT30M, no story for 1 h
          ,      PT10S, PT1S,  PT5M,  its stories come about every 10 s
          ,      P1D,   PT5M,  PT12H, its stories come about every 1 d
          ,      P2D,   PT5M,  PT12H, its stories come about every 2 d
          ,      PT20M, P30D,  PT12H, no story for 30 d
          PT15M, PT10S, PT1S,  PT15M, its own interval of 15 min
          PT15M, P1D,   PT5M,  PT15M, its own interval of 15 min
          """)
  void followsTheRhythmOfTheStoriesWhereTheSourceHasNoIntervalOfItsOwn(
      @Nullable Duration own, Duration gap, Duration silence, Duration expected, String reason) {
    PollTiming timing = timing(null, new PublishingRate(gap, NOW.minus(silence)));

    PollPlan plan = schedule.next(own, succeeded(), timing, null, NOW);

    assertThat(wait(plan)).isBetween(expected, percent(expected, 105));
    assertThat(plan.reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "own {0}, {1} repetitions: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                | 0  | PT1H  | the interval of 1 h
                | 1  | PT2H  | the same document came again, without validators: polled every 2 h
                | 3  | PT8H  | the same document came 3 times again, without validators: polled every 8 h
                | 99 | PT24H | the same document came 99 times again, without validators: polled every 1 d
          PT15M | 5  | PT15M | its own interval of 15 min
          """)
  void doublesTheIntervalWithEachEqualDocumentWithoutValidators(
      @Nullable Duration own, int repetitions, Duration expected, String reason) {
    PollTiming timing = new PollTiming(null, null, null, List.of(), repetitions, 0);

    PollPlan plan = schedule.next(own, succeeded(), timing, null, NOW);

    assertThat(wait(plan)).isBetween(expected, percent(expected, 105));
    assertThat(plan.reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "own {0}, haste {1}, fresh {2}: {3}")
  @CsvSource(
      textBlock =
          """
          ,      1,  ,     PT30M, all entries were new: polled every 30 min
          ,      3,  ,     PT7M30S, all entries were new: polled every 7 min 30 s
          ,      10, ,     PT5M,  all entries were new: polled every 5 min
          ,      3,  PT2H, PT2H,  the answer is declared fresh for 2 h
          PT15M, 3,  ,     PT15M, its own interval of 15 min
          """)
  void pollsSoonerWhereADocumentHeldNothingButNewEntries(
      @Nullable Duration own,
      int haste,
      @Nullable Duration freshFor,
      Duration expected,
      String reason) {
    PollTiming timing = new PollTiming(null, null, freshFor, List.of(), 0, haste);

    PollPlan plan = schedule.next(own, succeeded(), timing, null, NOW);

    assertThat(wait(plan)).isBetween(expected, percent(expected, 105));
    assertThat(plan.reason()).isEqualTo(reason);
  }

  @Test
  void readsOlderPagesAtOnceUnlessTheHostIsOnHold() {
    PollPlan next = schedule.nextPage(3, null, NOW);
    PollPlan held = schedule.nextPage(3, Duration.ofHours(1), NOW);

    assertThat(next)
        .isEqualTo(new PollPlan(NOW, NOW, "reads older pages of the feed, at most 3 more", null));
    assertThat(held.hold()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(held.next()).isAfterOrEqualTo(held.hold());
  }

  @Test
  void keepsTheIntervalWithoutAdaptation() {
    Schedule.Limits fixed =
        new Schedule.Limits(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(1), 1);
    PollTiming timing = timing(null, new PublishingRate(Duration.ofSeconds(10), NOW));

    PollPlan plan = new Schedule(fixed, new Random(7)).next(null, succeeded(), timing, null, NOW);

    assertThat(wait(plan)).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(315));
  }

  @ParameterizedTest(name = "every {0}, without hours {1} and days {2}: {3}")
  @CsvSource(
      textBlock =
          """
          PT30M, 10,           ,                  2026-03-03T11:00:00Z
          PT30M, 11,           ,                  2026-03-03T10:30:00Z
          PT2H,  12;13,        ,                  2026-03-03T14:00:00Z
          PT13H, 23;0;1,       ,                  2026-03-04T02:00:00Z
          PT14H, ,             WEDNESDAY,         2026-03-04T10:00:00Z
          PT2H,  ,             WEDNESDAY,         2026-03-03T12:00:00Z
          PT1H,  ,             TUESDAY,           2026-03-04T00:00:00Z
          PT1H,  0,            TUESDAY,           2026-03-04T01:00:00Z
          PT1H,  ,             TUESDAY;WEDNESDAY, 2026-03-04T10:00:00Z
          """)
  void movesAPollOutOfTheHoursAndDaysThatTheFeedSkipsButNotBeyondTheLongestInterval(
      Duration own, @Nullable String hours, @Nullable String days, Instant expected) {
    PollingHints cadence =
        new PollingHints(
            null,
            list(hours).map(Integer::valueOf).toList(),
            list(days).map(DayOfWeek::valueOf).toList());

    PollPlan plan = schedule.next(own, succeeded(), timing(cadence, null), null, NOW);

    assertThat(plan.next()).isBetween(expected, expected.plus(Duration.ofMinutes(45)));
    assertThat(plan.next()).isBeforeOrEqualTo(NOW.plus(LIMITS.maxInterval()));
  }

  private static Stream<String> list(@Nullable String text) {
    return text == null ? Stream.empty() : Stream.of(text.split(";"));
  }

  @Test
  void statesThatAPollWasMoved() {
    PollTiming timing = timing(new PollingHints(null, List.of(11), List.of()), null);

    PollPlan plan = schedule.next(null, succeeded(), timing, null, NOW);

    assertThat(plan.reason())
        .isEqualTo("the interval of 1 h; moved out of the hours that the feed asks to skip");
  }

  @ParameterizedTest(name = "{0} failures: {1}")
  @CsvSource(
      textBlock =
          """
          1,   PT2H,  backing off after a failure
          2,   PT4H,  backing off after 2 failures in a row
          3,   PT8H,  backing off after 3 failures in a row
          9,   PT24H, backing off after 9 failures in a row
          500, PT24H, backing off after 500 failures in a row
          """)
  void backsOffExponentiallyFromTheFirstFailure(int failures, Duration expected, String reason) {
    PollPlan plan =
        schedule.next(null, failed(PollOutcome.HTTP_ERROR, failures), PollTiming.NONE, null, NOW);

    assertThat(wait(plan)).isBetween(percent(expected, 80), percent(expected, 120));
    assertThat(plan.reason()).isEqualTo(reason);
    assertThat(plan.hold()).isNull();
  }

  @ParameterizedTest(name = "Retry-After {0} after {1} failures: {2} to {3}")
  @CsvSource(
      textBlock =
          """
          PT6H,  1, PT6H,  PT432M, Retry-After: the host is on hold for 6 h
          P7D,   1, P7D,   P9D,    Retry-After: the host is on hold for 7 d
          PT1S,  1, PT96M, PT144M, backing off after a failure
          PT0S,  1, PT96M, PT144M, backing off after a failure
          """)
  void waitsAsLongAsTheServerAsksAndNeverShorterThanTheBackoff(
      Duration asked, int failures, Duration least, Duration most, String reason) {
    PollPlan plan =
        schedule.next(null, failed(PollOutcome.THROTTLED, failures), PollTiming.NONE, asked, NOW);

    assertThat(wait(plan)).isBetween(least, most);
    assertThat(plan.reason()).isEqualTo(reason);
    assertThat(plan.hold()).isEqualTo(NOW.plus(asked));
  }

  @Test
  void spreadsSourcesThatWereThrottledTogether() {
    Duration asked = Duration.ofHours(6);

    List<Instant> times =
        Stream.generate(
                () ->
                    schedule
                        .next(null, failed(PollOutcome.THROTTLED, 1), PollTiming.NONE, asked, NOW)
                        .next())
            .limit(50)
            .sorted()
            .toList();

    assertThat(Duration.between(times.get(0), times.get(49))).isGreaterThan(Duration.ofMinutes(36));
  }

  @Test
  void pollsAGoneSourceOnceADayForAWeek() {
    PollHealth first = new PollHealth(PollOutcome.GONE, "410", 1, NOW);
    PollHealth eighth = new PollHealth(PollOutcome.GONE, "410", 8, NOW.minus(Duration.ofDays(7)));

    assertThat(schedule.next(null, first, PollTiming.NONE, null, NOW).next())
        .isEqualTo(NOW.plusSeconds(86400));
    assertThat(schedule.next(null, eighth, PollTiming.NONE, null, NOW).next()).isNull();
  }

  private static PollTiming timing(@Nullable PollingHints asked, @Nullable PublishingRate rhythm) {
    return new PollTiming(asked, rhythm, null, List.of(), 0, 0);
  }

  private static PollHealth succeeded() {
    return new PollHealth(PollOutcome.OK, null, 0, null);
  }

  private static PollHealth failed(PollOutcome outcome, int failures) {
    return new PollHealth(outcome, "why", failures, null);
  }

  private static Duration wait(PollPlan plan) {
    return Duration.between(NOW, plan.next());
  }

  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }
}
