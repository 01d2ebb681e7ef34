package news.rendezvous.serve.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Disables HTTP/2 without TLS (h2c), whose upgrade RFC 9113 section 3.1 deprecates: a proxy that
 * forwards an upgrade does not see the requests after it ("h2c smuggling"), and no browser or feed
 * reader uses it. Over TLS HTTP/2 is negotiated as usual.
 */
@ApplicationScoped
class Http2ClearText implements HttpServerOptionsCustomizer {

  private final HttpConfig config;

  @Inject
  Http2ClearText(HttpConfig config) {
    this.config = config;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(config.h2c());
  }
}
