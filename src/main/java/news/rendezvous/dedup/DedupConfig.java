package news.rendezvous.dedup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The stage that decides what is new. */
@ConfigMapping(prefix = "rendezvous.dedup")
public interface DedupConfig {

  /** Threads, each of which takes a share of the editions. */
  @WithDefault("1")
  @Positive
  int threads();

  /** How long decided items may wait for the transaction that publishes them. */
  @WithDefault("50ms")
  @DurationMin(millis = 1)
  Duration commitInterval();

  /** After this time a transaction that was left open is aborted. */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration transactionTimeout();

  /** How long a story is remembered after it was carried last; later it would be a new one. */
  @WithDefault("30d")
  @DurationMin(millis = 1)
  Duration window();

  /** Replicas that keep a copy of what another remembers, so that they can take over at once. */
  @WithDefault("0")
  @PositiveOrZero
  int standbys();

  /** Most other sources that an item names; the newest stay. */
  @WithDefault("50")
  @PositiveOrZero
  int maxDuplicates();

  /** Most bytes of an item: a record of Kafka's default size, less its key and headers. */
  @WithDefault("976K")
  MemorySize maxItemSize();

  /** How long the stage may redistribute its partitions or restore its memory and be ready. */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration rebalanceTimeout();
}
