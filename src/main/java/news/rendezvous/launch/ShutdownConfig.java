package news.rendezvous.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Shutdown of the process. */
@ConfigMapping(prefix = "rendezvous")
public interface ShutdownConfig {

  /**
   * Time for an orderly shutdown, which takes 2 to 5 s, after {@code quarkus.shutdown.delay}. Then
   * the process ends at once, as by SIGKILL, and loses nothing by it.
   */
  @WithDefault("15s")
  @DurationMin(seconds = 1)
  Duration shutdownTimeout();
}
