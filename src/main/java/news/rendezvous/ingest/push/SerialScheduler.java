package news.rendezvous.ingest.push;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Serial executor with timers: runs events one after the other on a thread of its own. An exception
 * is logged and the next event runs; an {@link Error} is reported, since the executor would swallow
 * it in a future.
 */
final class SerialScheduler implements Executor {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  private final Consumer<Error> onError;

  // Discards events that are submitted after the shutdown.
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, run -> new Thread(run, "rendezvous-push"), new ThreadPoolExecutor.DiscardPolicy());

  SerialScheduler(Consumer<Error> onError) {
    this.onError = onError;
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void execute(Runnable event) {
    thread.execute(() -> run(event));
  }

  /** Runs an event after a wait. */
  ScheduledFuture<?> schedule(Runnable event, Duration wait) {
    return thread.schedule(() -> run(event), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOG.error("An event of the subscriptions at hubs failed", e);
    } catch (Error e) {
      onError.accept(e);
      throw e;
    }
  }

  void shutdown() {
    thread.shutdownNow();
  }
}
