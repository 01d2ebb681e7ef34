package news.rendezvous.source;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Encryption of the credentials of sources. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface CredentialsConfig {

  /**
   * Key that encrypts the {@code authorization} of sources in the sources topic (AES-256-GCM): 32
   * random bytes in base64, the same on every replica. Without one they are stored readable.
   */
  Optional<String> credentialsKey();
}
