package news.rendezvous.serve.http.backpressure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import news.rendezvous.serve.http.HttpConfig;
import news.rendezvous.serve.http.problem.Problem;

/**
 * Memory budget of responses: the bytes of bodies from their rendering until the sockets have taken
 * them. Without it, clients that request different long documents and read none of them would
 * exhaust the heap.
 *
 * <p>Rendering reserves several times the size of its document, and waits a moment for bytes that
 * others hold; long documents leave a part to short ones. A body that several responses send is
 * counted once. A body is refused only while clients hold the memory: with renderings beside it, it
 * may take twice the limit for a moment.
 */
@Startup // metrics are there from the start
@Singleton // without a client proxy, since writes end after the container too
public class ResponseMemory {

  /** Rendering takes several times the size of a document: its parts, the whole, compressed. */
  private static final int RENDERING = 4;

  /** Part of the maximum heap by default. */
  private static final int SHARE = 8;

  /** Part of the limit that a reservation may have as one of a short document. */
  private static final int SHORT = 64;

  /** Part of the limit that long documents leave to short ones. */
  private static final int FREE = 4;

  /** A wait takes a worker thread, and most of them must stay free for short responses. */
  private static final int MOST_WAITING = 64;

  private final long limit;
  private final long patience;
  private final Counter refused;
  private final Map<Buffer, Integer> bodies = new IdentityHashMap<>();
  private long reserved;
  private long unread;
  private int waiting;
  private boolean stopped;
  private long shortUntil = System.nanoTime();

  @Inject
  ResponseMemory(HttpConfig config, MeterRegistry meters) {
    limit =
        config
            .responseMemory()
            .map(MemorySize::asLongValue)
            .orElseGet(() -> Runtime.getRuntime().maxMemory() / SHARE);
    patience = config.drainTimeout().toNanos(); // longer than the write timeout in a shortage
    refused =
        Counter.builder("rendezvous.http.shed")
            .description("Responses 503 because other responses took the memory (load shedding)")
            .register(meters);
    Gauge.builder("rendezvous.http.response.bytes", this, ResponseMemory::reserved)
        .description("Memory reserved for responses that are rendered or being written")
        .baseUnit("bytes")
        .register(meters);
  }

  /** Bytes reserved while a document is rendered. */
  public interface Reservation extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * Reserves memory for the rendering of a document. May block: for worker threads alone.
   *
   * @param size estimated size of the document
   * @throws ServiceUnavailableException where other responses take the memory for too long
   */
  public Reservation rendering(long size) {
    long bytes = Math.min(RENDERING * size, limit / 2);
    if (!await(bytes)) {
      throw unavailable();
    }
    return () -> release(bytes);
  }

  /** Reserves memory for bytes that are to be written, if there is some now. */
  public Optional<Reservation> tryReserve(long size) {
    long bytes = Math.min(size, limit / 2);
    synchronized (this) {
      if (!reserve(bytes)) {
        return Optional.empty();
      }
      unread += bytes;
    }
    return Optional.of(() -> releaseUnread(bytes));
  }

  private synchronized boolean await(long bytes) {
    long deadline = System.nanoTime() + patience;
    waiting++;
    try {
      while (!reserve(bytes)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || waiting > MOST_WAITING || stopped) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
    }
  }

  /**
   * Reserves the bytes of a body that is to be written.
   *
   * @throws ServiceUnavailableException where other responses take the memory
   */
  void hold(Buffer body) {
    synchronized (this) {
      Integer holders = bodies.get(body);
      if (holders != null) {
        bodies.put(body, holders + 1);
        return;
      } else if (reserve(body.length(), unread)) { // renderings wait, and give way to their results
        bodies.put(body, 1);
        unread += body.length();
        return;
      }
    }
    throw unavailable();
  }

  synchronized void release(Buffer body) {
    Integer holders = bodies.remove(body);
    if (holders != null && holders > 1) {
      bodies.put(body, holders - 1);
    } else if (holders != null) {
      releaseUnread(body.length());
    }
  }

  private boolean reserve(long bytes) {
    return reserve(bytes, reserved);
  }

  private boolean reserve(long bytes, long taken) {
    long free = bytes > limit / SHORT ? limit / FREE : 0;
    boolean fits = taken + bytes <= limit - free;
    if (fits) {
      reserved += bytes;
    } else if (unread > limit / 2) {
      shortUntil = System.nanoTime() + patience;
    }
    return fits;
  }

  private synchronized void release(long bytes) {
    reserved -= bytes;
    notifyAll();
  }

  private synchronized void releaseUnread(long bytes) {
    unread -= bytes;
    release(bytes);
  }

  /**
   * True while responses wait, or waited a moment ago, for memory that clients hold, and not for
   * the rendering of others.
   */
  synchronized boolean isShort() {
    return shortUntil - System.nanoTime() > 0;
  }

  // Nothing waits through a shutdown.
  synchronized void stop(@Observes ShutdownEvent event) {
    stopped = true;
    notifyAll();
  }

  synchronized long reserved() {
    return reserved;
  }

  private ServiceUnavailableException unavailable() {
    refused.increment();
    return new ServiceUnavailableException(
        Problem.unavailable(
            "The memory for responses is taken, by responses that are prepared or that clients have"
                + " not read yet; try again soon, or ask for less at once (limit)."));
  }
}
