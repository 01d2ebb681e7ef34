package news.rendezvous.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
  private final BiConsumer<URI, Remembered> journal;
  private final Cache<URI, Remembered> answers;

  /**
   * An empty memory.
   *
   * @param journal told of every answer that is kept
   */
  Memory(ResolveConfig config, InstantSource clock, BiConsumer<URI, Remembered> journal) {
    this.config = config;
    this.clock = clock;
    this.journal = journal;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfter(Expiry.writing((URI address, Remembered kept) -> left(kept)))
            .build();
  }

  private Duration left(Remembered kept) {
    return Duration.between(clock.instant(), kept.asked().plus(config.rememberResolved()));
  }

  /** The last answer of an address; empty when it is time to ask. */
  Optional<Answer> recall(URI address) {
    return Optional.ofNullable(answers.getIfPresent(address))
        .filter(remembered -> clock.instant().isBefore(remembered.until()))
        .map(Remembered::answer);
  }

  /** The first remembered answer of several addresses that leads somewhere. */
  Optional<Answer> resolved(List<URI> addresses) {
    return addresses.stream()
        .flatMap(address -> recall(address).stream())
        .filter(Answer.Resolved.class::isInstance)
        .findFirst();
  }

  void keep(URI address, Answer answer) {
    Remembered kept = answers.asMap().compute(address, (key, earlier) -> after(earlier, answer));
    journal.accept(address, kept);
  }

  /** Takes in what was asked before this process began, or by another one. */
  void learn(URI address, Remembered told) {
    if (left(told).compareTo(Duration.ZERO) > 0) {
      answers.asMap().merge(address, told, Memory::later);
    }
  }

  private static Remembered later(Remembered held, Remembered told) {
    return told.asked().isBefore(held.asked()) ? held : told;
  }

  private Remembered after(@Nullable Remembered earlier, Answer answer) {
    Instant now = clock.instant();
    boolean inARow = earlier != null && earlier.urls().isEmpty();
    Instant since = inARow && earlier != null ? earlier.since() : now;
    int before = inARow && earlier != null ? earlier.failures() : 0;
    int failures = answer instanceof Answer.Failed ? before + 1 : 0;
    Instant until = now.plus(pause(answer, since, failures));
    return Remembered.of(answer, now, since, failures, until);
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
