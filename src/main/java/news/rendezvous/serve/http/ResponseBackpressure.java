package news.rendezvous.serve.http;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Backpressure of responses: memory for bytes that clients do not read is bounded, per connection
 * and for all.
 *
 * <p>Netty copies a response into direct memory, where it stays until the client takes it. A client
 * that sends many requests at once (pipelining, RFC 9112 section 9.3.2) and reads nothing would
 * multiply that: so a request waits until the earlier responses of its connection are written, and
 * the connection is closed after {@code rendezvous.http.drain-timeout}. Where the clients of many
 * connections read nothing, requests are refused before direct memory ends, since an event loop
 * without direct memory does not recover.
 */
@ApplicationScoped
public class ResponseBackpressure {

  private static final Logger LOG = Logger.getLogger(ResponseBackpressure.class);
  private static final long WARN_AGAIN_MILLIS = 60_000;

  /** Requests of probes and metrics, whose responses are small, are served in any case. */
  private static final String PROBES = "/q/";

  private final Vertx vertx;
  private final InstantSource clock;
  private final BufferPoolMXBean direct = directMemory();
  private final long drainMillis;
  private final long mostDirect;
  private final Counter undrained;
  private final Counter overloaded;
  private long warnAgain;

  @Inject
  ResponseBackpressure(HttpConfig config, Vertx vertx, InstantSource clock, MeterRegistry meters) {
    this.vertx = vertx;
    this.clock = clock;
    this.drainMillis = config.drainTimeout().toMillis();
    this.mostDirect = maxDirectMemory() / 100 * config.maxDirectMemory();
    this.undrained = counter(meters, "undrained");
    this.overloaded = counter(meters, "overloaded");
  }

  private static Counter counter(MeterRegistry meters, String reason) {
    return Counter.builder("rendezvous.http.closed")
        .description("Connections closed because clients do not read responses, by reason")
        .tag("reason", reason)
        .register(meters);
  }

  void route(@Observes Router router) {
    router.route().order(RouteOrder.BACKPRESSURE.order()).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    if (isOverloaded() && !context.request().path().startsWith(PROBES)) {
      overloaded.increment();
      warn();
      context.request().connection().close();
      return;
    }
    HttpServerResponse response = context.response();
    if (response.writeQueueFull()) {
      drain(context, response);
    } else {
      context.next();
    }
  }

  /** True while responses that clients do not read fill the direct memory. */
  public boolean isOverloaded() {
    return direct.getMemoryUsed() > mostDirect;
  }

  private void drain(RoutingContext context, HttpServerResponse response) {
    long timer =
        vertx.setTimer(
            drainMillis,
            late -> {
              undrained.increment();
              context.request().connection().close();
            });
    response.drainHandler(
        drained -> {
          if (vertx.cancelTimer(timer)) {
            response.drainHandler(null);
            context.next();
          }
        });
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private synchronized void warn() {
    long now = clock.millis();
    if (now < warnAgain) {
      return;
    }
    warnAgain = now + WARN_AGAIN_MILLIS;
    LOG.warnf(
        "Connections are closed, since responses that clients do not read fill the direct memory:"
            + " used=%d limit=%d. Put a proxy in front that buffers responses, or raise"
            + " -XX:MaxDirectMemorySize",
        direct.getMemoryUsed(), mostDirect);
  }

  private static BufferPoolMXBean directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .findFirst()
        .orElseThrow();
  }

  /** The limit of the virtual machine: {@code -XX:MaxDirectMemorySize}, else the greatest heap. */
  private static long maxDirectMemory() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long configured = Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
    return configured > 0 ? configured : Runtime.getRuntime().maxMemory();
  }
}
