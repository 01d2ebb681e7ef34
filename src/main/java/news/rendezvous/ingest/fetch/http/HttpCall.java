package news.rendezvous.ingest.fetch.http;

import io.netty.util.NetUtil;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import news.rendezvous.ingest.fetch.http.ConnectionPool.HttpTarget;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with one address. A complete response returns its connection to the pool; any
 * other end (limit, error, timeout, cancellation) closes it. Confined to the connection's thread,
 * except for {@link #abandon}.
 */
final class HttpCall {

  /** Wire bytes decoded between two reservations of memory; gzip expands up to 1,032 times. */
  private static final int STRIDE = 4_096;

  private final ConnectionPool connections;
  private final HttpRequest httpRequest;
  private final HttpTarget target;
  private final Deadline deadline;
  private final UniEmitter<? super Exchange> result;
  private volatile @Nullable HttpClientRequest request;
  private volatile @Nullable NetSocket bare;
  private volatile boolean over;
  private volatile long timer;
  private boolean mayRepeat;
  private @Nullable ResponseBody body;

  HttpCall(
      ConnectionPool connections,
      HttpRequest httpRequest,
      HttpTarget target,
      Deadline deadline,
      UniEmitter<? super Exchange> result) {
    this.connections = connections;
    this.httpRequest = httpRequest;
    this.target = target;
    this.deadline = deadline;
    this.result = result;
  }

  void begin() {
    result.onTermination(this::abandon);
    checkDeadline();
    // A kept connection may be stale, which only an idempotent request survives by a second
    // attempt.
    (httpRequest.isIdempotent() ? connections.any(target) : connections.fresh(target))
        .onSuccess(this::sendFirst)
        .onFailure(this::unconnected);
  }

  // Time spent waiting for the memory budget does not count.
  private void checkDeadline() {
    long left = deadline.left(httpRequest.reservation().waited());
    if (left > 0) {
      timer = connections.vertx.setTimer(left, x -> checkDeadline());
    } else {
      result.complete(deadline.expired()); // its termination calls abandon()
    }
  }

  private void sendFirst(HttpClientRequest ready) {
    mayRepeat = connections.wasKept(ready.connection());
    send(ready);
  }

  private void send(HttpClientRequest ready) {
    request = ready;
    ready.connection().exceptionHandler(failure -> broken(ready, failure));
    if (over) {
      close();
      return;
    }
    httpRequest.headers().forEach(ready::putHeader);
    long timer = startHeaderTimer();
    sent(ready)
        .onComplete(x -> connections.vertx.cancelTimer(timer))
        .onSuccess(response -> receive(ready, response))
        .onFailure(failure -> broken(ready, failure));
  }

  private Future<HttpClientResponse> sent(HttpClientRequest ready) {
    byte[] content = httpRequest.body();
    return content == null
        ? ready.send()
        : ready.setMethod(HttpMethod.POST).send(Buffer.buffer(content));
  }

  private long startHeaderTimer() {
    return connections.vertx.setTimer(connections.headerTimeout.toMillis(), x -> headersAreLate());
  }

  private void headersAreLate() {
    String detail =
        "no response headers from %s within %d ms"
            .formatted(
                NetUtil.toSocketAddressString(target.address()),
                connections.headerTimeout.toMillis());
    settle(new Exchange.Failed(PollOutcome.TIMEOUT, detail, 0));
  }

  private void receive(HttpClientRequest sent, HttpClientResponse response) {
    mayRepeat = false;
    response.exceptionHandler(failure -> broken(sent, failure));
    receive(ResponseHead.of(response), response);
  }

  private void receive(ResponseHead head, ReadStream<Buffer> response) {
    if (head.isBodiless()) {
      response.endHandler(x -> complete(new Exchange.Response(head, new byte[0], 0)));
      return;
    }
    BodyPlan plan = httpRequest.plan().apply(head);
    ResponseBody.decidedBy(head, plan)
        .ifPresentOrElse(
            this::settle, () -> read(response, new ResponseBody(head, plan, deadline.wire())));
  }

  private void read(ReadStream<Buffer> response, ResponseBody streaming) {
    body = streaming;
    response
        .handler(chunk -> more(response, streaming, chunk))
        .endHandler(x -> complete(streaming.end()));
  }

  private void more(ReadStream<Buffer> response, ResponseBody streaming, Buffer chunk) {
    if (over || chunk.length() == 0) {
      return;
    }
    int end = Math.min(STRIDE, chunk.length());
    streaming.more(chunk.getBytes(0, end)).ifPresent(this::settle);
    Buffer rest = chunk.slice(end, chunk.length());
    if (httpRequest.reservation().grow(streaming.grown(), later(response, streaming, rest))) {
      more(response, streaming, rest);
    } else {
      response.pause();
    }
  }

  private Runnable later(ReadStream<Buffer> response, ResponseBody streaming, Buffer rest) {
    Context here = Vertx.currentContext();
    return () ->
        here.runOnContext(
            x -> {
              response.resume(); // delivers the paused chunks only after this event
              more(response, streaming, rest);
            });
  }

  private void unconnected(Throwable failure) {
    settle(NetworkErrors.beforeResponse(failure, target.address()));
  }

  private void broken(HttpClientRequest sent, Throwable failure) {
    if (sent != request) {
      return; // a connection that has been replaced
    }
    if (mayRepeat && !over) {
      repeat();
    } else if (body == null
        && !over
        && httpRequest.isIdempotent()
        && NetworkErrors.isUnreadable(failure)) {
      repeatLeniently();
    } else {
      cut(failure);
    }
  }

  // RFC 9112 section 9.3.1: a server may close a kept connection just as it is used again, and a
  // GET may then be repeated. Not on another kept one, which may be as stale.
  private void repeat() {
    mayRepeat = false;
    request = null;
    connections.fresh(target).onSuccess(this::send).onFailure(this::unconnected);
  }

  // Some responses that violate RFC 9112 are read by browsers, but not by the HTTP client.
  private void repeatLeniently() {
    close();
    request = null;
    connections.bare(target).onSuccess(this::sendLeniently).onFailure(this::unconnected);
  }

  private void sendLeniently(NetSocket ready) {
    bare = ready;
    if (over) {
      close();
      return;
    }
    long timer = startHeaderTimer();
    AtomicReference<LenientResponse> response = new AtomicReference<>();
    response.set(
        new LenientResponse(
            ready,
            connections.maxHeaderBytes,
            head -> {
              connections.vertx.cancelTimer(timer);
              receive(head, Objects.requireNonNull(response.get()));
            },
            failure -> {
              connections.vertx.cancelTimer(timer);
              cut(failure);
            }));
    ready.write(target.serialised(httpRequest.headers()));
  }

  private void cut(Throwable failure) {
    settle(body == null ? NetworkErrors.beforeResponse(failure, target.address()) : body.cut());
  }

  private void complete(Exchange exchange) {
    HttpClientRequest sent = request;
    if (over || sent == null || !(exchange instanceof Exchange.Response)) {
      settle(exchange);
      return;
    }
    connections.keep(sent.connection());
    request = null; // the pool owns its connection now
    // It is free only after this event, and the next hop of a redirect may reuse it.
    connections.vertx.runOnContext(x -> settle(exchange));
  }

  private void settle(Exchange exchange) {
    boolean first = !over;
    over = true;
    if (body != null) {
      body.close();
    }
    if (first) {
      close();
      result.complete(exchange);
    }
  }

  private void abandon() {
    over = true;
    connections.vertx.cancelTimer(timer);
    close();
  }

  private void close() {
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.connection().close();
    }
    NetSocket socket = bare;
    if (socket != null) {
      socket.close();
    }
  }

  /**
   * Deadline of one request, over all addresses that are tried for it.
   *
   * @param within timeout of this request
   * @param total timeout of the redirect chain that it belongs to
   */
  record Deadline(AtomicLong wire, long begun, Duration within, Duration total) {

    static Deadline begin(Duration within, Duration total) {
      return new Deadline(new AtomicLong(), System.nanoTime(), within, total);
    }

    /**
     * Milliseconds left.
     *
     * @param waited nanoseconds spent waiting for the memory budget, which do not count
     */
    long left(long waited) {
      return within.plusNanos(waited).minusNanos(System.nanoTime() - begun).toMillis();
    }

    Exchange.Failed expired() {
      return new Exchange.Failed(
          PollOutcome.TIMEOUT,
          "the answer is not complete after %d ms".formatted(total.toMillis()),
          wire.get());
    }
  }
}
