package news.rendezvous.serve.http;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** Base URL of links to this service. */
@ApplicationScoped
public class PublicUrl {

  private final Config config;

  @Inject
  PublicUrl(Config config) {
    this.config = config;
  }

  /** Base URL of links to this service. */
  @ConfigMapping(prefix = "rendezvous")
  public interface Config {

    /**
     * Base of the links to the service itself, such as {@code https://news.example.org/rendezvous};
     * scheme and host of the request where it is not set.
     */
    Optional<URI> publicUrl();
  }

  /** True where links do not depend on the request. */
  boolean isConfigured() {
    return config.publicUrl().isPresent();
  }

  /**
   * The base URL without a slash at its end: the configured one, else that of the request. Empty
   * for HTTP/1.0 without a host, so that links are relative.
   *
   * @param asked base URL of the request, with the scheme and host that the client used
   */
  public String base(URI asked) {
    URI base = config.publicUrl().orElse(asked);
    return base.getRawAuthority() == null ? "" : base.toString().replaceFirst("/+$", "");
  }
}
