package news.rendezvous.ingest.fetch.politeness;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Keys of {@link RequestScheduler}. */
public interface PolitenessConfig {

  /** Most requests in flight to one host and port: polls, redirects that lead there, references. */
  @WithDefault("1")
  @Positive
  int perHostConcurrency();

  /** Shortest time between an answer of a host and the next request to it. */
  @WithDefault("1s")
  @DurationMin
  Duration perHostGap();
}
