package news.rendezvous.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import news.rendezvous.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits for one listener to its connection, as fast as that takes it. Lives on the
 * connection's event loop; only the methods of a listener may be called from elsewhere.
 */
final class StreamResponse implements Subscription.Listener {

  /** As much as is written at a time: half of what Vert.x lets wait for a socket. */
  private static final int CHUNK = 32 << 10;

  private final HttpServerResponse response;
  private final StreamFormat format;
  private final Consumer<Ending> ended;
  private final Context loop;
  private final AtomicBoolean awake = new AtomicBoolean();
  private @Nullable Subscription subscription;
  private Position told = Position.of();
  private long timer;
  private boolean open = true;

  /**
   * A response that has not begun. To be made on the event loop of the connection.
   *
   * @param ended told once, why
   */
  StreamResponse(
      Vertx vertx, HttpServerResponse response, StreamFormat format, Consumer<Ending> ended) {
    this.response = response;
    this.format = format;
    this.ended = ended;
    this.loop = vertx.getOrCreateContext();
    response.closeHandler(x -> end(Ending.LEFT));
  }

  /** Says what will come. */
  static HttpServerResponse head(HttpServerResponse response, StreamFormat format) {
    return response
        .putHeader("Content-Type", format.mediaType())
        .putHeader("Vary", "Accept")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no"); // nginx would wait for its buffer to fill
  }

  /** Runs something on the event loop of the connection, unless that is closed by then. */
  void run(Runnable task) {
    loop.runOnContext(
        x -> {
          if (open) {
            task.run();
          }
        });
  }

  /** Begins to write, with the position from which the subscription tells. */
  void begin(Subscription from, Duration heartbeat) {
    subscription = from;
    told = from.position();
    head(response, format).setChunked(true).drainHandler(x -> drain(from));
    timer = loop.owner().setPeriodic(heartbeat.toMillis(), x -> beat(from));
    Buffer first = Buffer.buffer();
    format.position(first, told);
    response.write(first);
    drain(from);
  }

  /** Answers a problem in place of a stream. */
  void refuse(Problem problem) {
    end(Ending.REFUSED);
    Refusals.answer(response, problem);
  }

  @Override
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      run(this::take);
    }
  }

  @Override
  public void cut(Ending why) {
    run(() -> end(why));
  }

  private void take() {
    awake.set(false); // before looking, so that what comes after the look wakes again
    if (subscription != null) {
      drain(subscription);
    }
  }

  private void drain(Subscription from) {
    while (open && !response.writeQueueFull()) {
      Buffer chunk = next(from);
      if (chunk.length() == 0) {
        return;
      }
      response.write(chunk);
    }
  }

  private Buffer next(Subscription from) {
    Buffer chunk = Buffer.buffer();
    StreamEvent event;
    while (chunk.length() < CHUNK && (event = from.take()) != null) {
      told = told.after(event);
      format.event(chunk, event, told);
    }
    return chunk;
  }

  // What was filtered out is behind the listener too: its position must not grow old meanwhile.
  private void beat(Subscription from) {
    Position settled = from.settled();
    if (settled == null || response.writeQueueFull()) {
      return; // what waits is a sign of life itself
    }
    Buffer beat = Buffer.buffer();
    if (settled.equals(told)) {
      format.heartbeat(beat);
    } else {
      told = settled;
      format.position(beat, told);
    }
    response.write(beat);
  }

  private void end(Ending why) {
    if (!open) {
      return;
    }
    open = false;
    loop.owner().cancelTimer(timer);
    if (subscription != null) {
      subscription.close();
    }
    ended.accept(why);
    switch (why) {
      case SLOW -> response.reset(); // nothing that is written now would be read
      case LOST, SHUTDOWN -> sayGoodbye();
      case LEFT, REFUSED -> {}
    }
  }

  private void sayGoodbye() {
    Buffer last = Buffer.buffer();
    format.position(last, told);
    response.end(last);
  }
}
