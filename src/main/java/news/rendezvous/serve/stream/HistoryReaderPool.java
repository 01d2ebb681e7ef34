package news.rendezvous.serve.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import news.rendezvous.kafka.topic.TopicReader;
import org.jspecify.annotations.Nullable;

/**
 * Bounded pool of the readers of the history. A replay gets the reader that is at its position,
 * where there is one: it has fetched the next records already, which are lost when another replay
 * moves it. So there are more readers than threads, and the one that was not used for the longest
 * time is moved.
 */
final class HistoryReaderPool implements AutoCloseable {

  /** A reader, and the position to which it has read. */
  private record IdleReader(TopicReader reader, StreamPosition at) {}

  private final int capacity;
  private final Supplier<TopicReader> opening;
  private final Predicate<TopicReader> current;
  private final Deque<IdleReader> idle = new ArrayDeque<>(); // the last one was used last
  private int open;
  private boolean closed;

  /**
   * An empty pool.
   *
   * @param capacity number of readers; more than the threads that use them
   * @param opening opens a reader
   * @param current false for a reader of a topic that has other partitions now
   */
  HistoryReaderPool(
      int capacity, Supplier<TopicReader> opening, Predicate<TopicReader> current) {
    this.capacity = capacity;
    this.opening = opening;
    this.current = current;
  }

  /**
   * Reads on from a position.
   *
   * @param work moves the reader there, and returns the position to which it has read
   */
  StreamPosition read(StreamPosition from, Function<TopicReader, StreamPosition> work) {
    TopicReader reader = usable(take(from)).reader();
    StreamPosition to = use(reader, work);
    add(new IdleReader(reader, to));
    return to;
  }

  /** Asks a reader for what does not change its position. */
  <T> T ask(Function<TopicReader, T> work) {
    IdleReader any = usable(takeAny());
    T answer = use(any.reader(), work);
    add(any);
    return answer;
  }

  private synchronized @Nullable IdleReader take(StreamPosition from) {
    for (Iterator<IdleReader> readers = idle.iterator(); readers.hasNext(); ) {
      IdleReader ready = readers.next();
      if (from.equals(ready.at())) {
        readers.remove();
        return ready;
      }
    }
    return open < capacity ? null : idle.poll();
  }

  private synchronized @Nullable IdleReader takeAny() {
    return idle.poll();
  }

  private IdleReader usable(@Nullable IdleReader taken) {
    if (taken != null && current.test(taken.reader())) {
      return taken;
    }
    if (taken != null) {
      close(taken.reader());
    }
    TopicReader opened = opening.get();
    count(1);
    return new IdleReader(opened, StreamPosition.of());
  }

  // A reader that failed is not used again: its connections may be broken.
  private <T> T use(TopicReader reader, Function<TopicReader, T> work) {
    try {
      return work.apply(reader);
    } catch (RuntimeException e) {
      close(reader);
      throw e;
    }
  }

  private void add(IdleReader reader) {
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

  private void close(TopicReader reader) {
    count(-1);
    reader.close();
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(ready -> close(ready.reader()));
    idle.clear();
  }
}
