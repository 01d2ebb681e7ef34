package news.rendezvous.ingest.fetch.politeness;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Serial executor: tasks are added under a lock and run outside of it, one after the other, by
 * whichever thread calls {@link #drain}. A task that adds the next one therefore never runs it on
 * top of its own stack.
 */
final class SerialExecutor {

  private static final Logger LOG = Logger.getLogger(SerialExecutor.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger drains = new AtomicInteger();

  void add(Runnable task) {
    tasks.add(task);
  }

  void drain() {
    if (drains.getAndIncrement() > 0) {
      return; // the thread that drains now runs these tasks too
    }
    int missed = 1;
    while (missed > 0) {
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        run(next);
      }
      missed = drains.addAndGet(-missed);
    }
  }

  // A bug of one requester must not keep the others from their permits: after an exception no
  // thread would drain the queue any more.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Start of a request failed", e);
    }
  }
}
