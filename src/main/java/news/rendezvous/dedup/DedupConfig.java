package news.rendezvous.dedup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

@ConfigMapping(prefix = "rendezvous.dedup")
public interface DedupConfig {

  /** Stream threads, each with a share of the editions. */
  @WithDefault("1")
  @Positive
  int threads();

  /** Maximum time between decision and commit of an item. */
  @WithDefault("50ms")
  @DurationMin(millis = 1)
  Duration commitInterval();

  /** Time after which the broker aborts an open transaction. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration transactionTimeout();

  /** Retention of a story after it was carried last; later it counts as new. */
  @WithDefault("30d")
  @DurationMin(millis = 1)
  Duration window();

  /** Standby replicas of the state store, for an immediate takeover. */
  @WithDefault("0")
  @PositiveOrZero
  int standbys();

  /** Maximum number of duplicates in an item; the newest are kept. */
  @WithDefault("50")
  @PositiveOrZero
  int maxDuplicates();

  /** Maximum size of an item: Kafka's default maximum of a record, less key and headers. */
  @WithDefault("976K")
  MemorySize maxItemSize();

  /** Maximum time of a rebalance or restore during which the replica stays ready. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration rebalanceTimeout();
}
