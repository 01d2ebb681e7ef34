package news.rendezvous.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** When sources are polled, and how many at once. */
@ConfigMapping(prefix = "rendezvous.poll")
interface PollConfig {

  /** Time between two polls of a source that has no interval of its own. */
  @WithDefault("5m")
  Duration interval();

  /** Least time between two scheduled polls of a source. */
  @WithDefault("1m")
  Duration minInterval();

  /** Greatest time between two polls, and of the backoff of a failing source. */
  @WithDefault("24h")
  Duration maxInterval();

  /**
   * How far the rhythm of its stories may take a source that has no interval of its own away from
   * the interval: polled at most this many times more often or less often; 1 for not at all.
   */
  @WithDefault("12")
  int adaptation();

  /**
   * Polls under way at once on this replica; hosts that have not proved to answer get at most three
   * quarters of them, so that however many hang, the others are polled on time.
   */
  @WithDefault("64")
  int concurrency();

  /**
   * Threads that read documents; without a value as many as there are processors, and at least two.
   */
  OptionalInt readers();

  /** Greatest number of entries remembered as seen for a source. */
  @WithDefault("5000")
  int maxSeen();

  /** Entries remembered as seen, as a multiple of those in the newest document. */
  @WithDefault("5")
  int seenFactor();

  /** After this time a replica that is silent loses its sources to the others. */
  @WithDefault("10s")
  Duration sessionTimeout();
}
