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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.source.BundledSources;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registers the sample's sources, which no configuration names, while the sample is served. */
@ApplicationScoped
class DemoSubscription implements BundledSources {

  private static final Logger LOG = Logger.getLogger(DemoSubscription.class);
  private static final long PORT_PAUSE_MS = 10;

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

  @Override
  public Set<String> ids() {
    return config.demo()
        ? Stream.of(SampleSource.values()).map(source -> source.id).collect(Collectors.toSet())
        : Set.of();
  }

  // Not before the server listens: it serves the sample. The event has the configured port, the
  // server the actual one.
  void subscribe(@ObservesAsync HttpServerStart listening, HttpServer server) {
    if (config.demo()) {
      subscribe(server);
    }
  }

  // The port is -1 for a moment: one event loop sends the event, another registers the port.
  private void subscribe(HttpServer server) {
    int port = server.getPort();
    if (port < 0) {
      vertx.setTimer(PORT_PAUSE_MS, tick -> subscribe(server));
    } else {
      guard.exempt(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      registry.ready().thenRun(() -> start(port));
    }
  }

  // A written source is polled at once: each new story appears immediately, whatever the poll
  // interval. On a worker thread, since Kafka's producer blocks for the metadata of its topic.
  private void start(int port) {
    long interval = config.demoInterval().toMillis();
    timer = vertx.setPeriodic(1, interval, tick -> vertx.executeBlocking(() -> write(port)));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  // Polled at loopback, whatever the public address.
  private @Nullable Void write(int port) {
    for (SampleSource source : SampleSource.values()) {
      registry
          .put(source.registered("http://127.0.0.1:" + port))
          .subscribe()
          .with(done -> {}, failure -> LOG.debugf(failure, "Sample source %s", source.id));
    }
    return null;
  }
}
