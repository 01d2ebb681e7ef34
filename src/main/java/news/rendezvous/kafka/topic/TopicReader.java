package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import news.rendezvous.kafka.client.ClientMetrics;
import news.rendezvous.kafka.client.KafkaAccess;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka consumer of all partitions of one topic, by manual assignment: without a consumer group
 * every replica reads all records, from any position. An offset that the topic does not hold is an
 * exception, never a silent reset.
 *
 * <p>Confined to one thread at a time, except {@link #wakeup}. All methods throw {@link
 * KafkaException} when Kafka does not answer within seconds, except {@link #poll}, which then
 * returns no records.
 */
public final class TopicReader implements AutoCloseable {

  private static final int API_TIMEOUT_MS = 5_000;

  /** {@code fetch.max.wait.ms}; at 500 ms, fetches are most of the work of an idle broker. */
  private static final int LONG_POLL_MS = 2_500;

  /** Below half a G1 region of a small heap: a larger response is a humongous object. */
  private static final int FETCH_BYTES = 400_000;

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private @Nullable ClientMetrics metrics;
  private @Nullable TopicLayout layout;
  private List<TopicPartition> partitions = List.of();
  private Map<TopicPartition, Long> ends = Map.of();

  private TopicReader(String topic, Map<String, Object> settings) {
    this.topic = topic;
    StringDeserializer keys = new StringDeserializer();
    keys.configure(settings, true); // the consumer does not configure an instance that it is given
    this.consumer = new KafkaConsumer<>(settings, keys, new ByteArrayDeserializer());
  }

  /**
   * A reader without partitions yet.
   *
   * @param minBytes {@code fetch.min.bytes}, unless the operator sets it
   */
  static TopicReader open(KafkaAccess kafka, String topic, IsolationLevel isolation, int minBytes) {
    // A fetch is answered with the first record, where none has to gather: idle, it may wait long.
    int longest = Math.min(LONG_POLL_MS, kafka.requestTimeoutMs() / 2);
    Map<String, Object> defaults =
        minBytes > ConsumerConfig.DEFAULT_FETCH_MIN_BYTES
            ? Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, minBytes)
            : Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, longest);
    return new TopicReader(topic, settings(kafka, isolation, defaults));
  }

  /**
   * A reader of the committed records of all partitions, at no position yet.
   *
   * @param settings of the consumer, over those of the operator
   */
  public static TopicReader ofCommitted(
      KafkaAccess kafka, String topic, TopicLayout layout, Map<String, Object> settings) {
    Map<String, Object> all = settings(kafka, IsolationLevel.READ_COMMITTED, Map.of());
    all.putAll(settings);
    TopicReader reader = new TopicReader(topic, all);
    reader.layout = layout;
    reader.assign(layout.partitions());
    return reader;
  }

  /**
   * A reader of the committed records of some partitions, from the first to these ends. They are
   * high watermarks: the last stable offset would be too early, since committed records may follow
   * the open transaction of a dead writer.
   */
  static TopicReader ofSnapshot(
      KafkaAccess kafka,
      String topic,
      Map<TopicPartition, Long> ends,
      Map<String, Object> settings) {
    Map<String, Object> all = settings(kafka, IsolationLevel.READ_COMMITTED, Map.of());
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // records may expire meanwhile
    all.putAll(settings);
    TopicReader reader = new TopicReader(topic, all);
    reader.ends = Map.copyOf(ends);
    reader.partitions = List.copyOf(ends.keySet());
    reader.consumer.assign(reader.partitions);
    reader.consumer.seekToBeginning(reader.partitions);
    return reader;
  }

  private static Map<String, Object> settings(
      KafkaAccess kafka, IsolationLevel isolation, Map<String, Object> defaults) {
    Map<String, Object> all = new HashMap<>(defaults);
    int timeout = Math.max(API_TIMEOUT_MS, kafka.requestTimeoutMs());
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    Map<String, Object> settings = kafka.settings(all);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    return settings;
  }

  void bindTo(MeterRegistry registry) {
    metrics = ClientMetrics.of(consumer, registry);
  }

  /**
   * Assigns the first partitions of the topic.
   *
   * @return those that were not assigned before; their positions are not set
   */
  List<TopicPartition> assign(int count) {
    List<TopicPartition> all =
        IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number)).toList();
    List<TopicPartition> added = new ArrayList<>(all);
    added.removeAll(partitions);
    consumer.assign(all);
    partitions = all;
    return added;
  }

  /** True while the topic is the one that this reader was opened for, with as many partitions. */
  public boolean isOf(TopicLayout now) {
    return layout != null
        && layout.id().equals(now.id())
        && layout.partitions() == now.partitions();
  }

  /**
   * Id of the topic that this reader was opened for.
   *
   * @throws IllegalStateException for a reader that was opened without one
   */
  public Uuid id() {
    if (layout == null) {
      throw new IllegalStateException("opened without the layout of " + topic);
    }
    return layout.id();
  }

  List<TopicPartition> assigned() {
    return partitions;
  }

  public int partitions() {
    return partitions.size();
  }

  /** Offsets of the oldest records, by partition. */
  public long[] beginning() {
    return offsets(consumer.beginningOffsets(partitions)::get);
  }

  /** Offsets behind the newest records that can be read, by partition. */
  public long[] end() {
    return offsets(consumer.endOffsets(partitions)::get);
  }

  /**
   * Offsets of the first records with this timestamp or a later one, by partition; the end where
   * there is none.
   */
  public long[] since(Instant time) {
    long[] ends = end(); // asked for first: a record that comes meanwhile is not left out
    long millis = Math.max(0, time.plusNanos(999_999).toEpochMilli()); // the next whole one
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, millis));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    return offsets(
        partition -> {
          OffsetAndTimestamp first = found.get(partition);
          return first == null ? ends[partition.partition()] : first.offset();
        });
  }

  /** True once a snapshot was read. */
  public boolean isAtEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  public long[] position() {
    return offsets(consumer::position);
  }

  private long[] offsets(ToLongFunction<TopicPartition> offset) {
    return partitions.stream().mapToLong(offset).toArray();
  }

  /** The offset of the next record of a partition, if it is known without a request. */
  OptionalLong position(TopicPartition partition) {
    try {
      return OptionalLong.of(consumer.position(partition, Duration.ZERO));
    } catch (TimeoutException e) {
      return OptionalLong.empty();
    }
  }

  /** Records of a partition that are not read yet; 0 where it is not known. */
  long lag(TopicPartition partition) {
    return consumer.currentLag(partition).orElse(0);
  }

  public void seek(int partition, long offset) {
    consumer.seek(partitions.get(partition), offset);
  }

  /**
   * Reads one partition alone, from an offset on. The other methods then are about it alone.
   * Records that were fetched already are kept where the reader is there.
   */
  public void readOnly(int partition, long offset) {
    partitions = List.of(new TopicPartition(topic, partition));
    consumer.assign(partitions);
    consumer.seek(partitions.get(0), offset);
  }

  void seekToBeginning(TopicPartition partition) {
    consumer.seekToBeginning(List.of(partition));
  }

  public ConsumerRecords<String, byte[]> poll(Duration timeout) {
    return consumer.poll(timeout);
  }

  /** Ends a poll of another thread by a {@link org.apache.kafka.common.errors.WakeupException}. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
    // Without a group there is nothing to send, and a close with time waits for the pending fetch.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
