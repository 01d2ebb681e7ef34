package news.rendezvous.serve.stream;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import news.rendezvous.serve.http.backpressure.WriteTimeout;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.stream.Subscription.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * Writes the queued events of one subscription to its HTTP response, as fast as the connection
 * takes them (backpressure). Confined to the connection's event loop, except the methods of {@link
 * Subscription.Listener}.
 */
final class StreamResponse implements Subscription.Listener {

  /** Bytes of one write: half of the default write queue of Vert.x. */
  private static final int CHUNK = 32 << 10;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final WriteTimeout timeout;
  private final StreamFormat format;
  private final Timer delivery;
  private final BiConsumer<StreamResponse, CloseReason> ended;
  private final Context loop;
  private final AtomicBoolean awake = new AtomicBoolean();
  private @Nullable Subscription subscription;
  private StreamPosition written = StreamPosition.of();
  private Buffer rest = Buffer.buffer();
  private long timer;
  private boolean open = true;

  /**
   * A response that has not begun. Created on the event loop of the connection.
   *
   * @param delivery measures the time from the reading of a live item to its event
   * @param ended receives the response and the reason, once
   */
  StreamResponse(
      Vertx vertx,
      HttpServerRequest request,
      WriteTimeout timeout,
      StreamFormat format,
      Timer delivery,
      BiConsumer<StreamResponse, CloseReason> ended) {
    this.request = request;
    this.response = request.response();
    this.timeout = timeout;
    this.format = format;
    this.delivery = delivery;
    this.ended = ended;
    this.loop = vertx.getOrCreateContext();
    response.closeHandler(x -> end(CloseReason.LEFT));
  }

  static HttpServerResponse head(HttpServerResponse response, StreamFormat format) {
    return response
        .putHeader("Content-Type", format.mediaType())
        .putHeader("Vary", "Accept")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no"); // nginx would buffer the events
  }

  /** Runs a task on the event loop of the connection, unless it is closed by then. */
  void run(Runnable task) {
    loop.runOnContext(
        x -> {
          if (open) {
            task.run();
          }
        });
  }

  /** Starts to write, beginning with the position of the subscription. */
  void begin(Subscription from, Duration heartbeat) {
    subscription = from;
    written = from.position();
    head(response, format).setChunked(true).drainHandler(x -> drain(from));
    timer = loop.owner().setPeriodic(heartbeat.toMillis(), x -> beat(from));
    Buffer first = Buffer.buffer();
    format.position(first, written);
    write(first);
    drain(from);
  }

  void refuse(Problem problem) {
    end(CloseReason.REFUSED);
    StreamProblems.answer(response, problem);
  }

  @Override
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      run(this::take);
    }
  }

  @Override
  public void cut(CloseReason why) {
    run(() -> end(why));
  }

  private void take() {
    awake.set(false); // before the queue is read, so that a later event wakes it again
    if (subscription != null) {
      drain(subscription);
    }
  }

  private void drain(Subscription from) {
    while (open && !response.writeQueueFull()) {
      if (rest.length() == 0) {
        rest = next(from);
      }
      if (rest.length() == 0) {
        return;
      }
      int length = Math.min(CHUNK, rest.length());
      write(rest.slice(0, length));
      rest = rest.slice(length, rest.length());
    }
  }

  private void write(Buffer chunk) {
    timeout.watch(request, response.write(chunk), () -> cut(CloseReason.SLOW));
  }

  private Buffer next(Subscription from) {
    Buffer chunk = Buffer.buffer();
    StreamEvent event;
    while (chunk.length() < CHUNK && (event = from.take()) != null) {
      written = written.after(event);
      format.event(chunk, event, written);
      event.readAt().ifPresent(this::delivered);
    }
    return chunk;
  }

  private void delivered(long readAt) {
    delivery.record(System.nanoTime() - readAt, TimeUnit.NANOSECONDS);
  }

  // Events that are filtered out advance the position too: it must not expire meanwhile.
  private void beat(Subscription from) {
    StreamPosition settled = from.settled();
    if (settled == null || rest.length() > 0 || response.writeQueueFull()) {
      return; // the queued events serve as the heartbeat
    }
    Buffer beat = Buffer.buffer();
    if (settled.equals(written)) {
      format.heartbeat(beat);
    } else {
      written = settled;
      format.position(beat, written);
    }
    write(beat);
  }

  private void end(CloseReason why) {
    if (!open) {
      return;
    }
    open = false;
    loop.owner().cancelTimer(timer);
    if (subscription != null) {
      subscription.close();
    }
    ended.accept(this, why);
    switch (why) {
      case SLOW -> response.reset(); // its write queue is full, so nothing can be sent
      case LOST, SHUTDOWN -> endWithPosition();
      case LEFT, REFUSED -> {}
    }
  }

  private void endWithPosition() {
    if (subscription == null) { // not begun yet
      StreamProblems.answer(response, StreamProblems.UNAVAILABLE);
      return;
    }
    Buffer last = Buffer.buffer().appendBuffer(rest);
    format.position(last, written);
    timeout.watch(request, response.end(last));
  }
}
