package news.rendezvous.serve.http;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Management port: a second HTTP server with the same routes, for a network of its own. The public
 * port then answers 404 below {@code /admin} and {@code /q}. The management interface of Quarkus is
 * chosen when the service is built, and has no place for JAX-RS resources.
 */
@ApplicationScoped
class ManagementServer {

  private static final Logger LOG = Logger.getLogger(ManagementServer.class);
  private static final int NOT_FOUND = 404;

  // On the normalised path; as JAX-RS, without matrix parameters, such as /admin;x/sources.
  private static final Pattern MANAGEMENT =
      Pattern.compile("(/|;[^/]*)*(admin|q)(;[^/]*)?(/.*)?", Pattern.DOTALL);

  private final Vertx vertx;
  private final HttpConfig config;
  private final HttpServerOptions options;
  private @Nullable Router router;
  private volatile @Nullable HttpServer server;

  @Inject
  ManagementServer(
      Vertx vertx,
      HttpConfig config,
      SendBuffer sendBuffer,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.idle-timeout") Duration idleTimeout,
      @ConfigProperty(name = "quarkus.http.limits.max-header-size") MemorySize maxHeader,
      @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int maxLine) {
    this.vertx = vertx;
    this.config = config;
    this.options =
        new HttpServerOptions()
            .setHost(host)
            .setIdleTimeout((int) idleTimeout.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxHeaderSize(maxHeader.asBigInteger().intValueExact())
            .setMaxInitialLineLength(maxLine)
            .setHttp2ClearTextEnabled(false);
    sendBuffer.limit(options);
  }

  void route(@Observes Router router) {
    this.router = router;
    if (config.managementPort().isPresent()) {
      router.route().order(RouteOrder.MANAGEMENT_PORT.order()).handler(this::separate);
    }
  }

  private void separate(RoutingContext context) {
    if (MANAGEMENT.matcher(context.normalizedPath()).matches() && !isHere(context.request())) {
      context.fail(NOT_FOUND);
    } else {
      context.next();
    }
  }

  private boolean isHere(HttpServerRequest request) {
    HttpServer open = server;
    return open != null && request.connection().localAddress().port() == open.actualPort();
  }

  // A port that is taken ends the start.
  void start(@Observes StartupEvent event) {
    Router routes = router;
    if (config.managementPort().isPresent() && routes != null) {
      server =
          vertx
              .createHttpServer(options.setPort(config.managementPort().getAsInt()))
              .requestHandler(routes)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      LOG.infof("Management: /admin and /q are on port %d alone", port());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    HttpServer open = server;
    if (open != null) {
      open.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** The port; 0 while there is none. */
  int port() {
    HttpServer open = server;
    return open == null ? 0 : open.actualPort();
  }
}
