package news.rendezvous.ingest.resolve.cache;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import org.jspecify.annotations.Nullable;

/**
 * Cache policy: the lifetime of an answer. Positive and negative answers have a time to live each
 * (negative caching, as RFC 2308 has it for DNS), failures an exponential backoff.
 */
final class CachePolicy {

  /** Doublings after which every configurable backoff has long reached its bound. */
  private static final int MAX_DOUBLINGS = 30;

  private final AnswerCacheConfig config;

  CachePolicy(AnswerCacheConfig config) {
    this.config = config;
  }

  /**
   * The cached form of a new answer, which continues the series of failures or negative answers
   * before it.
   */
  CachedAnswer next(
      @Nullable CachedAnswer earlier,
      ReferenceQuery query,
      URI address,
      EndPointAnswer answer,
      @Nullable Duration hold,
      Instant now) {
    CachedAnswer previous = earlier != null && earlier.urls().isEmpty() ? earlier : null;
    Instant since = previous == null ? now : previous.since();
    int failuresBefore = previous == null ? 0 : previous.failures();
    int failures = answer instanceof EndPointAnswer.Failed ? failuresBefore + 1 : 0;
    Instant held = hold == null ? null : now.plus(hold);
    Instant until = held == null ? now.plus(timeToLive(answer, since, failures, now)) : held;
    EndPointAnswer.Resolved resolved =
        answer instanceof EndPointAnswer.Resolved found ? found : null;
    Instant requested = earlier == null ? null : earlier.requested();
    // Within one tick of the clock the answer would not be later than the request.
    Instant asked = requested != null && !now.isAfter(requested) ? requested.plusMillis(1) : now;
    return new CachedAnswer(
            address,
            earlier == null ? List.of() : earlier.sources(),
            earlier == null || earlier.title() == null ? query.title() : earlier.title(),
            answer.label(),
            answer instanceof EndPointAnswer.Failed failed ? failed.error() : null,
            resolved == null ? List.of() : resolved.urls(),
            resolved == null ? null : resolved.type(),
            resolved == null ? null : resolved.title(),
            answer.isCertain(),
            asked,
            since,
            failures,
            until,
            held,
            requested)
        .withSource(query.source(), config.maxSources());
  }

  private Duration timeToLive(EndPointAnswer answer, Instant since, int failures, Instant now) {
    if (answer instanceof EndPointAnswer.Failed) {
      Duration doubled = config.backoff().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
      return doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
    }
    boolean givenUp = !now.isBefore(since.plus(config.askAbsentFor()));
    return answer instanceof EndPointAnswer.Absent && !givenUp
        ? config.rememberAbsent()
        : config.rememberResolved();
  }
}
