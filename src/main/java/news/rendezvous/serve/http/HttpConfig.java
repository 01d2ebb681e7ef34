package news.rendezvous.serve.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
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
   * Time without progress of the socket after which a connection is closed whose client does not
   * read responses; half of it while responses wait for memory that clients hold.
   */
  @WithDefault("10s")
  @DurationMin(millis = 100)
  Duration drainTimeout();

  /**
   * Memory for the bodies of responses, from their rendering until clients have taken them; an
   * eighth of the maximum heap by default. Above it responses wait for {@code
   * rendezvous.http.drain-timeout}, at most 64 of them, and are then 503.
   */
  Optional<MemorySize> responseMemory();

  /**
   * Bytes of the send buffer of a connection in the kernel ({@code SO_SNDBUF}), which Linux
   * doubles: a connection carries about as much in a round-trip time, and the slowest client that
   * is not cut reads as much in {@code rendezvous.http.drain-timeout}.
   */
  @WithDefault("65536")
  @Min(4096)
  int sendBuffer();

  /**
   * Percentage of the direct memory of the process at which further requests are refused by closing
   * their connections, because clients do not read what they requested.
   */
  @WithDefault("60")
  @Min(10)
  @Max(90)
  int maxDirectMemory();
}
