package news.rendezvous.amend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Amendments of published items whose references resolve late. */
@ConfigMapping(prefix = "rendezvous.amend")
public interface AmendConfig {

  /**
   * Time between two scans for items whose references have resolved and for references that are due
   * for a retry.
   */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration interval();

  /** Time after an item was first seen during which its references are retried. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration maxAge();
}
