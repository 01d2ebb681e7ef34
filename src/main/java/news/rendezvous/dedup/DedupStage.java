package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.BrokerConfig;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.Topics;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.CloseOptions;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the topology from the moment the topics exist until the service stops. */
@Readiness
@ApplicationScoped
class DedupStage implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(DedupStage.class);
  private static final Duration CLOSE = Duration.ofSeconds(8);

  private final DedupConfig config;
  private final BrokerConfig brokerConfig;
  private final Broker broker;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;
  private volatile @Nullable KafkaStreams streams;

  @Inject
  DedupStage(
      DedupConfig config,
      BrokerConfig brokerConfig,
      Broker broker,
      KafkaAccess kafka,
      Topics topics,
      PoisonRecords poison,
      MeterRegistry metrics) {
    this.config = config;
    this.brokerConfig = brokerConfig;
    this.broker = broker;
    this.kafka = kafka;
    this.topics = topics;
    this.poison = poison;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    broker.ready().thenRunAsync(this::run);
  }

  private void run() {
    try {
      run(StreamSettings.of(config, brokerConfig, kafka, topics));
    } catch (IOException | KafkaException e) {
      LOG.error("The dedup stage cannot start: no entry is decided by this replica", e);
    }
  }

  private void run(Properties settings) {
    Rules rules =
        new Rules(new Decider(config.maxDuplicates()), config.window(), new Tally(metrics), poison);
    KafkaStreams created = new KafkaStreams(DedupTopology.of(topics, rules), settings);
    created.setUncaughtExceptionHandler(this::replaceThread);
    streams = created;
    created.start();
  }

  // A fenced or failed thread is replaced: the transaction it had open is aborted, nothing is lost.
  private StreamThreadExceptionResponse replaceThread(Throwable failure) {
    Counter.builder("rendezvous.dedup.failures")
        .description("Failures of threads of the dedup stage, each of which was replaced")
        .register(metrics)
        .increment();
    if (hasTwin(failure)) {
      LOG.error(
          "The dedup stage stops: a process with a copy of this data directory has replaced it");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.errorf(failure, "The dedup stage failed and is started again");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  // Two of one name would replace each other for ever.
  private static boolean hasTwin(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(FencedInstanceIdException.class::isInstance);
  }

  @Override
  public HealthCheckResponse call() {
    KafkaStreams running = streams;
    String state = running == null ? "WAITING_FOR_KAFKA" : running.state().name();
    return HealthCheckResponse.named("dedup")
        .status(running != null && running.state().isRunningOrRebalancing())
        .withData("state", state)
        .build();
  }

  void stop(@Observes ShutdownEvent event) {
    KafkaStreams running = streams;
    // A static member that does not say so is waited for as if it came back.
    CloseOptions leaving = new CloseOptions().leaveGroup(true).timeout(CLOSE);
    if (running != null && !running.close(leaving)) {
      LOG.warnf("The dedup stage did not stop within %s; its transaction will be aborted", CLOSE);
    }
  }
}
