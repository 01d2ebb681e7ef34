package news.rendezvous.demo;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the service subscribe to the sample that it serves itself. */
@ApplicationScoped
class DemoSubscription {

  private static final Logger LOG = Logger.getLogger(DemoSubscription.class);

  private final boolean wanted;
  private final Duration interval;
  private final AddressGuard guard;
  private final SourceRegistry registry;
  private final Vertx vertx;

  @Inject
  DemoSubscription(
      @ConfigProperty(name = "rendezvous.demo", defaultValue = "false") boolean wanted,
      @ConfigProperty(name = "rendezvous.demo-interval", defaultValue = "30s") Duration interval,
      AddressGuard guard,
      SourceRegistry registry,
      Vertx vertx) {
    this.wanted = wanted;
    this.interval = interval;
    this.guard = guard;
    this.registry = registry;
    this.vertx = vertx;
  }

  // Not before the server listens: only then is the sample there to be asked. The event knows the
  // port that was asked for, the server the one that it got.
  void subscribe(@ObservesAsync HttpServerStart listening, HttpServer server) {
    if (wanted) {
      int port = server.getPort();
      guard.exempt(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      registry.ready().thenRun(() -> tell(port));
    }
  }

  // Writing a source has it polled: each new story shows at once, however rarely polls are due.
  private void tell(int port) {
    vertx.setPeriodic(1, interval.toMillis(), timer -> sources(port).forEach(this::write));
  }

  private void write(Source source) {
    registry
        .put(source)
        .subscribe()
        .with(
            done -> LOG.debugf("Sample source %s is due", source.id()),
            failure -> LOG.warnf("Sample source %s: %s", source.id(), failure.getMessage()));
  }

  /** The sample's sources; polled at loopback, whatever the public address. */
  static List<Source> sources(int port) {
    String base = "http://127.0.0.1:" + port;
    return Stream.of(Outlet.values()).map(outlet -> outlet.source(base)).toList();
  }
}
