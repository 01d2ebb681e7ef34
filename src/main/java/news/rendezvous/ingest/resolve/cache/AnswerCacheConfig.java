package news.rendezvous.ingest.resolve.cache;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Size and lifetimes of the cache of answers. */
public interface AnswerCacheConfig {

  /** Most answers in the cache; the least recently used are evicted first. */
  @WithDefault("50000")
  @PositiveOrZero
  int maxRemembered();

  /** Most end points whose answer about one reference is cached. */
  @WithDefault("50")
  @Positive
  int maxEndPoints();

  /** Most sources recorded as those that have one reference. */
  @WithDefault("50")
  @Positive
  int maxSources();

  /** Lifetime of a resolved reference. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration rememberResolved();

  /** Lifetime of a negative answer: the next request comes after it. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration rememberAbsent();

  /** Time for which an unresolved reference is requested again. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration askAbsentFor();

  /** Backoff after the first failed request; it doubles with every further failure. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration backoff();

  /** Longest backoff. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration maxBackoff();
}
