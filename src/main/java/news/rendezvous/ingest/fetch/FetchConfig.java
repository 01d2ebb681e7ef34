package news.rendezvous.ingest.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import news.rendezvous.ingest.fetch.guard.AddressGuard.GuardConfig;
import news.rendezvous.ingest.fetch.http.TransportConfig;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler.PolitenessConfig;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the fetch stage; the keys of its subpackages are inherited. */
@ConfigMapping(prefix = "rendezvous.fetch")
public interface FetchConfig extends GuardConfig, TransportConfig, PolitenessConfig {

  /** Maximum size of a body on the wire, before content decoding. */
  @WithDefault("5M")
  MemorySize maxWireBytes();

  /** Maximum size of a body after content decoding. */
  @WithDefault("15M")
  MemorySize maxDecodedBytes();

  /**
   * Memory budget of documents in flight, in decoded bytes. A document over the budget waits; that
   * time counts towards no timeout.
   */
  @WithDefault("32M")
  MemorySize maxInHand();

  /** Maximum number of redirects in one fetch. */
  @WithDefault("5")
  @PositiveOrZero
  int maxRedirects();

  /** Upper bound of the Retry-After (429, 503) of a host. */
  @WithDefault("7d")
  @DurationMin
  Duration maxRetryAfter();
}
