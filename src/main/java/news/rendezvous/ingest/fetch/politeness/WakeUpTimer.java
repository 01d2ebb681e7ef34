package news.rendezvous.ingest.fetch.politeness;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One-shot timer on a thread of its own; setting it again replaces the earlier time. */
final class WakeUpTimer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WakeUpTimer.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, WakeUpTimer::daemon, new ThreadPoolExecutor.DiscardPolicy());
  private @Nullable ScheduledFuture<?> next;

  WakeUpTimer() {
    thread.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-requests");
    thread.setDaemon(true);
    return thread;
  }

  synchronized void set(Runnable task, long nanos) {
    if (next != null) {
      next.cancel(false);
    }
    next = thread.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
  }

  // The executor would swallow it in a future.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Scheduling of requests failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
