package news.rendezvous.dedup;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.BrokerConfig;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
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
    Rules rules =
        new Rules(new Decider(config.maxDuplicates()), config.window(), new Tally(metrics), poison);
    KafkaStreams created = new KafkaStreams(DedupTopology.of(topics, rules), properties());
    created.setUncaughtExceptionHandler(this::replaceThread);
    streams = created;
    created.start();
  }

  // A fenced or failed thread is replaced: the transaction it had open is aborted, nothing is lost.
  private StreamThreadExceptionResponse replaceThread(Throwable failure) {
    metrics.counter("rendezvous.dedup.failures").increment();
    LOG.errorf(failure, "The dedup stage failed and is started again");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private Properties properties() {
    Properties p = kafka.properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.named("dedup"));
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    // A commit waits for the poll that is under way: a short poll keeps it on time.
    p.put(StreamsConfig.POLL_MS_CONFIG, 10);
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir().toString());
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskSettings.class);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
    brokerConfig
        .topics()
        .replicationFactor()
        .ifPresent(copies -> p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies));
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    p.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());
    return p;
  }

  private Path stateDir() {
    return brokerConfig.dataDir().resolve("streams").toAbsolutePath();
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
    if (running != null && !running.close(CLOSE)) {
      LOG.warnf("The dedup stage did not stop within %s; its transaction will be aborted", CLOSE);
    }
  }
}
