package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;

/** Factory of the memberships of this replica in consumer groups, which share the work. */
@ApplicationScoped
public class ConsumerGroups {

  private final BrokerConfig config;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final TopicWatch watch;
  private final BackgroundTaskRegistry work;
  private final MeterRegistry metrics;

  @Inject
  ConsumerGroups(
      BrokerConfig config,
      KafkaAccess kafka,
      Topics topics,
      TopicWatch watch,
      BackgroundTaskRegistry work,
      MeterRegistry metrics) {
    this.config = config;
    this.kafka = kafka;
    this.topics = topics;
    this.watch = watch;
    this.work = work;
    this.metrics = metrics;
  }

  /**
   * A membership, which is not joined yet.
   *
   * @param name last part of {@code group.id}, and name of the background task
   * @param topic whose partitions are assigned
   * @param session {@code session.timeout.ms}
   */
  public PartitionAssignment member(String name, String topic, Duration session) {
    return new PartitionAssignment(
        new PartitionAssignment.Group(topics.named(name), topic, name, session),
        config,
        kafka,
        watch,
        work,
        metrics);
  }
}
