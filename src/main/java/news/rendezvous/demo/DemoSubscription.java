package news.rendezvous.demo;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;

/** Makes the service subscribe to the sample that it serves itself. */
@ApplicationScoped
class DemoSubscription {

  private static final Logger LOG = Logger.getLogger(DemoSubscription.class);

  private final DemoConfig config;
  private final AddressGuard guard;
  private final SourceRegistry registry;
  private final Vertx vertx;
  private volatile long timer = -1;

  @Inject
  DemoSubscription(DemoConfig config, AddressGuard guard, SourceRegistry registry, Vertx vertx) {
    this.config = config;
    this.guard = guard;
    this.registry = registry;
    this.vertx = vertx;
  }

  // Not before the server listens: only then is the sample there to be asked. The event knows the
  // port that was asked for, the server the one that it got.
  void subscribe(@ObservesAsync HttpServerStart listening, HttpServer server) {
    if (config.demo()) {
      int port = server.getPort();
      guard.exempt(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      registry.ready().thenRun(() -> tell(port));
    }
  }

  // Writing a source has it polled: each new story shows at once, however rarely polls are due. On
  // a worker thread, since Kafka's producer waits for the metadata of its topic.
  private void tell(int port) {
    long interval = config.demoInterval().toMillis();
    timer = vertx.setPeriodic(1, interval, tick -> vertx.executeBlocking(() -> write(port)));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private List<Source> write(int port) {
    List<Source> sources = sources(port);
    sources.forEach(this::write);
    return sources;
  }

  private void write(Source source) {
    registry
        .put(source)
        .subscribe()
        .with(
            done -> LOG.debugf("Sample source %s is due", source.id()),
            failure -> LOG.debugf("Sample source %s: %s", source.id(), failure.getMessage()));
  }

  /** The sample's sources; polled at loopback, whatever the public address. */
  static List<Source> sources(int port) {
    String base = "http://127.0.0.1:" + port;
    return Stream.concat(
            Stream.of(Outlet.values()).map(outlet -> outlet.source(base)),
            Stream.of(Bulletin.source(base)))
        .toList();
  }
}
