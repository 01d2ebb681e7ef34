package news.rendezvous.serve.http.backpressure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.serve.http.HttpConfig;

/**
 * Write timeout: closes a connection whose client does not read. The time counts from the last
 * progress of the socket, as that of Netty's {@code IdleStateHandler} with {@code observeOutput},
 * and not from the beginning of a response: a slow client that reads is never cut. While responses
 * wait for {@link ResponseMemory} it is a fifth, so that clients that do not read cost the others a
 * moment at most.
 *
 * <p>A stream of HTTP/2 has a flow-control window of its own (RFC 9113 section 5.2), so it is timed
 * and reset alone.
 */
@Startup // metrics are there from the start
@ApplicationScoped
public class WriteTimeout {

  private static final long CHECKS = 250;
  private static final int SHORTAGE = 5;

  private final Vertx vertx;
  private final ResponseMemory memory;
  private final long timeout;
  private final Counter undrained;
  private final Map<Object, Progress> writing = new ConcurrentHashMap<>();

  @Inject
  WriteTimeout(HttpConfig config, Vertx vertx, ResponseMemory memory, MeterRegistry meters) {
    this.vertx = vertx;
    this.memory = memory;
    this.timeout = config.drainTimeout().toNanos();
    this.undrained = closed(meters, "undrained");
    vertx.setPeriodic(Math.min(CHECKS, config.drainTimeout().toMillis() / SHORTAGE), x -> check());
  }

  static Counter closed(MeterRegistry meters, String reason) {
    return Counter.builder("rendezvous.http.closed")
        .description("Connections closed because clients do not read responses, by reason")
        .tag("reason", reason)
        .register(meters);
  }

  /**
   * Unfinished writes of one connection.
   *
   * @param since reading of {@link System#nanoTime} at the last progress
   */
  private record Progress(HttpServerRequest request, int writes, long since) {

    Progress more() {
      return new Progress(request, writes + 1, since);
    }

    Progress fewer() {
      return new Progress(request, writes - 1, System.nanoTime());
    }
  }

  /**
   * Times a write of a response. Pieces of a long response are written one by one, so that each of
   * them is progress.
   */
  public Future<Void> watch(HttpServerRequest request, Future<Void> write) {
    Object key = key(request);
    writing.compute(
        key, (x, now) -> now == null ? new Progress(request, 1, System.nanoTime()) : now.more());
    return write.onComplete(
        x -> writing.computeIfPresent(key, (y, now) -> now.writes() == 1 ? null : now.fewer()));
  }

  private static Object key(HttpServerRequest request) {
    return isHttp2(request) ? request.response() : request.connection();
  }

  private static boolean isHttp2(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  private void check() {
    long now = System.nanoTime();
    long most = memory.isShort() ? timeout / SHORTAGE : timeout;
    writing.values().stream()
        .filter(progress -> now - progress.since() > most)
        .map(Progress::request)
        .forEach(this::abort);
  }

  private void abort(HttpServerRequest request) {
    // Its writes fail when it is closed, and are forgotten then; it is counted once.
    if (writing.remove(key(request)) == null) {
      return;
    }
    undrained.increment();
    if (isHttp2(request)) {
      request.response().reset();
    } else {
      AbortiveClose.close(vertx, request.connection());
    }
  }
}
