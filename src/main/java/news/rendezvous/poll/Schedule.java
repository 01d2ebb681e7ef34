package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Plan;
import org.jspecify.annotations.Nullable;

/** Decides when a source is polled next; a pure calculator but for its dice. */
final class Schedule {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration GONE_FOR_GOOD = Duration.ofDays(7);

  private final PollConfig config;
  private final RandomGenerator random;

  Schedule(PollConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * What the publisher says about the time of the next request.
   *
   * @param freshFor freshness lifetime of the answer
   * @param timeToLive how long the feed asks to be left alone
   * @param retryAfter how long a failing server asks to be left alone
   */
  record Hints(
      @Nullable Duration freshFor, @Nullable Duration timeToLive, @Nullable Duration retryAfter) {}

  /**
   * The plan after a poll.
   *
   * @param own the source's own interval
   * @param health how the poll ended
   */
  Plan next(@Nullable Duration own, Health health, Hints hints, Instant now) {
    Duration base = within(own == null ? config.interval() : own);
    if (health.outcome() == Outcome.GONE) {
      return afterGone(health, now);
    }
    return health.failures() > 0
        ? afterFailure(base, health, hints, now)
        : afterSuccess(base, hints, now);
  }

  private Duration within(Duration interval) {
    return min(max(interval, config.minInterval()), config.maxInterval());
  }

  private Plan afterGone(Health health, Instant now) {
    Instant since = health.goneSince() == null ? now : health.goneSince();
    return Duration.between(since, now).compareTo(GONE_FOR_GOOD) >= 0
        ? new Plan(now, null, "gone for a week: asked no more")
        : new Plan(now, now.plus(DAY), "gone: asked once a day for a week");
  }

  // From the first failure, doubling, ±20 %, so that sources that failed together drift apart.
  private Plan afterFailure(Duration base, Health health, Hints hints, Instant now) {
    Duration backoff = base;
    for (int n = 0; n < health.failures() && backoff.compareTo(config.maxInterval()) < 0; n++) {
      backoff = backoff.multipliedBy(2);
    }
    Duration wait = stretched(min(backoff, config.maxInterval()), 0.8, 1.2);
    Duration asked = hints.retryAfter();
    return asked != null && asked.compareTo(wait) > 0
        ? new Plan(now, now.plus(stretched(asked, 1.0, 1.2)), "the server asked to wait " + asked)
        : new Plan(
            now, now.plus(wait), "backing off after %d failures".formatted(health.failures()));
  }

  // What the publisher says may lengthen the interval, never shorten it.
  private Plan afterSuccess(Duration base, Hints hints, Instant now) {
    Duration longest = base;
    String reason = "interval " + base;
    if (hints.freshFor() != null && hints.freshFor().compareTo(longest) > 0) {
      longest = hints.freshFor();
      reason = "the answer is fresh for " + longest;
    }
    if (hints.timeToLive() != null && hints.timeToLive().compareTo(longest) > 0) {
      longest = hints.timeToLive();
      reason = "the feed asks for polls every " + longest;
    }
    return new Plan(
        now, now.plus(stretched(min(longest, config.maxInterval()), 1.0, 1.05)), reason);
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
