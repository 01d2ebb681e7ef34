package news.rendezvous.ingest.poll.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/** Calculates the time of the next poll: a pure function except for its jitter. */
public final class Schedule {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration GONE_FOR_GOOD = Duration.ofDays(7);

  /** Jitter for polls that are moved to the same full hour. */
  private static final Duration SPREAD = Duration.ofMinutes(5);

  private final Limits limits;
  private final RandomGenerator random;

  /**
   * The intervals of a schedule, see {@code PollConfig}.
   *
   * @param adaptation greatest factor between the interval and one by the publishing rate, at least
   *     1
   */
  public record Limits(
      Duration interval, Duration minInterval, Duration maxInterval, int adaptation) {}

  public Schedule(Limits limits, RandomGenerator random) {
    this.limits = limits;
    this.random = random;
  }

  private record Wait(Duration time, PollReason reason) {

    Wait orLonger(@Nullable Duration other, PollReason.Kind why) {
      return other != null && other.compareTo(time) > 0
          ? new Wait(other, why.of(DurationText.of(other)))
          : this;
    }
  }

  /** The plan without a hub that delivers the news. */
  public PollPlan next(
      @Nullable Duration own,
      PollHealth health,
      PollTiming timing,
      @Nullable Duration retryAfter,
      Instant now) {
    return next(own, health, timing, null, retryAfter, now);
  }

  /**
   * The plan after a poll.
   *
   * @param own interval of the source; null for the default
   * @param check time between two polls while a hub delivers the news; null where none does
   * @param retryAfter hold that the host demands; null for none
   */
  public PollPlan next(
      @Nullable Duration own,
      PollHealth health,
      PollTiming timing,
      @Nullable Duration check,
      @Nullable Duration retryAfter,
      Instant now) {
    if (health.outcome() == PollOutcome.GONE) {
      return afterGone(health, now);
    }
    PollPlan plan =
        health.failures() > 0
            ? afterFailure(
                within(own == null ? limits.interval() : own), health.failures(), retryAfter, now)
            : afterSuccess(own, timing, check, now);
    PollingHints hints = timing.hints();
    return hints == null ? plan : outsideOfSkippedHours(plan, hints);
  }

  /** The plan while older pages of a feed are read: at once, after the gap of the host. */
  public PollPlan nextPage(int left, @Nullable Duration retryAfter, Instant now) {
    return retryAfter == null
        ? new PollPlan(now, now, PollReason.Kind.OLDER_PAGES.of(left).text(), null)
        : afterHold(retryAfter, now);
  }

  private PollPlan afterHold(Duration wait, Instant now) {
    PollReason reason = PollReason.Kind.HOLD.of(DurationText.of(wait));
    return new PollPlan(now, now.plus(stretched(wait, 1.0, 1.2)), reason.text(), now.plus(wait));
  }

  private static PollPlan afterGone(PollHealth health, Instant now) {
    Instant since = health.goneSince() == null ? now : health.goneSince();
    return Duration.between(since, now).compareTo(GONE_FOR_GOOD) >= 0
        ? new PollPlan(now, null, PollReason.Kind.GONE_FOR_GOOD.of().text(), null)
        : new PollPlan(now, now.plus(DAY), PollReason.Kind.GONE.of().text(), null);
  }

  // Exponential backoff from the first failure, with jitter of 20 %.
  private PollPlan afterFailure(
      Duration base, int failures, @Nullable Duration retryAfter, Instant now) {
    Duration wait = stretched(doubled(base, failures), 0.8, 1.2);
    if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
      return afterHold(retryAfter, now);
    }
    PollReason reason =
        failures == 1 ? PollReason.Kind.FAILURE.of() : PollReason.Kind.FAILURES.of(failures);
    return new PollPlan(
        now, now.plus(wait), reason.text(), retryAfter == null ? null : now.plus(retryAfter));
  }

  private PollPlan afterSuccess(
      @Nullable Duration own, PollTiming timing, @Nullable Duration check, Instant now) {
    Duration timeToLive = timing.hints() == null ? null : timing.hints().timeToLive();
    // The publisher may lengthen the interval, never shorten it.
    Wait longest =
        interval(own, timing, now)
            // An operator's own interval stays.
            .orLonger(own == null ? check : null, PollReason.Kind.PUSH)
            .orLonger(timing.freshFor(), PollReason.Kind.FRESH)
            .orLonger(timeToLive, PollReason.Kind.TIME_TO_LIVE);
    Duration wait = min(stretched(longest.time(), 1.0, 1.05), limits.maxInterval());
    return new PollPlan(now, now.plus(wait), longest.reason().text(), null);
  }

  private Wait interval(@Nullable Duration own, PollTiming timing, Instant now) {
    if (own != null) {
      return fixed(own, PollReason.Kind.OWN_INTERVAL);
    }
    PublishingRate rate = timing.publishingRate();
    Wait wait =
        rate == null ? fixed(limits.interval(), PollReason.Kind.INTERVAL) : adaptive(rate, now);
    return timing.repetitions() > 0
        ? relaxed(wait, timing.repetitions())
        : hastened(wait, timing.halvings());
  }

  // Without validators each poll transfers the whole document, so equal ones make polls rarer.
  private Wait relaxed(Wait wait, int repetitions) {
    Duration longer = doubled(wait.time(), repetitions);
    String every = DurationText.of(longer);
    return new Wait(
        longer,
        repetitions == 1
            ? PollReason.Kind.REPETITION.of(every)
            : PollReason.Kind.REPETITIONS.of(repetitions, every));
  }

  // After overruns, in which entries were missed between two polls.
  private Wait hastened(Wait wait, int halvings) {
    Duration shorter = max(wait.time().dividedBy(1L << halvings), within(least()));
    return shorter.compareTo(wait.time()) >= 0
        ? wait
        : new Wait(shorter, PollReason.Kind.OVERRUN.of(DurationText.of(shorter)));
  }

  private Duration least() {
    return limits.interval().dividedBy(limits.adaptation());
  }

  private Duration doubled(Duration duration, int times) {
    Duration longer = duration;
    for (int n = 0; n < times && longer.compareTo(limits.maxInterval()) < 0; n++) {
      longer = longer.multipliedBy(2);
    }
    return min(longer, limits.maxInterval());
  }

  private Wait fixed(Duration interval, PollReason.Kind why) {
    return new Wait(min(interval, limits.maxInterval()), why.of(DurationText.of(interval)))
        .orLonger(limits.minInterval(), PollReason.Kind.MIN_INTERVAL);
  }

  // Two polls per story: its average delay is then a quarter of the time between stories.
  private Wait adaptive(PublishingRate rate, Instant now) {
    Duration gap = rate.expectedGap(now);
    Duration most = limits.interval().multipliedBy(limits.adaptation());
    Duration wait = within(min(max(gap.dividedBy(2), least()), most));
    boolean silent = gap.compareTo(rate.gap()) > 0;
    PollReason.Kind why = silent ? PollReason.Kind.SILENCE : PollReason.Kind.RATE;
    return new Wait(wait, why.of(DurationText.of(gap)));
  }

  private Duration within(Duration interval) {
    return min(max(interval, limits.minInterval()), limits.maxInterval());
  }

  private PollPlan outsideOfSkippedHours(PollPlan plan, PollingHints hints) {
    Instant due = plan.next();
    if (due == null || !hints.skips(due)) {
      return plan;
    }
    Instant latest = latest(plan.last().plus(limits.maxInterval()), due);
    Instant next = due;
    while (hints.skips(next) && next.isBefore(latest)) {
      next = next.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
    Instant spread = next.plus(SPREAD.multipliedBy(random.nextInt(100)).dividedBy(100));
    return new PollPlan(
        plan.last(),
        spread.isBefore(latest) ? spread : latest,
        PollReason.outsideOfSkippedHours(plan.reason()),
        plan.hold());
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Duration stretched(Duration duration, double least, double most) {
    return Duration.ofMillis((long) (duration.toMillis() * random.nextDouble(least, most)));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Durations as text for the operator. */
  static final class DurationText {

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
}
