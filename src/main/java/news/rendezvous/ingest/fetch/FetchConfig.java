package news.rendezvous.ingest.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import news.rendezvous.ingest.fetch.guard.GuardConfig;
import news.rendezvous.ingest.fetch.http.TransportConfig;
import news.rendezvous.ingest.fetch.politeness.PolitenessConfig;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the fetch stage; the keys of its rooms are inherited. */
@ConfigMapping(prefix = "rendezvous.fetch")
public interface FetchConfig extends GuardConfig, TransportConfig, PolitenessConfig {

  /** Longest body on the wire, before decoding. */
  @WithDefault("5M")
  MemorySize maxWireBytes();

  /** Longest body after decoding. */
  @WithDefault("15M")
  MemorySize maxDecodedBytes();

  /**
   * Memory budget of all documents in flight, decoded. A document over it waits, and that time
   * counts towards no timeout.
   */
  @WithDefault("32M")
  MemorySize maxInHand();

  /** Most redirects followed in one fetch. */
  @WithDefault("5")
  @PositiveOrZero
  int maxRedirects();

  /** Upper bound of a host's Retry-After (429, 503). */
  @WithDefault("7d")
  @DurationMin
  Duration maxRetryAfter();
}
