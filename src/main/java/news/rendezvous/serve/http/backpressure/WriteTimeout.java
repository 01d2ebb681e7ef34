package news.rendezvous.serve.http.backpressure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.serve.http.HttpConfig;

/**
 * Write timeout: closes a connection whose client does not read. The time counts from the last
 * progress of the socket, as that of Netty's {@code IdleStateHandler} with {@code observeOutput},
 * and not from the beginning of a response: a slow client that reads is never cut. While responses
 * wait for {@link ResponseMemory} that clients hold it is half, which is still longer than the
 * receive buffer of a client lasts that reads some 50 KB a second.
 *
 * <p>A stream of HTTP/2 has a flow-control window of its own (RFC 9113 section 5.2), so it is timed
 * and reset alone.
 */
@Startup // metrics are there from the start
@Singleton // without a client proxy, since writes end after the container too
public class WriteTimeout {

  private static final long CHECKS = 250;
  private static final int SHORTAGE = 2;

  private final Vertx vertx;
  private final ResponseMemory memory;
  private final long timeout;
  private final Counter undrained;
  private final long timer;
  private final Map<Object, Progress> writing = new ConcurrentHashMap<>();

  @Inject
  WriteTimeout(HttpConfig config, Vertx vertx, ResponseMemory memory, MeterRegistry meters) {
    this.vertx = vertx;
    this.memory = memory;
    this.timeout = config.drainTimeout().toNanos();
    this.undrained = closed(meters, "undrained");
    this.timer =
        vertx.setPeriodic(Math.min(CHECKS, config.drainTimeout().toMillis() / 4), x -> check());
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
   * @param timedOut runs before the connection is closed
   * @param since reading of {@link System#nanoTime} at the last progress
   */
  private record Progress(HttpServerRequest request, Runnable timedOut, int writes, long since) {

    Progress more() {
      return new Progress(request, timedOut, writes + 1, since);
    }

    Progress fewer() {
      return new Progress(request, timedOut, writes - 1, System.nanoTime());
    }
  }

  /** Times a write of a response. */
  public Future<Void> watch(HttpServerRequest request, Future<Void> write) {
    return watch(request, write, () -> {});
  }

  /**
   * Times a write of a response. Pieces of a long response are written one by one, so that each of
   * them is progress.
   *
   * @param timedOut runs on any thread before the connection is closed
   */
  public Future<Void> watch(HttpServerRequest request, Future<Void> write, Runnable timedOut) {
    Object key = key(request);
    writing.compute(
        key,
        (x, now) ->
            now == null ? new Progress(request, timedOut, 1, System.nanoTime()) : now.more());
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
        .forEach(this::abort);
  }

  private void abort(Progress progress) {
    HttpServerRequest request = progress.request();
    // Its writes fail when it is closed, and are forgotten then; it is counted once.
    if (writing.remove(key(request)) == null) {
      return;
    }
    undrained.increment();
    progress.timedOut().run();
    if (isHttp2(request)) {
      request.response().reset();
    } else {
      AbortiveClose.close(vertx, request.connection());
    }
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
