package news.rendezvous.ingest.push;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * State of the subscription of a source, for operators.
 *
 * @param hub the hub that is used
 * @param topic URL of the feed as the hub knows it
 * @param state {@code active}, {@code pending}, {@code failing}, {@code refused}, {@code denied},
 *     {@code silent}, {@code own} or {@code ended}
 * @param leaseUntil end of the lease; null without one
 * @param lastPush time of the last valid push; null before it
 * @param pushes number of valid pushes
 * @param rejected number of pushes that were ignored
 * @param lastError cause of the last failure
 */
public record PushState(
    String hub,
    String topic,
    String state,
    @Nullable Instant leaseUntil,
    @Nullable Instant lastPush,
    long pushes,
    long rejected,
    @Nullable String lastError) {

  static PushState of(PushSubscription subscription, PushReceipt receipt, Instant now) {
    boolean leased = subscription.isOpen() && receipt.isLeased(now);
    return new PushState(
        subscription.hubUrl(),
        subscription.topic(),
        leased ? "active" : named(subscription),
        leased ? truncated(receipt.leaseEnd()) : null,
        truncated(receipt.lastPush()),
        receipt.pushes(),
        receipt.rejected(),
        subscription.lastError() == null ? receipt.lastError() : subscription.lastError());
  }

  private static String named(PushSubscription subscription) {
    return switch (subscription.phase()) {
      case PENDING, ACCEPTED -> subscription.failures() == 0 ? "pending" : "failing";
      case REFUSED, DENIED, SILENT, OWN, ENDED ->
          subscription.phase().name().toLowerCase(Locale.ROOT);
    };
  }

  private static @Nullable Instant truncated(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }
}
