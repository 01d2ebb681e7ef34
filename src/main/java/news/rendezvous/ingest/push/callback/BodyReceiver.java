package news.rendezvous.ingest.push.callback;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Receives the body of a request, bounded in size and time. Confined to the event loop of the
 * request.
 */
final class BodyReceiver {

  /** A body, or the reason why there is none. */
  sealed interface Received {

    record Body(byte[] bytes) implements Received {}

    enum Failure implements Received {
      TOO_LARGE,
      TIMED_OUT,
      /** The connection was lost. */
      BROKEN
    }
  }

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long maxBytes;
  private final Consumer<Received> onEnd;
  private final Buffer body = Buffer.buffer();
  private long timer;
  private boolean ended;

  /**
   * A receiver that has not begun.
   *
   * @param onEnd is called once
   */
  BodyReceiver(Vertx vertx, HttpServerRequest request, long maxBytes, Consumer<Received> onEnd) {
    this.vertx = vertx;
    this.request = request;
    this.maxBytes = maxBytes;
    this.onEnd = onEnd;
  }

  void begin(Duration timeout) {
    timer = vertx.setTimer(timeout.toMillis(), x -> end(Received.Failure.TIMED_OUT));
    request
        .exceptionHandler(e -> end(Received.Failure.BROKEN))
        .handler(this::add)
        .endHandler(x -> end(new Received.Body(body.getBytes())));
    // RFC 9110 section 10.1.1: curl and others ask before they send more than a megabyte.
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      request.response().writeContinue();
    }
    request.resume();
  }

  private void add(Buffer chunk) {
    if (!ended) {
      body.appendBuffer(chunk);
      if (body.length() > maxBytes) {
        end(Received.Failure.TOO_LARGE);
      }
    }
  }

  private void end(Received result) {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(timer);
      onEnd.accept(result);
    }
  }
}
