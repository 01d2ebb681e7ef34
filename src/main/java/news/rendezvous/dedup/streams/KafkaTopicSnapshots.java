package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads topics with a consumer outside of any consumer group. */
public final class KafkaTopicSnapshots implements TopicSnapshots {

  /** Short, since it blocks the stream thread, which has transactions to commit. */
  private static final Duration POLL = Duration.ofMillis(50);

  private static final int MAX_POLL_RECORDS = 200;

  private final KafkaAccess kafka;
  private final Topics topics;

  public KafkaTopicSnapshots(KafkaAccess kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  @Override
  public Snapshot items() {
    return open(topics.items(), null);
  }

  @Override
  public Snapshot entries(int partition) {
    return open(topics.entries(), partition);
  }

  private Snapshot open(String topic, @Nullable Integer partition) {
    Map<TopicPartition, Long> ends = highWatermarks(topic);
    ends.keySet().removeIf(one -> partition != null && one.partition() != partition);
    return new BoundedReader(consumer(IsolationLevel.READ_COMMITTED), ends);
  }

  private Map<TopicPartition, Long> highWatermarks(String topic) {
    try (KafkaConsumer<@Nullable String, byte @Nullable []> all =
        consumer(IsolationLevel.READ_UNCOMMITTED)) {
      List<TopicPartition> partitions =
          all.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) { // metadata of a new topic arrive late
        throw new UnknownTopicOrPartitionException("topic " + topic + " has no partitions yet");
      }
      all.assign(partitions); // else it logs a warning for each
      return new HashMap<>(all.endOffsets(partitions));
    }
  }

  private KafkaConsumer<@Nullable String, byte @Nullable []> consumer(IsolationLevel level) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads committed records up to the high watermark at the time of opening. The last stable offset
   * would be too early: committed records may follow the open transaction of a dead writer.
   */
  private static final class BoundedReader implements Snapshot {

    private final KafkaConsumer<@Nullable String, byte @Nullable []> consumer;
    private final Map<TopicPartition, Long> ends;

    BoundedReader(
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
