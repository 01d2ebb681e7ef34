package news.rendezvous.serve.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

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

  /**
   * Time that a client has to read the earlier responses of its connection before its next request
   * is served; then the connection is closed.
   */
  @WithDefault("10s")
  @DurationMin(millis = 100)
  Duration drainTimeout();

  /**
   * Percentage of the direct memory of the process at which further requests are refused by closing
   * their connections, because clients do not read what they requested.
   */
  @WithDefault("60")
  @Min(10)
  @Max(90)
  int maxDirectMemory();
}
