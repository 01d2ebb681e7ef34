package news.rendezvous.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one thread on which all decisions about polls are made, and its alarm clock. */
final class DecisionThread {

  private static final Logger LOG = Logger.getLogger(DecisionThread.class);

  // Discards what comes after the end: reports of polls that nobody waits for any more.
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> new Thread(task, "rendezvous-poll-loop"),
          new ThreadPoolExecutor.DiscardPolicy());
  private @Nullable ScheduledFuture<?> alarm;

  void decide(Runnable decision) {
    thread.execute(guarded(decision));
  }

  /** Has something decided later, in place of what was to be decided later until now. */
  void decideIn(Optional<Duration> wait, Runnable decision) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    Runnable ring = guarded(decision);
    alarm =
        wait.map(time -> thread.schedule(ring, time.toNanos(), TimeUnit.NANOSECONDS)).orElse(null);
  }

  // The executor would keep what a decision throws to itself.
  private static Runnable guarded(Runnable decision) {
    return () -> {
      try {
        decision.run();
      } catch (RuntimeException e) {
        LOG.error("A decision about polls failed", e);
      }
    };
  }

  void stop() {
    thread.shutdownNow();
  }
}
