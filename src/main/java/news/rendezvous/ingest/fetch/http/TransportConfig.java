package news.rendezvous.ingest.fetch.http;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Keys of {@link Transport}. */
public interface TransportConfig {

  /** Name and version in the User-Agent of all requests; the contact follows it in brackets. */
  @WithDefault("Rendezvous/${quarkus.application.version:0}")
  String userAgent();

  /**
   * URL or mail address of the operator, sent to publishers in the User-Agent. Without one a
   * warning is logged at start.
   */
  @WithDefault("${rendezvous.public-url:}")
  Optional<String> contact();

  /** Timeout of a name lookup. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration dnsTimeout();

  /** Timeout of a TCP connection to one address. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration connectTimeout();

  /** Timeout of a TLS handshake. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration tlsTimeout();

  /** Timeout of the headers of a response. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration headerTimeout();

  /** Timeout of a whole fetch: names, connections, redirects and body. */
  @WithDefault("20s")
  @DurationMin(millis = 1)
  Duration totalTimeout();
}
