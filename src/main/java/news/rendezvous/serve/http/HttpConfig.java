package news.rendezvous.serve.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.OptionalInt;

/** Settings of the HTTP server that Quarkus has no key for. */
@ConfigMapping(prefix = "rendezvous.http")
public interface HttpConfig {

  /** Enables HTTP/2 without TLS (h2c). Over TLS it is always negotiated. */
  @WithDefault("false")
  boolean h2c();

  /**
   * Port on which {@code /admin} and {@code /q} are served, and no longer on that of {@code
   * quarkus.http.port}. By default all is served there.
   */
  @Min(0)
  @Max(65535)
  OptionalInt managementPort();
}
