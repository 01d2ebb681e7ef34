package news.rendezvous.web;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Keeps HTTP/2 without TLS (h2c, RFC 9113 section 3.1 deprecates the upgrade to it) off: a proxy
 * that passes an upgrade on no longer sees the requests behind it ("h2c smuggling"), and no browser
 * or feed reader speaks it. Over TLS HTTP/2 is negotiated as before.
 */
@ApplicationScoped
class ClearText implements HttpServerOptionsCustomizer {

  private final WebConfig config;

  @Inject
  ClearText(WebConfig config) {
    this.config = config;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(config.h2c());
  }
}
