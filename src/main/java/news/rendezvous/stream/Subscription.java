package news.rendezvous.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import news.rendezvous.view.Held;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one listener. One thread at a time offers events, another takes them; none ever
 * waits for a listener longer than it said.
 */
final class Subscription {

  private final Predicate<Held> wanted;
  private final int most;
  private final Listener listener;
  private final Deque<StreamEvent> waiting = new ArrayDeque<>(0);
  private Position offered;
  private @Nullable Runnable next;
  private boolean closed;

  /** Told on the thread that offers; must not block. */
  interface Listener {

    /** Something waits that can be taken. */
    void wake();

    /** Nothing more will be offered. */
    void cut(Ending why);
  }

  /**
   * A subscription for which nothing waits.
   *
   * @param wanted the items to be told of
   * @param from where it begins
   * @param most events that may wait
   */
  Subscription(Predicate<Held> wanted, Position from, int most, Listener listener) {
    this.wanted = wanted;
    this.offered = from;
    this.most = most;
    this.listener = listener;
  }

  /** Gives an event, unless it was given before or is not wanted. */
  void offer(StreamEvent event) {
    if (position().isPast(event)) {
      return;
    }
    boolean told = event.held() == null || wanted.test(event.held());
    if (put(event, told)) {
      listener.wake();
    } else {
      listener.cut(Ending.SLOW);
    }
  }

  private synchronized boolean put(StreamEvent event, boolean wanted) {
    boolean fits = !wanted || waiting.size() < most;
    // Closed at once: what a reader would be given after a gap it would take for the next event.
    closed |= !fits;
    if (!closed) {
      offered = offered.after(event);
    }
    if (!closed && wanted) {
      waiting.add(event);
    }
    return fits;
  }

  /** The position behind all that was offered. */
  synchronized Position position() {
    return offered;
  }

  /** Goes on at a position up to which there is nothing more to offer. */
  synchronized void advance(Position to) {
    offered = offered.or(to);
  }

  /** The event that has waited longest; null when none does. */
  @Nullable StreamEvent take() {
    StreamEvent event;
    Runnable then = null;
    synchronized (this) {
      event = waiting.poll();
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

  /** The position behind all that was taken; null while something waits. */
  synchronized @Nullable Position settled() {
    return waiting.isEmpty() ? offered : null;
  }

  private boolean hasRoom() {
    return waiting.size() <= most / 2;
  }

  /** Runs something once at most half as many events wait as may, or at once. */
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
   * Waits until at most half as many events wait as may.
   *
   * @param deadline reading of {@link System#nanoTime} at which the patience is over
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

  /** Ends it from the side of the topic. */
  void cut(Ending why) {
    close();
    listener.cut(why);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it; what waits is dropped. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    next = null;
    notifyAll();
  }
}
