package news.rendezvous.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The bundled sample upstream. */
@ConfigMapping(prefix = "rendezvous")
public interface DemoConfig {

  /** Serves a sample upstream below {@code /demo/} and subscribes to it. */
  @WithDefault("false")
  boolean demo();

  /** Time from one new story of the sample to the next; at least a second. */
  @WithDefault("30s")
  @DurationMin(seconds = 1)
  Duration demoInterval();

  /**
   * Base of the sample's addresses, shared with the served documents; loopback and the port of the
   * service where it is not set.
   */
  Optional<String> publicUrl();
}
