package news.rendezvous.serve.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Bounded pool of the readers of the history. A replay gets the reader that is at its position,
 * where there is one: it has fetched the next records already, which are lost when another replay
 * moves it. So there are more readers than threads, and the one that was not used for the longest
 * time is moved.
 */
final class HistoryReaderPool<R> implements AutoCloseable {

  /** A reader, and the position to which it has read. */
  private record IdleReader<R>(R reader, StreamPosition at) {}

  private final int capacity;
  private final Supplier<R> opening;
  private final Predicate<R> current;
  private final Consumer<R> closing;
  private final Deque<IdleReader<R>> idle = new ArrayDeque<>(); // the last one was used last
  private int open;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param capacity number of readers; more than the threads that use them
   * @param opening opens a reader
   * @param current false for a reader that is of no use any more
   * @param closing closes a reader
   */
  HistoryReaderPool(int capacity, Supplier<R> opening, Predicate<R> current, Consumer<R> closing) {
    this.capacity = capacity;
    this.opening = opening;
    this.current = current;
    this.closing = closing;
  }

  /**
   * Reads on from a position.
   *
   * @param work moves the reader there, and returns the position to which it has read
   */
  StreamPosition read(StreamPosition from, Function<R, StreamPosition> work) {
    R reader = usable(take(from)).reader();
    StreamPosition to = use(reader, work);
    add(new IdleReader<>(reader, to));
    return to;
  }

  /** Asks a reader for what does not change its position. */
  <T> T ask(Function<R, T> work) {
    IdleReader<R> any = usable(takeAny());
    T answer = use(any.reader(), work);
    add(any);
    return answer;
  }

  private synchronized @Nullable IdleReader<R> take(StreamPosition from) {
    for (Iterator<IdleReader<R>> readers = idle.iterator(); readers.hasNext(); ) {
      IdleReader<R> ready = readers.next();
      if (from.equals(ready.at())) {
        readers.remove();
        return ready;
      }
    }
    return open < capacity ? null : idle.poll();
  }

  private synchronized @Nullable IdleReader<R> takeAny() {
    return idle.poll();
  }

  private IdleReader<R> usable(@Nullable IdleReader<R> taken) {
    if (taken != null && current.test(taken.reader())) {
      return taken;
    }
    if (taken != null) {
      close(taken.reader());
    }
    R opened = opening.get();
    count(1);
    return new IdleReader<>(opened, StreamPosition.of());
  }

  // A reader that failed is not used again: its connections may be broken.
  private <T> T use(R reader, Function<R, T> work) {
    try {
      return work.apply(reader);
    } catch (RuntimeException e) {
      close(reader);
      throw e;
    }
  }

  private void add(IdleReader<R> reader) {
    synchronized (this) {
      if (!closed) {
        idle.add(reader);
        return;
      }
    }
    close(reader.reader());
  }

  private synchronized void count(int opened) {
    open += opened;
  }

  private void close(R reader) {
    count(-1);
    closing.accept(reader);
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(ready -> close(ready.reader()));
    idle.clear();
  }
}
