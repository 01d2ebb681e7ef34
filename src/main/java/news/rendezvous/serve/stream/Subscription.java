package news.rendezvous.serve.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Predicate;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue of the events of one client, with its position. One producer thread at a time, and
 * the client's event loop as consumer.
 */
final class Subscription {

  private final Predicate<ViewItem> wanted;
  private final int capacity;
  private final Listener listener;
  private final Deque<StreamEvent> waiting = new ArrayDeque<>(0);
  private StreamPosition offered;
  private @Nullable Runnable next;
  private ResponseMemory.@Nullable Reservation memory;
  private boolean closed;

  /** Reason for which a stream was closed. */
  enum CloseReason {
    LEFT,

    /** The stream was refused with a problem document. */
    REFUSED,

    /** The client did not keep up. */
    SLOW,

    /** The topic no longer holds the next events. */
    LOST,

    SHUTDOWN;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Called on the producer thread; must not block. */
  interface Listener {

    void wake();

    void cut(CloseReason why);
  }

  Subscription(Predicate<ViewItem> wanted, StreamPosition from, int capacity, Listener listener) {
    this.wanted = wanted;
    this.offered = from;
    this.capacity = capacity;
    this.listener = listener;
  }

  /** Queues an event, unless it is before the position or filtered out. */
  void offer(StreamEvent event) {
    if (position().isPast(event)) {
      return;
    }
    boolean matches = event.held() == null || wanted.test(event.held());
    if (put(event, matches)) {
      listener.wake();
    } else {
      listener.cut(CloseReason.SLOW);
    }
  }

  private synchronized boolean put(StreamEvent event, boolean wanted) {
    boolean fits = !wanted || waiting.size() < capacity;
    // Closed at once: after a gap the client would take a later event for the next one.
    closed |= !fits;
    if (!closed) {
      offered = offered.after(event);
    }
    if (!closed && wanted) {
      waiting.add(event.withoutItem());
    }
    return fits;
  }

  /** The position after all offered events. */
  synchronized StreamPosition position() {
    return offered;
  }

  /** Advances the position, where no events are left before it. */
  synchronized void advance(StreamPosition to) {
    offered = offered.or(to);
  }

  /** Takes over the memory of events that are offered next, in place of that of earlier ones. */
  synchronized void hold(ResponseMemory.Reservation reserved) {
    free();
    memory = reserved;
    if (closed) {
      free();
    }
  }

  private void free() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  /** Removes and returns the oldest event; null when the queue is empty. */
  @Nullable StreamEvent take() {
    StreamEvent event;
    Runnable then = null;
    synchronized (this) {
      event = waiting.poll();
      if (event == null) {
        free(); // the events before have been written
      }
      if (hasRoom()) {
        notifyAll();
        then = next;
        next = null;
      }
    }
    if (then != null) {
      then.run();
    }
    return event;
  }

  /** The position after all events that were taken; null while events are queued. */
  synchronized @Nullable StreamPosition settled() {
    return waiting.isEmpty() ? offered : null;
  }

  private boolean hasRoom() {
    return waiting.size() <= capacity / 2;
  }

  /** Runs a task as soon as the queue is at most half full. */
  void whenRoom(Runnable task) {
    synchronized (this) {
      if (!hasRoom()) {
        next = task;
        return;
      }
    }
    task.run();
  }

  /**
   * Waits until the queue is at most half full.
   *
   * @param deadline reading of {@link System#nanoTime} at which to give up
   */
  synchronized void awaitRoom(long deadline) throws InterruptedException {
    long left = millisUntil(deadline);
    while (!closed && !hasRoom() && left > 0) {
      wait(left);
      left = millisUntil(deadline);
    }
  }

  private static long millisUntil(long deadline) {
    return (deadline - System.nanoTime()) / 1_000_000;
  }

  /** Closes it from the producer's side. */
  void cut(CloseReason why) {
    close();
    listener.cut(why);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
    free();
    next = null;
    notifyAll();
  }
}
