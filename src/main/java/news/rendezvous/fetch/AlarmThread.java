package news.rendezvous.fetch;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The alarm clock of the request scheduler. */
final class AlarmThread implements RequestScheduler.Alarm {

  private static final Logger LOG = Logger.getLogger(AlarmThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, AlarmThread::daemon, new ThreadPoolExecutor.DiscardPolicy());
  private @Nullable ScheduledFuture<?> alarm;

  AlarmThread() {
    thread.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-requests");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void set(long nanos, Runnable ring) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm = thread.schedule(() -> ring(ring), nanos, TimeUnit.NANOSECONDS);
  }

  // The executor would keep what is thrown to itself.
  private static void ring(Runnable ring) {
    try {
      ring.run();
    } catch (RuntimeException e) {
      LOG.error("A decision about requests failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
