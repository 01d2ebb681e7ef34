package news.rendezvous.fetch;

import io.netty.util.NetUtil;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to one address. Whatever ends it first (the response, a limit, an error, a
 * caller who waits no longer) closes the connection. All of it happens on the connection's thread,
 * but for {@link #abandon}.
 */
final class Call {

  private final Vertx vertx;
  private final Hop hop;
  private final InetSocketAddress address;
  private final AtomicLong wire;
  private final UniEmitter<? super Exchange> result;
  private volatile @Nullable HttpClientRequest request;
  private volatile boolean over;
  private @Nullable Body body;

  /**
   * @param wire counts the bytes of the body as they come
   */
  Call(
      Vertx vertx,
      Hop hop,
      InetSocketAddress address,
      AtomicLong wire,
      UniEmitter<? super Exchange> result) {
    this.vertx = vertx;
    this.hop = hop;
    this.address = address;
    this.wire = wire;
    this.result = result;
  }

  /** Goes on as soon as there is a connection. */
  void over(Future<HttpClientRequest> connection, Duration headerTimeout) {
    result.onTermination(this::abandon);
    connection.onSuccess(ready -> send(ready, headerTimeout)).onFailure(this::broken);
  }

  private void send(HttpClientRequest ready, Duration headerTimeout) {
    request = ready;
    ready.connection().exceptionHandler(this::broken);
    if (over) {
      close();
      return;
    }
    hop.headers().forEach(ready::putHeader);
    long timer = vertx.setTimer(headerTimeout.toMillis(), x -> headersAreLate(headerTimeout));
    ready
        .send()
        .onComplete(x -> vertx.cancelTimer(timer))
        .onSuccess(this::receive)
        .onFailure(this::broken);
  }

  private void headersAreLate(Duration headerTimeout) {
    String detail =
        "no response headers from %s within %d ms"
            .formatted(NetUtil.toSocketAddressString(address), headerTimeout.toMillis());
    settle(new Exchange.Failed(Outcome.TIMEOUT, detail, 0));
  }

  private void receive(HttpClientResponse response) {
    ResponseHead head = ResponseHead.of(response);
    BodyPlan plan = hop.plan().apply(head);
    Body.decidedBy(head, plan)
        .ifPresentOrElse(this::settle, () -> read(response, new Body(head, plan, wire)));
  }

  private void read(HttpClientResponse response, Body streaming) {
    body = streaming;
    response
        .exceptionHandler(this::broken)
        .handler(chunk -> more(chunk, streaming))
        .endHandler(x -> settle(streaming.end()));
  }

  private void more(Buffer chunk, Body streaming) {
    if (!over) {
      streaming.more(chunk.getBytes()).ifPresent(this::settle);
    }
  }

  private void broken(Throwable failure) {
    settle(body == null ? Trouble.beforeResponse(failure, address) : body.cut());
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

  /** Nobody waits any more. */
  private void abandon() {
    over = true;
    close();
  }

  private void close() {
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.connection().close();
    }
  }
}
