package news.rendezvous.serve.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Size of the kernel's send buffers ({@code SO_SNDBUF}). Linux lets a buffer grow to megabytes, and
 * reports one as writable when a third of it is free: a slow client would make no visible progress
 * for longer than {@code rendezvous.http.drain-timeout}, and one that does not read would take as
 * much memory of the kernel, which counts for a container.
 */
@ApplicationScoped
class SendBuffer implements HttpServerOptionsCustomizer {

  private final HttpConfig config;

  @Inject
  SendBuffer(HttpConfig config) {
    this.config = config;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    limit(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    limit(options);
  }

  void limit(HttpServerOptions options) {
    options.setSendBufferSize(config.sendBuffer());
  }
}
