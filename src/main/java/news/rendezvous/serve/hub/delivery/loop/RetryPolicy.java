package news.rendezvous.serve.hub.delivery.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff with jitter, so that callbacks that failed together do not come back
 * together, and no shorter than {@code Retry-After} (RFC 9110 section 10.2.3).
 */
final class RetryPolicy {

  private static final int MAX_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  private final DeliveryConfig config;
  private final RandomGenerator random;

  RetryPolicy(DeliveryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * The pause after a failure.
   *
   * @param failures before it, since the last delivery
   * @param retryAfter as the callback demands it; null where it does not
   */
  Duration pause(int failures, @Nullable Duration retryAfter) {
    Duration doubled = config.backoff().multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    long nanos = shorter(doubled, config.maxBackoff()).toNanos();
    Duration pause = Duration.ofNanos((long) (nanos * factor));
    Duration demanded = retryAfter == null ? Duration.ZERO : bounded(retryAfter);
    return demanded.compareTo(pause) > 0 ? demanded : pause;
  }

  /** A wait that a callback or a row demands, as it is honoured. */
  Duration bounded(Duration demanded) {
    return shorter(demanded, config.giveUp());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
