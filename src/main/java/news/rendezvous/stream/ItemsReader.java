package news.rendezvous.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import news.rendezvous.broker.KafkaAccess;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of all partitions of the items topic from any position. For one
 * thread at a time. Every method throws {@link KafkaException} when Kafka does not answer within
 * seconds, except {@link #read}, which then finds nothing.
 */
final class ItemsReader implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  private ItemsReader(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * A reader without a place yet.
   *
   * @param most records that one read brings
   * @param wait how long the broker may wait for something to come before it answers: no other
   *     position can be read from in the meantime
   */
  static ItemsReader open(KafkaAccess kafka, String topic, int most, Duration wait) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a gap must not go unnoticed
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) wait.toMillis());
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 18);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      return new ItemsReader(consumer, partitions);
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  int partitions() {
    return partitions.size();
  }

  /** The position of the oldest records. */
  Position beginning() {
    return position(consumer.beginningOffsets(partitions)::get);
  }

  /** The position behind the newest record that is committed. */
  Position end() {
    return position(consumer.endOffsets(partitions)::get);
  }

  /** The position of the next record that is read. */
  Position position() {
    return position(consumer::position);
  }

  private Position position(ToLongFunction<TopicPartition> offset) {
    long[] next = new long[partitions.size()];
    partitions.forEach(partition -> next[partition.partition()] = offset.applyAsLong(partition));
    return Position.of(next);
  }

  /** Goes on reading from a position. */
  void seek(Position to) {
    partitions.forEach(partition -> consumer.seek(partition, to.next(partition.partition())));
  }

  /** The next records, in order within each partition. */
  ConsumerRecords<String, byte[]> read(Duration wait) {
    return consumer.poll(wait);
  }

  /** Ends a read that waits on another thread. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
