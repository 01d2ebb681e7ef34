package news.rendezvous.launch;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Watchdog of the shutdown: halts the process when the shutdown takes too long, before a supervisor
 * kills it. Kafka's clients and the embedded broker wait for each other, some of them for minutes,
 * where a process gets hardly any CPU time. A halt loses nothing: state is written after Kafka has
 * acknowledged the records, and the next start continues as after a crash.
 */
@ApplicationScoped
class ShutdownDeadline {

  private static final Logger LOG = Logger.getLogger(ShutdownDeadline.class);

  /** 128 + SIGTERM, as after an orderly shutdown. */
  private static final int EXIT_CODE = 143;

  private final Duration time;

  @Inject
  ShutdownDeadline(
      ShutdownConfig config,
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
    this.time = config.shutdownTimeout().plus(delay.orElse(Duration.ZERO));
  }

  // Before the broker, whose start may take long. In development and tests the process goes on
  // after the shutdown of the application.
  void start(@Observes @Priority(0) StartupEvent event) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      Runtime process = Runtime.getRuntime();
      process.addShutdownHook(
          new Thread(() -> begin(process::halt), "rendezvous-shutdown-deadline-start"));
    }
  }

  /**
   * Starts the watchdog. The process ends before the deadline if all shutdown hooks return, since
   * its thread is a daemon.
   *
   * @param halt ends the process with an exit code
   */
  void begin(IntConsumer halt) {
    Thread watchdog = new Thread(() -> await(halt), "rendezvous-shutdown-deadline");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  /** Time from the signal to the halt. */
  Duration time() {
    return time;
  }

  private void await(IntConsumer halt) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
      LOG.warnf(
          "The shutdown is not complete in time, the process ends now: seconds=%d",
          time.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never by this program
    } finally {
      halt.accept(EXIT_CODE);
    }
  }
}
