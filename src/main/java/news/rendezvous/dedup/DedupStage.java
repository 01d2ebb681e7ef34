package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import news.rendezvous.dedup.streams.StageRun;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StageRun.StageFailure;
import news.rendezvous.kafka.BrokerLifecycle;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.Backoff;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.disk.DiskSpace;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The dedup stage, from the moment the topics exist until the service stops. It starts a {@link
 * StageRun}, and another one after a failure, with exponential backoff, or when the topics have
 * changed. Confined to one thread.
 */
@ApplicationScoped
class DedupStage {

  private static final String MISSING_TOPIC = "a topic that it reads or writes does not exist";
  private static final Logger LOG = Logger.getLogger(DedupStage.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
  private static final Duration MIN_BACKOFF = Duration.ofSeconds(1);
  private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);

  private final BrokerLifecycle broker;
  private final StageLauncher launcher;
  private final DiskSpace disk;
  private final String application;
  private final BackgroundTask task;
  private final Duration rebalanceTimeout;
  private final Counter failures;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rendezvous-dedup");
            thread.setDaemon(true);
            return thread;
          });
  private final Backoff backoff = new Backoff(MIN_BACKOFF, MAX_BACKOFF);

  private volatile @Nullable StageRun run;
  private @Nullable StageRun closing;
  private long notBefore = System.nanoTime();
  private long stateSince = System.nanoTime();
  private int runs;
  private boolean ended;
  private @Nullable String discard;

  @Inject
  DedupStage(
      DedupConfig config,
      BrokerLifecycle broker,
      DiskSpace disk,
      Topics topics,
      StageLauncher launcher,
      BackgroundTaskRegistry work,
      MeterRegistry metrics) {
    this.broker = broker;
    this.launcher = launcher;
    this.disk = disk;
    this.application = topics.named("dedup");
    this.task = work.register("dedup");
    this.rebalanceTimeout = config.rebalanceTimeout();
    this.failures =
        Counter.builder("rendezvous.dedup.failures")
            .description("Failures after which the dedup stage was begun anew")
            .register(metrics);
    gauges(metrics);
  }

  private void gauges(MeterRegistry metrics) {
    Gauge.builder("rendezvous.dedup.lag", this::lag)
        .description("Entries of this replica's partitions that are not decided yet")
        .register(metrics);
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      Gauge.builder("rendezvous.dedup.state", () -> state == state() ? 1 : 0)
          .description("1 for the state that the dedup stage's Kafka Streams client is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(metrics);
    }
  }

  private long lag() {
    StageRun current = run;
    return current == null ? 0 : current.lag();
  }

  private KafkaStreams.State state() {
    StageRun current = run;
    return current == null ? KafkaStreams.State.NOT_RUNNING : current.state();
  }

  void start(@Observes StartupEvent event) {
    disk.onChange(() -> execute(this::check));
    broker.ready().thenRun(this::schedule);
  }

  private void schedule() {
    var unused =
        executor.scheduleWithFixedDelay(
            () -> guarded(this::check), 0, CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The thread of the dedup stage did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!end()) {
      LOG.warn("The dedup stage did not stop in time; its transaction will be aborted");
    }
  }

  private void execute(Runnable event) {
    try {
      executor.execute(() -> guarded(event));
    } catch (RejectedExecutionException e) {
      LOG.debug("The dedup stage is stopping");
    }
  }

  // An exception of a check must not end the periodic checks.
  private void guarded(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) { // the executor would swallow it and end the schedule
      failed(e);
    }
  }

  private void check() {
    if (ended) {
      return;
    }
    Optional<String> full = disk.shortage();
    if (full.isPresent()) {
      pause(full.get());
      return;
    }
    StageRun current = run;
    if (current != null && launcher.topicsChanged(current)) {
      task.starting("its topics have changed");
      LOG.info("The dedup stage restarts: its topics were deleted, created again or extended");
      end();
    }
    if (run == null) {
      launch();
    } else {
      check(Objects.requireNonNull(run));
    }
  }

  // The disk check logs the reason.
  private void pause(String reason) {
    StageRun current = run;
    if (current != null) {
      current.pause();
    }
    task.blocked(reason);
  }

  private void check(StageRun current) {
    current.resume();
    KafkaStreams.State state = current.state();
    Duration unchanged = Duration.ofNanos(System.nanoTime() - stateSince);
    if (state == KafkaStreams.State.RUNNING) {
      task.running();
      if (unchanged.compareTo(MAX_BACKOFF) > 0) {
        backoff.reset();
      }
    } else if (state == KafkaStreams.State.REBALANCING
        && task.status().ranOnce()
        && unchanged.compareTo(rebalanceTimeout) > 0) {
      task.failing("rebalancing or restoring its state store for more than " + rebalanceTimeout);
    } else if (state.hasCompletedShutdown()) {
      failed(new StageFailure("its Kafka Streams client ended by itself"));
    }
  }

  private void launch() {
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    if (!hasClosed()) {
      launcher
          .kafkaAway()
          .ifPresentOrElse(
              task::kafkaAway,
              () -> task.failing("its last run still waits for Kafka, and has not ended"));
      return;
    }
    Optional<Generation> generation = launcher.generation();
    if (generation.isPresent()) {
      launch(generation.get());
    } else {
      task.failing(MISSING_TOPIC);
    }
  }

  private void launch(Generation generation) {
    try {
      stateSince = System.nanoTime();
      int number = ++runs;
      run =
          launcher.launch(
              generation,
              discard,
              () -> execute(this::stateChanged),
              failure -> execute(() -> failed(number, failure)));
      discard = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stopping
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private void stateChanged() {
    stateSince = System.nanoTime();
    check();
  }

  // Failures of an earlier run are ignored.
  private void failed(int number, Throwable failure) {
    if (number == runs && run != null) {
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    failures.increment();
    end();
    KafkaFailure classified = KafkaFailure.ofTransaction(failure, application);
    if (has(failure, FencedInstanceIdException.class)) { // two members would fence each other
      ended = true;
      task.stopped(classified.words());
    } else if (has(failure, Error.class)) {
      ended = true;
      task.died(failure);
    } else {
      retry(failure, classified);
    }
  }

  private void retry(Throwable failure, KafkaFailure classified) {
    Duration pause = backoff.pause();
    if (has(failure, ProcessorStateException.class)) {
      discard = "it cannot be read (%s)".formatted(classified.words());
    }
    if (has(failure, MissingSourceTopicException.class)) {
      task.failing(MISSING_TOPIC);
    } else if (has(failure, StageFailure.class)) {
      task.failing(String.valueOf(failure.getMessage()));
    } else {
      logUnclassified(failure, classified, pause);
      task.failing(classified);
    }
    notBefore = System.nanoTime() + pause.toNanos();
    var unused =
        executor.schedule(() -> guarded(this::check), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  // A classified failure names the remedy in one line; others are bugs and need the stack trace.
  private void logUnclassified(Throwable failure, KafkaFailure classified, Duration pause) {
    boolean repeated = task.status().cause().equals(classified.words());
    if (classified.kind() == KafkaFailure.Kind.OTHER && !repeated) {
      LOG.errorf(failure, "The dedup stage failed and restarts in %s", pause);
    }
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .anyMatch(type::isInstance);
  }

  /** Closes the run; false where it has not ended yet. */
  private boolean end() {
    StageRun current = run;
    run = null;
    if (current != null && !current.end()) {
      closing = current;
    }
    return closing == null;
  }

  // Two clients at a time would compete for the lock of the state directory.
  private boolean hasClosed() {
    StageRun last = closing;
    if (last != null && last.end()) {
      closing = null;
    }
    return closing == null;
  }
}
