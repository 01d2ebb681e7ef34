package news.rendezvous.kafka.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Admin client for topics: describes and creates them, and lists their end offsets. It connects
 * when it is used, also after {@link #close}.
 */
final class TopicAdmin implements AutoCloseable {

  /** Default time-out of a request, in milliseconds. */
  static final int TIMEOUT_MS = 6_000;

  /**
   * Answer to a describe request. A topic that is in neither collection does not exist.
   *
   * @param topics by name
   * @param denied names of topics that this client may not describe
   */
  record Described(Map<String, TopicDescription> topics, Set<String> denied) {}

  /** Answer to a create request: topics that were created, and failures by topic. */
  record Created(Set<String> topics, Map<String, KafkaFailure> failures) {}

  private final KafkaAccess kafka;
  private @Nullable Admin admin;

  TopicAdmin(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  Described describe(Set<String> names) throws ExecutionException, InterruptedException {
    Described described = new Described(new HashMap<>(), new HashSet<>());
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> answers =
        client().describeTopics(names, options).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        described.topics().put(answer.getKey(), answer.getValue().get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          described.denied().add(answer.getKey());
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return described;
  }

  /**
   * Creates topics. One that exists is neither created nor a failure: another replica was faster,
   * or its deletion has not completed.
   *
   * @throws ExecutionException where Kafka does not answer
   */
  Created create(List<NewTopic> topics) throws ExecutionException, InterruptedException {
    Created created = new Created(new HashSet<>(), new HashMap<>());
    Map<String, KafkaFuture<Void>> answers = client().createTopics(topics).values();
    for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
      try {
        answer.getValue().get();
        created.topics().add(answer.getKey());
      } catch (ExecutionException e) {
        KafkaFailure failure = KafkaFailure.of(e);
        if (failure.kind() == KafkaFailure.Kind.UNREACHABLE) {
          throw e;
        }
        if (!(e.getCause() instanceof TopicExistsException)) {
          created.failures().put(answer.getKey(), failure);
        }
      }
    }
    return created;
  }

  /**
   * High watermarks, open transactions included: a reader that restores state must read up to them.
   * The last stable offset would end before the open transaction of a producer that died, and miss
   * the committed records behind it.
   *
   * @throws KafkaException where Kafka does not answer
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      client()
          .listOffsets(latest, options)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new TimeoutException("the end of " + partitions + " is not known", e);
    }
  }

  /**
   * The partitions of a topic.
   *
   * @throws KafkaException where it does not exist or Kafka does not answer
   */
  List<TopicPartition> partitions(String topic) {
    try {
      Described described = describe(Set.of(topic));
      TopicDescription found = described.topics().get(topic);
      if (described.denied().contains(topic)) {
        throw new TopicAuthorizationException(topic);
      }
      if (found == null) {
        throw new UnknownTopicOrPartitionException("the topic " + topic + " does not exist");
      }
      return found.partitions().stream()
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new KafkaException("the partitions of " + topic + " are not known", e);
    }
  }

  private synchronized Admin client() {
    Admin opened = admin;
    if (opened == null) {
      opened = Admin.create(settings());
      admin = opened;
    }
    return opened;
  }

  // Time-outs of single calls do not apply to the metadata requests that precede them.
  private Map<String, Object> settings() {
    int timeout = Math.max(TIMEOUT_MS, kafka.requestTimeoutMs());
    return kafka.settings(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout));
  }

  @Override
  public synchronized void close() {
    Admin opened = admin;
    admin = null;
    if (opened != null) {
      opened.close(Duration.ZERO);
    }
  }
}
