package news.rendezvous.launch;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import news.rendezvous.serve.http.PublicUrl;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Log line with the URL of the service once its readiness is UP. The start message of Quarkus comes
 * when the port is open, long before that if Kafka is unreachable.
 */
@ApplicationScoped
class ReadyLog {

  private static final Logger LOG = Logger.getLogger(ReadyLog.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final SmallRyeHealthReporter health;
  private final PublicUrl.Config publicUrl;
  private final String host;
  private final String rootPath;

  @Inject
  ReadyLog(
      SmallRyeHealthReporter health,
      PublicUrl.Config publicUrl,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.root-path") String rootPath) {
    this.health = health;
    this.publicUrl = publicUrl;
    this.host = host;
    this.rootPath = rootPath;
  }

  // The port is -1 for a moment: one event loop sends the event, another registers the port.
  void await(@ObservesAsync HttpServerStart listening, HttpServer server) {
    Multi.createFrom()
        .ticks()
        .every(PAUSE)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick -> health.getReadinessAsync())
        .filter(checked -> isUp(checked) && server.getPort() > 0)
        .toUni()
        .subscribe()
        .with(
            up ->
                LOG.infof(
                    "Rendezvous is ready: %s",
                    address(publicUrl.publicUrl(), host, server.getPort(), rootPath)),
            failure -> LOG.errorf(failure, "Readiness check failed"));
  }

  private static boolean isUp(SmallRyeHealth health) {
    return !health.isDown();
  }

  /** The URL for a browser, with a slash at its end. */
  static String address(Optional<URI> publicUrl, String host, int port, String rootPath) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String named = everywhere ? "localhost" : host.indexOf(':') < 0 ? host : "[" + host + "]";
    String own = "http://%s:%d/%s".formatted(named, port, rootPath.replaceAll("^/+", ""));
    return publicUrl.map(URI::toString).orElse(own).replaceFirst("/*$", "/");
  }
}
