package news.rendezvous.serve.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Disables HTTP/2 without TLS (h2c), whose upgrade RFC 9113 section 3.1 deprecates: a proxy that
 * forwards an upgrade does not see the requests after it ("h2c smuggling"), and no browser or feed
 * reader uses it. Over TLS HTTP/2 is negotiated as usual.
 */
@ApplicationScoped
public class Http2ClearText implements HttpServerOptionsCustomizer {

  private final Config config;

  @Inject
  Http2ClearText(Config config) {
    this.config = config;
  }

  /** Settings of the HTTP server that Quarkus has no key for. */
  @ConfigMapping(prefix = "rendezvous.http")
  public interface Config {

    /** Enables HTTP/2 without TLS (h2c). Over TLS it is always negotiated. */
    @WithDefault("false")
    boolean h2c();
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(config.h2c());
  }
}
