package news.rendezvous.serve.hub.delivery;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Deliveries to WebSub subscribers and webhooks. */
@ConfigMapping(prefix = "rendezvous.hub")
public interface DeliveryConfig {

  /** Newest events that are kept in memory; a subscriber behind them is served from the topic. */
  @WithDefault("10000")
  @Positive
  int window();

  /** Bound of the memory of these events, and of that of older ones that were read again. */
  @WithDefault("16M")
  MemorySize windowSize();

  /** Time that events gather after the first, so that a burst is one request. */
  @WithDefault("200ms")
  @DurationMin(millis = 1)
  Duration gather();

  /** Concurrent requests; those that take longer than {@link #slowAfter} do not count. */
  @WithDefault("64")
  @Positive
  int concurrency();

  /** Concurrent requests to one callback host, in the same way. */
  @WithDefault("8")
  @Positive
  int perHostConcurrency();

  /**
   * Bulkhead: a callback whose request takes longer is slow. It gives its permit back, and its next
   * request takes one of the permits of slow callbacks, so that it does not delay others.
   */
  @WithDefault("250ms")
  @DurationMin(millis = 1)
  Duration slowAfter();

  /**
   * Concurrent requests that are slow, at most half of them to one host; an eighth of them may be
   * begun to callbacks that were slow before.
   */
  @WithDefault("256")
  @Positive
  int maxSlow();

  /** Pause after the first failure of a callback; it doubles with each further one. */
  @WithDefault("2s")
  @DurationMin(millis = 1)
  Duration backoff();

  /** Longest pause between two attempts. */
  @WithDefault("1h")
  @DurationMin(millis = 1)
  Duration maxBackoff();

  /**
   * Age at which an event is set aside that a webhook still does not take. A WebSub subscription
   * ends with its lease instead. Also the longest {@code Retry-After} that is honoured.
   */
  @WithDefault("24h")
  @DurationMin(millis = 1)
  Duration giveUp();

  /** Time between two writes of the position of a subscriber that gets news. */
  @WithDefault("1s")
  @DurationMin(millis = 1)
  Duration writeInterval();

  /** {@code session.timeout.ms}: time after which the subscribers of a lost replica move. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration sessionTimeout();
}
