package news.rendezvous.ingest.poll;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Polling: intervals, concurrency, and limits of the poll state. */
@ConfigMapping(prefix = "rendezvous.poll")
public interface PollConfig {

  /**
   * Default poll interval: of a source without an interval of its own whose publishing rate is not
   * known.
   */
  @WithDefault("1h")
  @DurationMin(millis = 1)
  Duration interval();

  /**
   * Minimum time between two scheduled polls of a source, also of one with an interval of its own.
   */
  @WithDefault("1m")
  @DurationMin(millis = 1)
  Duration minInterval();

  /** Maximum time between two polls, and of the backoff of a failing source. */
  @WithDefault("24h")
  @DurationMin(millis = 1)
  Duration maxInterval();

  /**
   * Minimum age of a permanent redirect (301, 308), seen at least three times, before the URL of a
   * source is changed to its target.
   */
  @WithDefault("24h")
  @DurationMin
  Duration moveAfter();

  /**
   * Maximum number of older pages of a feed (RFC 5005) that are read after an overrun, to recover
   * entries that were removed between two polls; 0 for none.
   */
  @WithDefault("10")
  @PositiveOrZero
  int maxRepair();

  /** Maximum of the {@code backfill} of a source. */
  @WithDefault("100")
  @PositiveOrZero
  int maxBackfill();

  /**
   * Adaptive polling: greatest factor between the default interval and that by the publishing rate
   * of a source without an interval of its own; 1 for no adaptation.
   */
  @WithDefault("12")
  @Positive
  int adaptation();

  /**
   * Maximum number of concurrent polls on this replica. Hosts that have not responded yet get at
   * most three quarters of them, so that hanging hosts do not delay the others.
   */
  @WithDefault("64")
  @Positive
  int concurrency();

  /** Threads that parse and normalize; by default the number of processors, and at least two. */
  @Positive
  OptionalInt readers();

  /** Maximum number of seen entries that are stored for a source. */
  @WithDefault("5000")
  @Positive
  int maxSeen();

  /** Number of seen entries that are stored, as a multiple of those in the newest document. */
  @WithDefault("5")
  @Positive
  int seenFactor();

  /** {@code session.timeout.ms}: time after which the sources of a lost replica are reassigned. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration sessionTimeout();

  /**
   * Maximum size of an entry as a record. Kafka accepts 1 MiB by default, and an item grows with
   * each further source that carries it.
   */
  @WithDefault("768K")
  MemorySize maxEntrySize();
}
