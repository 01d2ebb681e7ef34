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
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.BackgroundWork;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.DiskSpace;
import news.rendezvous.broker.KafkaFailure;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Supervisor of the stage: runs the topology from the moment the topics exist until the service
 * stops, and begins anew after a failure, with exponential backoff, or when the topics have
 * changed. All decisions are made on one thread.
 */
@ApplicationScoped
class DedupStage {

  private static final String MISSING_TOPIC = "a topic that it reads or writes does not exist";
  private static final Logger LOG = Logger.getLogger(DedupStage.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration LEAST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration MOST_BACKOFF = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final DedupConfig config;
  private final Broker broker;
  private final DiskSpace disk;
  private final StageLauncher launcher;
  private final BackgroundTask task;
  private final Counter failures;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rendezvous-dedup");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable StageRun run;
  private @Nullable StageRun ending;
  private Duration backoff = LEAST_BACKOFF;
  private long notBefore = System.nanoTime();
  private long settledSince = System.nanoTime();
  private int runs;
  private boolean ended;
  private @Nullable String discard;

  @Inject
  DedupStage(
      DedupConfig config,
      Broker broker,
      DiskSpace disk,
      StageLauncher launcher,
      BackgroundWork work,
      MeterRegistry metrics) {
    this.config = config;
    this.broker = broker;
    this.disk = disk;
    this.launcher = launcher;
    this.task = work.register("dedup");
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
    disk.onChange(() -> decide(this::look));
    broker.ready().thenRun(this::supervise);
  }

  private void supervise() {
    var unused =
        executor.scheduleWithFixedDelay(
            () -> guarded(this::look), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void decide(Runnable decision) {
    try {
      executor.execute(() -> guarded(decision));
    } catch (RejectedExecutionException e) {
      LOG.debug("The dedup stage is stopping");
    }
  }

  // A decision that throws must not end the supervision.
  private void guarded(Runnable decision) {
    try {
      decision.run();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Begins a run where there is none, and judges the one that there is. */
  private void look() {
    if (ended) {
      return;
    }
    Optional<String> full = disk.shortage();
    if (full.isPresent()) {
      holdBack(full.get());
      return;
    }
    StageRun current = run;
    if (current != null && launcher.topicsChanged(current)) {
      task.starting("its topics have changed");
      LOG.info("The dedup stage begins anew: its topics were deleted, made again or have grown");
      end();
    }
    if (run == null) {
      begin();
    } else {
      judge(Objects.requireNonNull(run));
    }
  }

  // The disk's own check logs it.
  private void holdBack(String why) {
    StageRun current = run;
    if (current != null) {
      current.pause();
    }
    task.blocked(why);
  }

  private void judge(StageRun current) {
    current.resume();
    KafkaStreams.State state = current.state();
    Duration settled = Duration.ofNanos(System.nanoTime() - settledSince);
    if (state == KafkaStreams.State.RUNNING) {
      task.running();
      if (settled.compareTo(MOST_BACKOFF) > 0) {
        backoff = LEAST_BACKOFF;
      }
    } else if (state == KafkaStreams.State.REBALANCING
        && task.status().ranOnce()
        && settled.compareTo(config.rebalanceTimeout()) > 0) {
      task.failing(
          "rebalancing or restoring its memory for more than " + config.rebalanceTimeout());
    } else if (state.hasCompletedShutdown()) {
      failed(new StageFailure("its Kafka Streams client ended by itself"));
    }
  }

  private void begin() {
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    if (!hasEnded()) {
      launcher
          .kafkaAway()
          .ifPresentOrElse(
              task::kafkaAway,
              () -> task.failing("its last run still waits for Kafka, and has not ended"));
      return;
    }
    Optional<Generation> generation = launcher.generation();
    if (generation.isPresent()) {
      begin(generation.get());
    } else {
      task.failing(MISSING_TOPIC);
    }
  }

  private void begin(Generation generation) {
    try {
      settledSince = System.nanoTime();
      int number = ++runs;
      run =
          launcher.launch(
              generation,
              discard,
              () -> decide(this::stateChanged),
              failure -> decide(() -> failed(number, failure)));
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
    settledSince = System.nanoTime();
    look();
  }

  // What an earlier run still has to say is of no interest.
  private void failed(int number, Throwable failure) {
    if (number == runs && run != null) {
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    failures.increment();
    end();
    KafkaFailure classified = KafkaFailure.of(failure);
    if (has(failure, FencedInstanceIdException.class)) { // two would replace each other for ever
      ended = true;
      task.stopped(classified.words());
    } else if (has(failure, Error.class)) {
      ended = true;
      task.died(failure);
    } else {
      beginAgain(failure, classified);
    }
  }

  private void beginAgain(Throwable failure, KafkaFailure classified) {
    if (has(failure, ProcessorStateException.class)) {
      discard = "it cannot be read (%s)".formatted(classified.words());
    }
    if (has(failure, MissingSourceTopicException.class)) {
      task.failing(MISSING_TOPIC);
    } else if (has(failure, StageFailure.class)) {
      task.failing(String.valueOf(failure.getMessage()));
    } else {
      trace(failure, classified);
      task.failing(failure);
    }
    notBefore = System.nanoTime() + backoff.toNanos();
    var unused =
        executor.schedule(() -> guarded(this::look), backoff.toMillis(), TimeUnit.MILLISECONDS);
    backoff = backoff.multipliedBy(2);
    backoff = backoff.compareTo(MOST_BACKOFF) > 0 ? MOST_BACKOFF : backoff;
  }

  // Where one line cannot say what to do, the stack trace is for whoever mends the program.
  private void trace(Throwable failure, KafkaFailure classified) {
    boolean known = task.status().cause().equals(classified.words());
    if (classified.kind() == KafkaFailure.Kind.OTHER && !known) {
      LOG.errorf(failure, "The dedup stage failed and begins anew in %s", backoff);
    }
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .anyMatch(type::isInstance);
  }

  private void end() {
    StageRun current = run;
    run = null;
    if (current != null && !current.end()) {
      ending = current;
    }
  }

  // Two at a time would fight for the lock of the state.
  private boolean hasEnded() {
    StageRun last = ending;
    if (last != null && last.end()) {
      ending = null;
    }
    return ending == null;
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The supervisor of the dedup stage did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
    if (ending != null) {
      LOG.warn("The dedup stage did not stop in time; its transaction will be aborted");
    }
  }
}
