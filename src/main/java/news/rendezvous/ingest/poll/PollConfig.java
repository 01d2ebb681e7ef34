package news.rendezvous.ingest.poll;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** When sources are polled, and how many at once. */
@ConfigMapping(prefix = "rendezvous.poll")
public interface PollConfig {

  /**
   * Time between two polls of a source that has no interval of its own, while nothing better is
   * known.
   */
  @WithDefault("1h")
  @DurationMin(millis = 1)
  Duration interval();

  /**
   * Least time between two scheduled polls of a source, also of one with an interval of its own.
   */
  @WithDefault("1m")
  @DurationMin(millis = 1)
  Duration minInterval();

  /** Greatest time between two polls, and of the backoff of a failing source. */
  @WithDefault("24h")
  @DurationMin(millis = 1)
  Duration maxInterval();

  /**
   * How long a permanent redirect (301, 308) must stand, and be seen at least three times, before
   * the URL of a source follows it.
   */
  @WithDefault("24h")
  @DurationMin
  Duration moveAfter();

  /**
   * Most older pages of a feed that are followed to recover stories which came and went between two
   * polls; 0 for none.
   */
  @WithDefault("10")
  @PositiveOrZero
  int maxRepair();

  /** Most older pages that the {@code backfill} of a source may ask for. */
  @WithDefault("100")
  @PositiveOrZero
  int maxBackfill();

  /**
   * How far the rhythm of its stories may take a source that has no interval of its own away from
   * the interval: polled at most this many times more often or less often; 1 for not at all.
   */
  @WithDefault("12")
  @Positive
  int adaptation();

  /**
   * Polls under way at once on this replica; hosts that have not proved to answer get at most three
   * quarters of them, so that however many hang, the others are polled on time.
   */
  @WithDefault("64")
  @Positive
  int concurrency();

  /**
   * Threads that read documents; without a value as many as there are processors, and at least two.
   */
  @Positive
  OptionalInt readers();

  /** Greatest number of entries remembered as seen for a source. */
  @WithDefault("5000")
  @Positive
  int maxSeen();

  /** Entries remembered as seen, as a multiple of those in the newest document. */
  @WithDefault("5")
  @Positive
  int seenFactor();

  /** After this time a replica that is silent loses its sources to the others. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration sessionTimeout();

  /**
   * Most bytes of an entry as a record. Kafka takes 1 MiB by default, and an item grows by those
   * that carry it too.
   */
  @WithDefault("768K")
  MemorySize maxEntrySize();
}
