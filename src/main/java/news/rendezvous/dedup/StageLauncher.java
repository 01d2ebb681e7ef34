package news.rendezvous.dedup;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import news.rendezvous.dedup.streams.ChangelogTopic;
import news.rendezvous.dedup.streams.StageRun;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StateOrigin;
import news.rendezvous.dedup.streams.StreamPace;
import news.rendezvous.dedup.streams.StreamsClients;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts runs of the stage, after checks of the changelog topic and of the state on disk. */
@ApplicationScoped
class StageLauncher {

  private static final Logger LOG = Logger.getLogger(StageLauncher.class);

  private final DedupConfig config;
  private final BrokerConfig brokerConfig;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final TopicWatch watch;
  private final TopicClients clients;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;
  private final PipelineTracing tracing;

  @Inject
  StageLauncher(
      DedupConfig config,
      BrokerConfig brokerConfig,
      KafkaAccess kafka,
      Topics topics,
      TopicWatch watch,
      TopicClients clients,
      PoisonRecords poison,
      MeterRegistry metrics,
      PipelineTracing tracing) {
    this.config = config;
    this.brokerConfig = brokerConfig;
    this.kafka = kafka;
    this.topics = topics;
    this.watch = watch;
    this.clients = clients;
    this.poison = poison;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Ids of items and entries topic; empty while one of them does not exist. */
  Optional<Generation> generation() {
    return watch
        .find(topics.items())
        .flatMap(
            items ->
                watch
                    .find(topics.entries())
                    .map(entries -> new Generation(items.id(), entries.id())));
  }

  Optional<String> kafkaAway() {
    return watch.away();
  }

  /** True if topics were created again, or have more partitions, since a run was started. */
  boolean topicsChanged(StageRun run) {
    StageRun.RunTopics started = run.topics();
    return !generation().equals(Optional.of(started.generation()))
        || watch.find(topics.entries()).filter(started::hasAsManyPartitions).isEmpty()
        || run.hasLostChangelog(watch.find(started.changelog()));
  }

  /**
   * Starts a run.
   *
   * @param discard reason to discard the state on disk even if it is valid; null for none
   * @throws IOException where the data directory cannot be read or written
   * @throws StageFailure where a topic is missing or cannot be extended
   */
  StageRun launch(
      Generation generation, @Nullable String discard, Runnable changed, Consumer<Throwable> failed)
      throws IOException, InterruptedException, ExecutionException {
    Properties settings = StreamSettings.of(config, brokerConfig, kafka, topics);
    String application = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    StateOrigin state =
        new StateOrigin(
            brokerConfig.dataDir(),
            Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG), application));
    try (Admin admin = Admin.create(kafka.properties())) {
      ChangelogTopic changelogs =
          new ChangelogTopic(admin, topics, brokerConfig.topics(), application);
      String cluster = admin.describeCluster().clusterId().get();
      ChangelogTopic.Ensured ensured = changelogs.ensure();
      String changelog = ensured.store().changelog(application);
      watch.watch(changelog);
      Map<String, String> origin =
          Map.of(changelog, ensured.id(), topics.items(), generation.items().toString());
      Optional<String> mismatch =
          discard == null
              ? state.mismatch(cluster, origin, () -> watch.ends(changelog))
              : Optional.of(discard);
      StreamPace pace = new StreamPace(config.commitInterval());
      KafkaStreams streams =
          new KafkaStreams(
              DedupTopology.of(topics, context(ensured, generation, pace)),
              settings,
              new StreamsClients(pace));
      StageRun.RunTopics started =
          new StageRun.RunTopics(generation, ensured.partitions(), changelog, ensured.id());
      try {
        mismatch.ifPresent(why -> discard(streams, settings, why));
        state.keep(cluster, origin);
        return StageRun.start(streams, started, metrics, changed, failed);
      } catch (IOException | RuntimeException e) {
        streams.close();
        throw e;
      }
    }
  }

  private DedupContext context(
      ChangelogTopic.Ensured changelog, Generation generation, StreamPace pace) {
    return new DedupContext(
        new Decider(config.maxDuplicates()),
        config.maxItemSize().asLongValue(),
        config.window(),
        new DedupMetrics(metrics),
        tracing,
        poison,
        changelog.store(),
        generation,
        TopicSnapshots.of(clients, topics, changelog.previous()),
        pace);
  }

  private static void discard(KafkaStreams streams, Properties settings, String why) {
    LOG.warnf(
        "State in %s is discarded and rebuilt from Kafka: %s",
        settings.getProperty(StreamsConfig.STATE_DIR_CONFIG), why);
    streams.cleanUp();
  }
}
