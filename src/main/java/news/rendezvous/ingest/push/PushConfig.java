package news.rendezvous.ingest.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** News by push: the WebSub subscriber. */
@ConfigMapping(prefix = "rendezvous.push")
public interface PushConfig {

  /** Subscribes to feeds at the WebSub hubs that they announce. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Base of the callbacks that hubs send news to. Without {@code https} only a host in {@code
   * rendezvous.fetch.allowed-networks} is used; otherwise no hub is subscribed to.
   */
  @WithDefault("${rendezvous.public-url:}")
  Optional<String> callbackUrl();

  /** Lease that is requested of a hub, which may give another. */
  @WithDefault("7d")
  @DurationMin(seconds = 60)
  Duration lease();

  /**
   * Time between two polls of a source whose hub delivers, if that is longer than it would be
   * otherwise. A source's own interval is kept.
   */
  @WithDefault("4h")
  @DurationMin(millis = 1)
  Duration checkInterval();

  /**
   * Time within which a hub has to verify a subscription, and to deliver news that a poll found.
   */
  @WithDefault("10m")
  @DurationMin(seconds = 1)
  Duration patience();

  /** First wait after a hub failed; doubled with each further failure, up to {@code pause}. */
  @WithDefault("1m")
  @DurationMin(millis = 1)
  Duration backoff();

  /** Time after which a hub that refused, denied or delivered nothing is tried again. */
  @WithDefault("24h")
  @DurationMin(millis = 1)
  Duration pause();

  /** Maximum number of concurrent requests to hubs. */
  @WithDefault("8")
  @Positive
  int hubConcurrency();

  /**
   * Maximum number of pushes that are received or processed at a time; a hub repeats the others.
   */
  @WithDefault("8")
  @Positive
  int concurrency();

  /** Maximum number of invalid pushes to a callback in a minute, after which they are not read. */
  @WithDefault("30")
  @Positive
  int maxInvalid();

  /** Time within which the body of a push has to be received. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration receiveTimeout();
}
