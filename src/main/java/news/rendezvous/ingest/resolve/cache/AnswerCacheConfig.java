package news.rendezvous.ingest.resolve.cache;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Size and lifetimes of the cache of answers. */
public interface AnswerCacheConfig {

  /** Maximum number of cached answers; the least recently used are evicted first. */
  @WithDefault("50000")
  @PositiveOrZero
  int maxRemembered();

  /** Maximum number of end points whose answer about one reference is cached. */
  @WithDefault("50")
  @Positive
  int maxEndPoints();

  /** Maximum number of sources that are recorded for one reference. */
  @WithDefault("50")
  @Positive
  int maxSources();

  /** Time to live of a resolved reference. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration rememberResolved();

  /** Time to live of a negative answer, after which the reference is requested again. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration rememberAbsent();

  /** Time during which requests for an unresolved reference are repeated. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration askAbsentFor();

  /** Backoff after the first failed request; it doubles with every further failure. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration backoff();

  /** Maximum backoff. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration maxBackoff();
}
