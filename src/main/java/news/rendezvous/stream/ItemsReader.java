package news.rendezvous.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.TopicWatch.Layout;
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

  private static final int API_TIMEOUT_MS = 5_000;

  private final KafkaConsumer<String, byte[]> consumer;
  private final Layout layout;
  private final List<TopicPartition> partitions;

  private ItemsReader(
      KafkaConsumer<String, byte[]> consumer, Layout layout, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.layout = layout;
    this.partitions = partitions;
  }

  /**
   * A reader without a place yet.
   *
   * @param layout the topic as it is now
   * @param most records that one read brings
   * @param wait how long the broker may wait for something to come before it answers: no other
   *     position can be read from in the meantime
   */
  static ItemsReader open(KafkaAccess kafka, String topic, Layout layout, int most, Duration wait) {
    Map<String, Object> settings = kafka.settings();
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a gap must not go unnoticed
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) wait.toMillis());
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 18);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, layout.partitions())
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    consumer.assign(partitions);
    return new ItemsReader(consumer, layout, partitions);
  }

  /** Whether the topic still is what it was when this was opened. */
  boolean reads(Layout now) {
    return layout.id().equals(now.id()) && layout.partitions() == now.partitions();
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

  @Override
  public void close() {
    consumer.close();
  }
}
