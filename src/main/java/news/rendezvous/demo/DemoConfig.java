package news.rendezvous.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The bundled sample upstream. */
@ConfigMapping(prefix = "rendezvous")
public interface DemoConfig {

  /** Whether a sample upstream is served below {@code /demo/} and subscribed to. */
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
