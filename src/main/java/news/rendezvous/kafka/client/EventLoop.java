package news.rendezvous.kafka.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Event loop on a thread of its own: runs events one after the other, and after each of them, and
 * when its time has come, a step.
 *
 * <p>An exception is logged and the loop continues. An {@link Error} ends it and is reported, since
 * the executor would swallow it in a future.
 */
public final class EventLoop implements Executor {

  private static final Logger LOG = Logger.getLogger(EventLoop.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String name;
  private final Runnable step;
  private final Supplier<Optional<Duration>> untilStep;
  private final Consumer<Error> onError;

  // Discards events that are submitted after the shutdown.
  private final ScheduledThreadPoolExecutor thread;

  /** Confined to the thread. */
  private @Nullable ScheduledFuture<?> timer;

  /**
   * A loop without events.
   *
   * @param name of the thread
   * @param step follows every event
   * @param untilStep wait until the next step without an event; empty for none
   * @param onError receives the error that ended the loop
   */
  public EventLoop(
      String name, Runnable step, Supplier<Optional<Duration>> untilStep, Consumer<Error> onError) {
    this.name = name;
    this.step = step;
    this.untilStep = untilStep;
    this.onError = onError;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, name), new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // queued events still run
  }

  @Override
  public void execute(Runnable event) {
    thread.execute(
        () -> {
          run(event);
          step();
        });
  }

  private void step() {
    run(step);
    run(this::restartTimer);
  }

  private void restartTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
    timer =
        untilStep
            .get()
            .map(wait -> thread.schedule(this::step, wait.toNanos(), TimeUnit.NANOSECONDS))
            .orElse(null);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "An event of the loop failed: %s", name);
    } catch (Error e) {
      thread.shutdownNow();
      onError.accept(e);
      throw e;
    }
  }

  /** Runs the queued events, then a last one, and ends the loop. */
  public void close(Runnable last) {
    thread.execute(() -> run(last));
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warnf("The loop did not end in time: %s", name);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
