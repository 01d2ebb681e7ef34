package news.rendezvous.amend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How published items get what is found out about them later. */
@ConfigMapping(prefix = "rendezvous.amend")
public interface AmendConfig {

  /**
   * Time between two looks at the items whose references lead nowhere yet, and at the references
   * that are due to be asked for again.
   */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration interval();

  /** How long after an item was first seen its references are asked for again. */
  @WithDefault("7d")
  @DurationMin(millis = 1)
  Duration maxAge();
}
