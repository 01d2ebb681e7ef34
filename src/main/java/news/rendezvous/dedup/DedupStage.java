package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import news.rendezvous.kafka.Broker;
import news.rendezvous.kafka.disk.DiskSpace;
import news.rendezvous.kafka.client.BackgroundWork;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * The dedup stage: runs its {@link StageSupervisor} on one thread from the moment the topics exist
 * until the service stops, and publishes the metrics of the current run.
 */
@ApplicationScoped
class DedupStage {

  private static final Logger LOG = Logger.getLogger(DedupStage.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final Broker broker;
  private final DiskSpace disk;
  private final StageSupervisor supervisor;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rendezvous-dedup");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  DedupStage(
      DedupConfig config,
      Broker broker,
      DiskSpace disk,
      StageLauncher launcher,
      BackgroundWork work,
      MeterRegistry metrics) {
    this.broker = broker;
    this.disk = disk;
    Counter failures =
        Counter.builder("rendezvous.dedup.failures")
            .description("Failures after which the dedup stage was begun anew")
            .register(metrics);
    this.supervisor =
        new StageSupervisor(
            launcher, disk, work.register("dedup"), config.rebalanceTimeout(), failures, executor);
    gauges(metrics);
  }

  private void gauges(MeterRegistry metrics) {
    Gauge.builder("rendezvous.dedup.lag", supervisor::lag)
        .description("Entries of this replica's partitions that are not decided yet")
        .register(metrics);
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      Gauge.builder("rendezvous.dedup.state", () -> state == supervisor.state() ? 1 : 0)
          .description("1 for the state that the dedup stage's Kafka Streams client is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(metrics);
    }
  }

  void start(@Observes StartupEvent event) {
    disk.onChange(supervisor::checkNow);
    broker.ready().thenRun(supervisor::start);
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The supervisor of the dedup stage did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!supervisor.end()) {
      LOG.warn("The dedup stage did not stop in time; its transaction will be aborted");
    }
  }
}
