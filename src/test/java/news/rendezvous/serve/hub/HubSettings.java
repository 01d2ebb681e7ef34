package news.rendezvous.serve.hub;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/** The configuration of the hub. */
record HubSettings(
    Duration minLease,
    Duration maxLease,
    int maxSubscriptions,
    int subscriptionsPerHost,
    int verificationsPerHost,
    int maxVerifications,
    MemorySize maxDocument,
    Duration callbackTimeout)
    implements SubscriptionConfig {

  /** The defaults, with another timeout of callbacks. */
  static HubSettings timingOutAfter(Duration timeout) {
    return new HubSettings(
        Duration.ofHours(1),
        Duration.ofDays(10),
        10_000,
        100,
        4,
        1_000,
        new MemorySize(BigInteger.valueOf(1 << 20)),
        timeout);
  }
}
