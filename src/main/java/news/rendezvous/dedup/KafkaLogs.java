package news.rendezvous.dedup;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads topics with a consumer of its own, without a group. */
final class KafkaLogs implements Logs {

  /** Short, since the stream thread that waits here has transactions to commit. */
  private static final Duration POLL = Duration.ofMillis(50);

  private static final int RECORDS_AT_ONCE = 200;

  private final KafkaAccess kafka;
  private final Topics topics;

  KafkaLogs(KafkaAccess kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  @Override
  public Log items() {
    return open(topics.items(), null);
  }

  @Override
  public Log entries(int partition) {
    return open(topics.entries(), partition);
  }

  private Log open(String topic, @Nullable Integer partition) {
    Map<TopicPartition, Long> ends = highWatermarks(topic);
    ends.keySet().removeIf(one -> partition != null && one.partition() != partition);
    return new Reader(consumer(IsolationLevel.READ_COMMITTED), ends);
  }

  private Map<TopicPartition, Long> highWatermarks(String topic) {
    try (KafkaConsumer<@Nullable String, byte @Nullable []> all =
        consumer(IsolationLevel.READ_UNCOMMITTED)) {
      List<TopicPartition> partitions =
          all.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) { // of a topic that the broker has not heard of yet
        throw new UnknownTopicOrPartitionException("topic " + topic + " has no partitions yet");
      }
      all.assign(partitions); // else it warns of each
      return new HashMap<>(all.endOffsets(partitions));
    }
  }

  private KafkaConsumer<@Nullable String, byte @Nullable []> consumer(IsolationLevel level) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads committed records up to the high watermark of the moment of opening. The last stable
   * offset would come too early: behind a dead writer's open transaction stand committed records of
   * others.
   */
  private static final class Reader implements Log {

    private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
    private final Map<TopicPartition, Long> ends;

    Reader(
        KafkaConsumer<@Nullable String, byte @Nullable []> consumer,
        Map<TopicPartition, Long> ends) {
      this.consumer = consumer;
      this.ends = ends;
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
    }

    @Override
    public Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next() {
      return consumer.poll(POLL);
    }

    @Override
    public boolean isAtEnd() {
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
