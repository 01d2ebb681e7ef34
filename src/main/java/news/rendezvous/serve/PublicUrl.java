package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;

/** Where clients reach the service. */
@ApplicationScoped
class PublicUrl {

  private final PublicUrlConfig config;

  @Inject
  PublicUrl(PublicUrlConfig config) {
    this.config = config;
  }

  /**
   * Base of links to the service itself, without a slash at its end. Empty where nothing tells
   * (HTTP/1.0 without a host): links are then relative, which beats wrong ones.
   *
   * @param asked base of the request, with the scheme and the host that the client used
   */
  String base(URI asked) {
    URI base = config.publicUrl().orElse(asked);
    return base.getRawAuthority() == null ? "" : base.toString().replaceFirst("/+$", "");
  }
}
