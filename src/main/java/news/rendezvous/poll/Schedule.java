package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.parse.Cadence;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Pace;
import news.rendezvous.poll.PollState.Plan;
import org.jspecify.annotations.Nullable;

/** Decides when a source is polled next; a pure calculator but for its dice. */
final class Schedule {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration GONE_FOR_GOOD = Duration.ofDays(7);

  /** Room in which polls that fall on the same full hour are spread. */
  private static final Duration SPREAD = Duration.ofMinutes(5);

  private final PollConfig config;
  private final RandomGenerator random;

  Schedule(PollConfig config, RandomGenerator random) {
    if (config.adaptation() < 1) {
      throw new IllegalArgumentException("rendezvous.poll.adaptation must be at least 1");
    }
    this.config = config;
    this.random = random;
  }

  /**
   * What the publisher says about the time of the next request.
   *
   * @param pace what its answers ask and show
   * @param retryAfter how long a failing server asks to be left alone
   */
  record Hints(Pace pace, @Nullable Duration retryAfter) {}

  /** A time to wait, and why. */
  private record Wait(Duration time, String reason) {

    Wait orLonger(@Nullable Duration other, String why) {
      return other != null && other.compareTo(time) > 0
          ? new Wait(other, why + Spoken.of(other))
          : this;
    }
  }

  /**
   * The plan after a poll.
   *
   * @param own the source's own interval
   * @param health how the poll ended
   */
  Plan next(@Nullable Duration own, Health health, Hints hints, Instant now) {
    if (health.outcome() == Outcome.GONE) {
      return afterGone(health, now);
    }
    Plan plan =
        health.failures() > 0
            ? afterFailure(within(own == null ? config.interval() : own), health, hints, now)
            : afterSuccess(own, hints, now);
    Cadence cadence = hints.pace().asked();
    return cadence == null ? plan : outsideOfSkippedHours(plan, cadence);
  }

  /** The plan while older pages of a feed are read: at once, which the gap of the host delays. */
  Plan nextPage(int left, @Nullable Duration retryAfter, Instant now) {
    return retryAfter == null
        ? new Plan(now, now, "reads older pages of the feed, at most %d more".formatted(left), null)
        : asAsked(retryAfter, now);
  }

  private Plan asAsked(Duration wait, Instant now) {
    String reason = "the host asks to be left alone for " + Spoken.of(wait);
    return new Plan(now, now.plus(stretched(wait, 1.0, 1.2)), reason, now.plus(wait));
  }

  private static Plan afterGone(Health health, Instant now) {
    Instant since = health.goneSince() == null ? now : health.goneSince();
    return Duration.between(since, now).compareTo(GONE_FOR_GOOD) >= 0
        ? new Plan(now, null, "gone for a week: asked no more", null)
        : new Plan(now, now.plus(DAY), "gone: asked once a day for a week", null);
  }

  // From the first failure, doubling, ±20 %, so that sources that failed together drift apart.
  private Plan afterFailure(Duration base, Health health, Hints hints, Instant now) {
    Duration wait = stretched(doubled(base, health.failures()), 0.8, 1.2);
    Duration asked = hints.retryAfter();
    if (asked != null && asked.compareTo(wait) > 0) {
      return asAsked(asked, now);
    }
    String reason = "backing off after " + failures(health.failures());
    return new Plan(now, now.plus(wait), reason, asked == null ? null : now.plus(asked));
  }

  private static String failures(int count) {
    return count == 1 ? "a failure" : count + " failures in a row";
  }

  private Plan afterSuccess(@Nullable Duration own, Hints hints, Instant now) {
    Pace pace = hints.pace();
    Duration timeToLive = pace.asked() == null ? null : pace.asked().timeToLive();
    // What the publisher says may lengthen the interval, never shorten it.
    Wait longest =
        interval(own, pace, now)
            .orLonger(pace.freshFor(), "the answer is declared fresh for ")
            .orLonger(timeToLive, "the feed asks for polls every ");
    Duration wait = min(stretched(longest.time(), 1.0, 1.05), config.maxInterval());
    return new Plan(now, now.plus(wait), longest.reason(), null);
  }

  private Wait interval(@Nullable Duration own, Pace pace, Instant now) {
    if (own != null) {
      return fixed(own, "its own interval of ");
    }
    Rhythm rhythm = pace.rhythm();
    Wait wait =
        rhythm == null ? fixed(config.interval(), "the interval of ") : adaptive(rhythm, now);
    return pace.repetitions() > 0
        ? relaxed(wait, pace.repetitions())
        : hastened(wait, pace.haste());
  }

  // Without validators each answer is the whole document: it is asked for ever less often.
  private Wait relaxed(Wait wait, int repetitions) {
    Duration longer = doubled(wait.time(), repetitions);
    String answers = repetitions == 1 ? "" : "%d times ".formatted(repetitions);
    return new Wait(
        longer,
        "the same document came %sagain, without validators: polled every %s"
            .formatted(answers, Spoken.of(longer)));
  }

  // A document of nothing but new entries may have lost some before it.
  private Wait hastened(Wait wait, int haste) {
    Duration shorter = max(wait.time().dividedBy(1L << haste), within(least()));
    return shorter.compareTo(wait.time()) >= 0
        ? wait
        : new Wait(shorter, "all entries were new: polled every " + Spoken.of(shorter));
  }

  private Duration least() {
    return config.interval().dividedBy(config.adaptation());
  }

  private Duration doubled(Duration duration, int times) {
    Duration longer = duration;
    for (int n = 0; n < times && longer.compareTo(config.maxInterval()) < 0; n++) {
      longer = longer.multipliedBy(2);
    }
    return min(longer, config.maxInterval());
  }

  private Wait fixed(Duration interval, String why) {
    return new Wait(min(interval, config.maxInterval()), why + Spoken.of(interval))
        .orLonger(config.minInterval(), "no source is polled more often than every ");
  }

  // Twice per story: a story is then seen after a quarter of the time to the next, on average.
  private Wait adaptive(Rhythm rhythm, Instant now) {
    Duration pace = rhythm.pace(now);
    Duration most = config.interval().multipliedBy(config.adaptation());
    Duration wait = within(min(max(pace.dividedBy(2), least()), most));
    boolean silent = pace.compareTo(rhythm.gap()) > 0;
    return new Wait(
        wait, (silent ? "no story for " : "its stories come about every ") + Spoken.of(pace));
  }

  private Duration within(Duration interval) {
    return min(max(interval, config.minInterval()), config.maxInterval());
  }

  private Plan outsideOfSkippedHours(Plan plan, Cadence cadence) {
    Instant due = plan.next();
    if (due == null || !cadence.skips(due)) {
      return plan;
    }
    Instant latest = latest(plan.last().plus(config.maxInterval()), due);
    Instant next = due;
    while (cadence.skips(next) && next.isBefore(latest)) {
      next = next.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
    Instant spread = next.plus(SPREAD.multipliedBy(random.nextInt(100)).dividedBy(100));
    String reason = plan.reason() + "; moved out of the hours that the feed asks to skip";
    return new Plan(plan.last(), spread.isBefore(latest) ? spread : latest, reason, plan.hold());
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
}
