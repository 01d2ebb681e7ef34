package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the last record of each partition that a read_committed consumer will ever see of what
 * stands in a topic now. Offsets alone do not tell: aborted records and transaction markers take
 * offsets too, and behind a dead writer's open transaction the last stable offset comes too early.
 */
@ApplicationScoped
public class TopicEnds {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final long WINDOW = 256;

  private final KafkaAccess kafka;

  @Inject
  TopicEnds(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  /**
   * Offsets of the last visible records by partition; a partition without one is left out. Blocks
   * until open transactions are decided.
   */
  public Map<Integer, Long> lastVisible(String topic) {
    try (KafkaConsumer<byte[], byte[]> committed = consumer(IsolationLevel.READ_COMMITTED)) {
      Map<Integer, Long> last = new HashMap<>();
      highWatermarks(topic)
          .forEach(
              (partition, end) ->
                  lastVisible(committed, partition, end)
                      .ifPresent(offset -> last.put(partition.partition(), offset)));
      return last;
    }
  }

  private Map<TopicPartition, Long> highWatermarks(String topic) {
    try (KafkaConsumer<byte[], byte[]> all = consumer(IsolationLevel.READ_UNCOMMITTED)) {
      List<TopicPartition> partitions =
          all.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      all.assign(partitions);
      all.seekToEnd(partitions);
      return partitions.stream().collect(Collectors.toMap(Function.identity(), all::position));
    }
  }

  private static OptionalLong lastVisible(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long beginning = consumer.position(partition);
    OptionalLong last = OptionalLong.empty();
    // Backwards in growing windows: the last record is nearly always in the first.
    for (long window = WINDOW, from = end; last.isEmpty() && from > beginning; window *= 8) {
      long until = from;
      from = Math.max(beginning, end - window);
      last = lastBetween(consumer, partition, from, until);
    }
    return last;
  }

  private static OptionalLong lastBetween(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long until) {
    OptionalLong last = OptionalLong.empty();
    consumer.seek(partition, from);
    while (consumer.position(partition) < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        last = record.offset() < until ? OptionalLong.of(record.offset()) : last;
      }
    }
    return last;
  }

  private KafkaConsumer<byte[], byte[]> consumer(IsolationLevel level) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString().toLowerCase(Locale.ROOT));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
