package news.rendezvous.ingest.fetch.politeness;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Keys of {@link RequestScheduler}. */
public interface PolitenessConfig {

  /** Maximum concurrent requests to one host and port: polls, redirects to it, references. */
  @WithDefault("1")
  @Positive
  int perHostConcurrency();

  /** Minimum time between a response of a host and the next request to it. */
  @WithDefault("1s")
  @DurationMin
  Duration perHostGap();
}
