package news.rendezvous.serve.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;

/** Base URL of links to this service. */
@ApplicationScoped
public class PublicUrl {

  private final PublicUrlConfig config;

  @Inject
  PublicUrl(PublicUrlConfig config) {
    this.config = config;
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
