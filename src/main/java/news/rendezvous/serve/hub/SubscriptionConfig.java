package news.rendezvous.serve.hub;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Subscriptions at the hub, and requests to their callbacks. */
@ConfigMapping(prefix = "rendezvous.hub")
public interface SubscriptionConfig {

  /** Shortest lease; a subscriber that asks for a shorter one gets this. */
  @WithDefault("1h")
  @DurationMin(minutes = 1)
  Duration minLease();

  /** Longest lease; a subscriber that asks for a longer one, or for none, gets this. */
  @WithDefault("10d")
  @DurationMin(minutes = 1)
  Duration maxLease();

  /** Maximum subscriptions at the hub. */
  @WithDefault("10000")
  @Positive
  int maxSubscriptions();

  /** Maximum subscriptions with callbacks on one host, and of verifications that wait for it. */
  @WithDefault("100")
  @Positive
  int subscriptionsPerHost();

  /** Verifications of intent that run at the same time, with callbacks on one host. */
  @WithDefault("4")
  @Positive
  int verificationsPerHost();

  /** Maximum verifications of intent that run or wait; further requests are answered 429. */
  @WithDefault("1000")
  @Positive
  int maxVerifications();

  /** Maximum bytes of the records of the items in one delivery; the rest follows in the next. */
  @WithDefault("1M")
  MemorySize maxDocument();

  /** Timeout of one request to a callback, from the name lookup to the answer. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration callbackTimeout();
}
