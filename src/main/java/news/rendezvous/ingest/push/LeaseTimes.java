package news.rendezvous.ingest.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import org.jspecify.annotations.Nullable;

/** Times at which a subscription is requested, renewed or given up. Pure functions. */
final class LeaseTimes {

  /** The shortest time between two requests for one subscription, however short its lease is. */
  private static final Duration MIN_RENEWAL = Duration.ofSeconds(30);

  /** Difference of the clocks of two replicas. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private LeaseTimes() {}

  /**
   * Time of the next step.
   *
   * @param patience time within which a hub has to verify a request that it accepted
   */
  static Instant due(PushSubscription known, PushReceipt receipt, Duration patience) {
    return known.phase() != Phase.ACCEPTED
        ? known.due()
        : renewal(known, receipt).orElseGet(() -> requested(known).plus(patience));
  }

  /**
   * Time of the renewal: at three quarters of the lease at most, earlier by jitter that differs
   * between subscriptions. Empty while the last request has not been verified.
   */
  static Optional<Instant> renewal(PushSubscription known, PushReceipt receipt) {
    Instant verified = receipt.verifiedAt();
    Instant end = receipt.leaseEnd();
    if (verified == null || end == null || verified.isBefore(requested(known).minus(SKEW))) {
      return Optional.empty();
    }
    int share = 70 + Math.floorMod(known.callback().hashCode(), 6);
    Duration wait = Duration.between(verified, end).multipliedBy(share).dividedBy(100);
    return Optional.of(verified.plus(wait.compareTo(MIN_RENEWAL) < 0 ? MIN_RENEWAL : wait));
  }

  /** True if the hub has denied the subscription since the last request. */
  static boolean isDenied(PushSubscription known, PushReceipt receipt) {
    Instant denied = receipt.deniedAt();
    Instant requested = known.requestedAt();
    return known.isOpen()
        && denied != null
        && (requested == null || !denied.isBefore(requested.minus(SKEW)));
  }

  /**
   * Time until a failed request is repeated: exponential backoff with jitter of 20 %, and no
   * shorter than {@code Retry-After} (RFC 9110 section 10.2.3).
   *
   * @param failures before this one, in a row
   * @param retryAfter wait that the hub demands; null for none
   */
  static Duration backoff(
      int failures, @Nullable Duration retryAfter, PushConfig config, RandomGenerator random) {
    long doubled = config.backoff().toMillis() << Math.min(failures, 20);
    double wait = Math.min(config.pause().toMillis(), doubled) * random.nextDouble(0.8, 1.2);
    long demanded = retryAfter == null ? 0 : retryAfter.toMillis();
    return Duration.ofMillis(Math.max((long) wait, demanded));
  }

  private static Instant requested(PushSubscription known) {
    return Objects.requireNonNullElse(known.requestedAt(), known.due());
  }
}
