package news.rendezvous.serve.http.backpressure;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import news.rendezvous.serve.http.HttpConfig;
import news.rendezvous.serve.http.RouteOrder;
import org.jboss.logging.Logger;

/**
 * Backpressure of responses: memory for bytes that clients do not read is bounded, per connection
 * and for all.
 *
 * <p>Netty copies what is written into direct memory, where it stays until the client takes it. A
 * client that sends many requests at once (pipelining, RFC 9112 section 9.3.2) and reads nothing
 * would multiply that: so a request waits until the earlier responses of its connection are
 * written. Where the clients of very many connections read nothing, requests are refused before
 * direct memory ends, since an event loop without direct memory does not recover.
 */
@ApplicationScoped
class ResponseBackpressure {

  private static final Logger LOG = Logger.getLogger(ResponseBackpressure.class);
  private static final long WARN_AGAIN_MILLIS = 60_000;

  /** Requests of probes and metrics, whose responses are small, are served in any case. */
  private static final String PROBES = "/q/";

  private final WriteTimeout timeout;
  private final InstantSource clock;
  private final BufferPoolMXBean direct = directMemory();
  private final long mostDirect;
  private final Counter overloaded;
  private long warnAgain;

  @Inject
  ResponseBackpressure(
      HttpConfig config, WriteTimeout timeout, InstantSource clock, MeterRegistry meters) {
    this.timeout = timeout;
    this.clock = clock;
    this.mostDirect = maxDirectMemory() / 100 * config.maxDirectMemory();
    this.overloaded = WriteTimeout.closed(meters, "overloaded");
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

  private boolean isOverloaded() {
    return direct.getMemoryUsed() > mostDirect;
  }

  private void drain(RoutingContext context, HttpServerResponse response) {
    Promise<Void> drained = Promise.promise();
    response.drainHandler(x -> drained.tryComplete());
    response.closeHandler(x -> drained.tryFail("closed"));
    timeout
        .watch(context.request(), drained.future())
        .onSuccess(
            x -> {
              response.drainHandler(null);
              context.next();
            });
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
