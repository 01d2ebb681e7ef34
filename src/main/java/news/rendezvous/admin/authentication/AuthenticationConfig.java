package news.rendezvous.admin.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Authentication of the admin API. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface AuthenticationConfig {

  /**
   * Bearer token of {@code /admin} (RFC 6750), of visible ASCII characters. By default one is
   * generated with the embedded broker and stored in the data directory; with any other broker
   * {@code /admin} responds 503 unless OpenID Connect is configured.
   */
  Optional<String> token();

  /**
   * Maximum tokens of a client address in {@code failure-window} that are wrong, or cannot be
   * verified; further ones are answered 429. A right token always passes.
   */
  @WithDefault("10")
  @Positive
  int maxFailures();

  /** Window in which such tokens of a client address are counted. */
  @WithDefault("1m")
  @DurationMin(seconds = 1)
  Duration failureWindow();

  /** Maximum client addresses whose tokens are counted at the same time. */
  @WithDefault("10000")
  @Positive
  int maxFailingClients();

  /**
   * Pause between two attempts to reach an OpenID Connect provider that has not answered since the
   * start. Until it ends tokens of the provider are answered 503.
   */
  @WithDefault("5s")
  @DurationMin(seconds = 1)
  Duration providerRetryDelay();
}
