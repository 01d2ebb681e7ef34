package news.rendezvous.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What addresses answered, and when each may be asked again. Answers are kept for as long as a
 * resolved reference is; one that must be asked again before that still counts its failures.
 */
final class Memory {

  /** Doublings after which every configurable backoff has long met its bound. */
  private static final int MOST_DOUBLINGS = 30;

  private final ResolveConfig config;
  private final InstantSource clock;
  private final Cache<URI, Remembered> answers;

  Memory(ResolveConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterWrite(config.rememberResolved())
            .build();
  }

  /**
   * An answer.
   *
   * @param since when the first answer in a row without a URL came
   * @param failures how many failures came in a row
   * @param until when to ask again
   */
  private record Remembered(Answer answer, Instant since, int failures, Instant until) {}

  /** The last answer of an address; empty when it is time to ask. */
  Optional<Answer> recall(URI address) {
    return Optional.ofNullable(answers.getIfPresent(address))
        .filter(remembered -> clock.instant().isBefore(remembered.until()))
        .map(Remembered::answer);
  }

  void keep(URI address, Answer answer) {
    answers.asMap().compute(address, (key, earlier) -> after(earlier, answer));
  }

  private Remembered after(@Nullable Remembered earlier, Answer answer) {
    Instant now = clock.instant();
    boolean inARow = earlier != null && !(earlier.answer() instanceof Answer.Resolved);
    Instant since = inARow && earlier != null ? earlier.since() : now;
    int before = inARow && earlier != null ? earlier.failures() : 0;
    int failures = answer instanceof Answer.Failed ? before + 1 : 0;
    return new Remembered(answer, since, failures, now.plus(pause(answer, since, failures)));
  }

  private Duration pause(Answer answer, Instant since, int failures) {
    if (answer instanceof Answer.Failed) {
      Duration doubled =
          config.backoff().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
      return doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
    }
    // What has been absent for as long as answers are kept is asked for no more often than those.
    boolean givenUp = !clock.instant().isBefore(since.plus(config.rememberResolved()));
    return answer instanceof Answer.Absent && !givenUp
        ? config.rememberAbsent()
        : config.rememberResolved();
  }
}
