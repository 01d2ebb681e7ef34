package news.rendezvous.serve.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue of the encoded events of one client, with its position. One producer thread at a
 * time, and the client's event loop as consumer.
 */
final class Subscription {

  private final @Nullable Predicate<ViewItem> wanted;
  private final StreamEncoding encoding;
  private final int capacity;
  private final Listener listener;
  private final Deque<EncodedBlock> waiting = new ArrayDeque<>(0);
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

    /** The view that the stream is of was changed or deleted. */
    VIEW_CHANGED,

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

  /**
   * A subscription without events.
   *
   * @param wanted null for all events
   */
  Subscription(
      @Nullable Predicate<ViewItem> wanted,
      StreamEncoding encoding,
      StreamPosition from,
      int capacity,
      Listener listener) {
    this.wanted = wanted;
    this.encoding = encoding;
    this.offered = from;
    this.capacity = capacity;
    this.listener = listener;
  }

  /**
   * Queues a live event, unless it is before the position or filtered out. The client is woken by
   * {@link #wake}.
   */
  void offer(LiveEvent event) {
    StreamPosition at = position();
    if (event.isBefore(at)) {
      return;
    }
    LiveEvent next = event.from(at);
    EncodedBlock block = matches(next.item()) ? next.encoded(encoding) : null;
    if (!put(block, next.after())) {
      listener.cut(CloseReason.SLOW);
    }
  }

  /** True if there is no filter. */
  boolean takesAll() {
    return wanted == null;
  }

  /** True for an item that the filter lets through, and for a withdrawal. */
  boolean matches(@Nullable ViewItem item) {
    return item == null || wanted == null || wanted.test(item);
  }

  private synchronized boolean put(@Nullable EncodedBlock block, StreamPosition after) {
    boolean fits = block == null || waiting.size() < capacity;
    // Closed at once: after a gap the client would take a later event for the next one.
    closed |= !fits;
    if (!closed) {
      offered = after;
    }
    if (!closed && block != null) {
      waiting.add(block);
    }
    return fits;
  }

  /**
   * Moves the position over offsets without events.
   *
   * @param before the position of most subscriptions
   * @param after the one behind it, which they then share
   */
  synchronized void pass(StreamPosition before, StreamPosition after) {
    offered = offered.equals(before) ? after : offered.or(after);
  }

  /** Notifies the client of queued events. */
  void wake() {
    if (hasEvents()) {
      listener.wake();
    }
  }

  private synchronized boolean hasEvents() {
    return !waiting.isEmpty();
  }

  /**
   * Queues events of the history, while no others are queued.
   *
   * @param events none where none of them matches
   * @param to the position after all that were read
   */
  void offer(List<EncodedBlock> events, StreamPosition to) {
    synchronized (this) {
      if (closed) {
        return;
      }
      offered = to;
      waiting.addAll(events);
      if (events.isEmpty()) {
        free();
      }
    }
    wake();
  }

  StreamEncoding encoding() {
    return encoding;
  }

  /** The position after all offered events. */
  synchronized StreamPosition position() {
    return offered;
  }

  /** Takes over the memory of events of the history that are offered next. */
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

  /** Removes and returns the oldest events; null when the queue is empty. */
  @Nullable EncodedBlock take() {
    EncodedBlock block;
    Runnable then = null;
    synchronized (this) {
      block = waiting.poll();
      if (block == null) {
        free(); // the events before have been written
        then = next;
        next = null;
      }
      if (hasRoom()) {
        notifyAll();
      }
    }
    if (then != null) {
      then.run();
    }
    return block;
  }

  /** The position after all events that were taken; null while events are queued. */
  synchronized @Nullable StreamPosition settled() {
    return waiting.isEmpty() ? offered : null;
  }

  private boolean hasRoom() {
    return waiting.size() <= capacity / 2;
  }

  /** Runs a task as soon as all queued events have been written. */
  void whenWritten(Runnable task) {
    synchronized (this) {
      if (memory != null) {
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
