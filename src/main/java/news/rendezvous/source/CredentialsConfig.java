package news.rendezvous.source;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Encryption of the credentials of sources and the secrets of webhooks. */
@ConfigMapping(prefix = "rendezvous.admin")
public interface CredentialsConfig {

  /**
   * Key that encrypts the {@code authorization} of sources and the {@code secret} of webhooks in
   * their topics (AES-256-GCM): 32 random bytes in base64, the same on every replica. Without one
   * they are stored readable.
   */
  Optional<String> credentialsKey();
}
