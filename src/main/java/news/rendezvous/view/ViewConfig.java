package news.rendezvous.view;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Bounds of the view. */
@ConfigMapping(prefix = "rendezvous.view")
public interface ViewConfig {

  /** Most items held; of the source with the most items the oldest leaves first. */
  @WithDefault("20000")
  @Positive
  int maxItems();

  /**
   * Most bytes that the records of the items held may have; of the source with the most bytes the
   * oldest leaves first. An item takes about 1.6 times as much of the heap, and one with references
   * three times.
   */
  @WithDefault("64M")
  MemorySize maxSize();

  /** Greatest age of the newest record of an item. */
  @WithDefault("30d")
  @DurationMin(millis = 1)
  Duration maxAge();

  /** Most withdrawals that Atom feeds list; none of them for longer than an item is held. */
  @WithDefault("200")
  @PositiveOrZero
  int maxWithdrawn();

  /** Longest time of a search, which is given up then. Regular expressions take long. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration maxSearch();
}
