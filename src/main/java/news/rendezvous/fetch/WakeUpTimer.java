package news.rendezvous.fetch;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One-shot timer that can be set again; a new time replaces the one before. */
@FunctionalInterface
public interface WakeUpTimer extends AutoCloseable {

  void set(long nanos, Runnable task);

  @Override
  default void close() {}

  /** Timer with a thread of its own. */
  final class OnThread implements WakeUpTimer {

    private static final Logger LOG = Logger.getLogger(OnThread.class);

    private final ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1, OnThread::daemon, new ThreadPoolExecutor.DiscardPolicy());
    private @Nullable ScheduledFuture<?> next;

    OnThread() {
      thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "rendezvous-requests");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public synchronized void set(long nanos, Runnable task) {
      if (next != null) {
        next.cancel(false);
      }
      next = thread.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    }

    // The executor would swallow the exception in its future.
    private static void run(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("A decision about requests failed", e);
      }
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
