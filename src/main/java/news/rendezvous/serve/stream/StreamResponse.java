package news.rendezvous.serve.stream;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import news.rendezvous.serve.http.backpressure.WriteTimeout;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.stream.Subscription.CloseReason;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Writes the queued events of one subscription to its HTTP response, as fast as the connection
 * takes them (backpressure). Confined to the connection's event loop, except the methods of {@link
 * Subscription.Listener}.
 */
final class StreamResponse implements Subscription.Listener {

  /** Bytes of one write: the default write queue of Vert.x. */
  private static final int CHUNK = 64 << 10;

  private static final Buffer NOTHING = Buffer.buffer();

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final WriteTimeout timeout;
  private final StreamEncoding encoding;
  private final Timer delivery;
  private final BiConsumer<StreamResponse, CloseReason> ended;
  private final Context loop;
  private final AtomicBoolean awake = new AtomicBoolean();
  private @Nullable Subscription subscription;
  private StreamPosition written = StreamPosition.of();
  private GzipChecksum checksum = GzipChecksum.EMPTY;
  private Buffer rest = NOTHING;
  private volatile long beat = System.nanoTime();
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
      StreamEncoding encoding,
      Timer delivery,
      BiConsumer<StreamResponse, CloseReason> ended) {
    this.request = request;
    this.response = request.response();
    this.timeout = timeout;
    this.encoding = encoding;
    this.delivery = delivery;
    this.ended = ended;
    this.loop = vertx.getOrCreateContext();
    response.closeHandler(x -> end(CloseReason.LEFT));
  }

  static HttpServerResponse head(HttpServerResponse response, StreamEncoding encoding) {
    if (encoding.isGzip()) {
      response.putHeader("Content-Encoding", encoding.coding().token());
    }
    return response
        .putHeader("Content-Type", encoding.format().mediaType())
        .putHeader("Vary", "Accept, Accept-Encoding")
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
  void begin(Subscription from) {
    subscription = from;
    written = from.position();
    head(response, encoding).setChunked(true).drainHandler(x -> drain(from));
    Buffer first = Buffer.buffer();
    if (encoding.isGzip()) {
      first.appendBuffer(GzipBlocks.HEADER);
    }
    Buffer position = Buffer.buffer();
    encoding.format().position(position, written);
    write(first.appendBuffer(encoded(position)));
    forgetHeaders();
    drain(from);
  }

  // They have been read and written, and would take a fifth of the memory of an idle stream.
  private void forgetHeaders() {
    request.headers().clear();
    response.headers().clear();
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
      Buffer next = rest.length() == 0 ? next(from) : rest;
      int length = Math.min(CHUNK, next.length());
      if (length == 0) {
        return;
      }
      rest = length == next.length() ? NOTHING : next.slice(length, next.length());
      write(length == next.length() ? next : next.slice(0, length));
    }
  }

  private void write(Buffer chunk) {
    timeout.watch(request, response.write(chunk), () -> cut(CloseReason.SLOW));
  }

  // The bytes of a block are those of other streams too: they are sent as they are, or copied.
  private Buffer next(Subscription from) {
    Buffer chunk = take(from);
    if (chunk.length() == 0 || chunk.length() >= CHUNK) {
      return chunk;
    }
    Buffer more = take(from);
    if (more.length() == 0) {
      return chunk;
    }
    Buffer joined = Buffer.buffer(CHUNK).appendBuffer(chunk);
    while (more.length() > 0) {
      joined.appendBuffer(more);
      more = joined.length() < CHUNK ? take(from) : NOTHING;
    }
    return joined;
  }

  private Buffer take(Subscription from) {
    EncodedBlock block = from.take();
    if (block == null) {
      return NOTHING;
    }
    written = block.after();
    checksum = checksum.followedBy(block.checksum());
    block.readAt().ifPresent(this::delivered);
    return block.bytes();
  }

  private void delivered(long readAt) {
    delivery.record(System.nanoTime() - readAt, TimeUnit.NANOSECONDS);
  }

  /**
   * Writes a heartbeat where one is due; for any thread.
   *
   * @param now reading of {@link System#nanoTime}
   */
  void beat(long now, long interval) {
    if (now - beat >= interval) {
      beat = now;
      run(this::beat);
    }
  }

  // Events that are filtered out advance the position too: it must not expire meanwhile.
  private void beat() {
    StreamPosition settled = subscription == null ? null : subscription.settled();
    if (settled == null || rest.length() > 0 || response.writeQueueFull()) {
      return; // the queued events serve as the heartbeat
    }
    Buffer plain = Buffer.buffer();
    if (settled.equals(written)) {
      encoding.format().heartbeat(plain);
    } else {
      written = settled;
      encoding.format().position(plain, written);
    }
    write(encoded(plain));
  }

  // A few bytes of this stream alone.
  private Buffer encoded(Buffer plain) {
    if (!encoding.isGzip()) {
      return plain;
    }
    checksum = checksum.followedBy(GzipChecksum.of(plain));
    return GzipBlocks.stored(plain);
  }

  private void end(CloseReason why) {
    if (!open) {
      return;
    }
    open = false;
    if (subscription != null) {
      subscription.close();
    }
    ended.accept(this, why);
    switch (why) {
      case SLOW -> response.reset(); // its write queue is full, so nothing can be sent
      case LOST, VIEW_CHANGED, SHUTDOWN -> endWithPosition();
      case LEFT, REFUSED -> {}
    }
  }

  private void endWithPosition() {
    if (subscription == null) { // not begun yet
      StreamProblems.answer(response, StreamProblems.UNAVAILABLE);
      return;
    }
    Buffer position = Buffer.buffer();
    encoding.format().position(position, written);
    Buffer last = Buffer.buffer().appendBuffer(rest).appendBuffer(encoded(position));
    if (encoding.isGzip()) {
      last.appendBuffer(GzipBlocks.trailer(checksum));
    }
    timeout.watch(request, response.end(last));
  }
}
