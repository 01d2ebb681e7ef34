package news.rendezvous.poll;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.BackgroundWork;
import news.rendezvous.broker.BrokerConfig;
import news.rendezvous.broker.InstanceId;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.TopicWatch;
import news.rendezvous.broker.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** How this replica takes part in the group of those that poll. */
@ApplicationScoped
class Membership {

  /** How soon added partitions are shared among the group, in milliseconds. */
  private static final int METADATA_MS = 10_000;

  private final PollConfig config;
  private final BrokerConfig brokerConfig;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final TopicWatch watch;
  private final MeterRegistry metrics;
  private final BackgroundTask task;

  @Inject
  Membership(
      PollConfig config,
      BrokerConfig brokerConfig,
      KafkaAccess kafka,
      Topics topics,
      TopicWatch watch,
      BackgroundWork work,
      MeterRegistry metrics) {
    this.config = config;
    this.brokerConfig = brokerConfig;
    this.kafka = kafka;
    this.topics = topics;
    this.watch = watch;
    this.metrics = metrics;
    this.task = work.register("poll");
  }

  /** Joins the group; shows in readiness while it is not a member. */
  Ownership join(Ownership.Listener listener) {
    Ownership joined =
        new Ownership(this::settings, topics.sources(), watch, task, metrics, listener);
    joined.start();
    return joined;
  }

  private Map<String, Object> settings() {
    int session = (int) config.sessionTimeout().toMillis();
    Map<String, Object> settings =
        kafka.settings(Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.named("poll"));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 10);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return settings;
  }

  private String instanceId() {
    try {
      return InstanceId.in(brokerConfig.dataDir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
