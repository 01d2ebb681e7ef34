package news.rendezvous.serve.http;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Base URL of links to this service. */
@ConfigMapping(prefix = "rendezvous")
public interface PublicUrlConfig {

  /**
   * Base of the links to the service itself, such as {@code https://news.example.org/rendezvous};
   * scheme and host of the request where it is not set.
   */
  Optional<URI> publicUrl();
}
