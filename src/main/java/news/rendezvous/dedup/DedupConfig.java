package news.rendezvous.dedup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The stage that decides what is new. */
@ConfigMapping(prefix = "rendezvous.dedup")
interface DedupConfig {

  /** Threads, each of which takes a share of the editions. */
  @WithDefault("1")
  int threads();

  /** How long decided items may wait for the transaction that publishes them. */
  @WithDefault("50ms")
  Duration commitInterval();

  /** After this time a transaction that was left open is aborted. */
  @WithDefault("15s")
  Duration transactionTimeout();

  /** Most other sources that an item names; the newest stay. */
  @WithDefault("50")
  int maxDuplicates();
}
