package news.rendezvous.broker;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads all partitions of a topic from the beginning and goes on reading, on a thread of its own.
 * Without a consumer group: every replica reads everything.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int LEAST_BYTES = 1 << 20;

  private final String topic;
  private final Consumer<ConsumerRecord<String, byte[]>> taker;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();
  private volatile boolean closing;

  /**
   * A follower, not started yet.
   *
   * @param promptly whether a record is asked for as soon as it is there; else they may gather for
   *     half a second (the consumer's {@code fetch.max.wait.ms}), so that one request brings many
   * @param taker given each record, on the reading thread; what it throws ends the reading
   */
  public TopicFollower(
      KafkaAccess kafka,
      String topic,
      boolean promptly,
      Consumer<ConsumerRecord<String, byte[]>> taker) {
    this.topic = topic;
    this.taker = taker;
    Map<String, Object> settings = kafka.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, promptly ? 1 : LEAST_BYTES);
    this.consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    this.thread = new Thread(this::run, "rendezvous-follow-" + topic);
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  int partitions() {
    return positions.size();
  }

  /** Completes when the record at that place has been taken. */
  CompletableFuture<Void> reached(RecordMetadata at) {
    CompletableFuture<Void> future =
        waiting
            .computeIfAbsent(at.partition(), p -> new ConcurrentSkipListMap<>())
            .computeIfAbsent(at.offset(), o -> new CompletableFuture<>());
    if (positions.getOrDefault(at.partition(), 0L) > at.offset()) {
      release(at.partition()); // it was read before anybody waited
    }
    return future;
  }

  private void run() {
    try {
      Map<TopicPartition, Long> ends = assign();
      advance(ends); // a topic in which nothing stands has been read
      while (!closing) {
        consumer.poll(POLL).forEach(taker);
        advance(ends);
      }
    } catch (WakeupException e) {
      LOG.debugf("Stopped following %s", topic);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Following %s ended", topic);
      caughtUp.completeExceptionally(e);
    } finally {
      consumer.close();
      closed.countDown();
    }
  }

  private Map<TopicPartition, Long> assign() {
    List<TopicPartition> partitions = partitionsOnceReachable();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer.endOffsets(partitions);
  }

  private List<TopicPartition> partitionsOnceReachable() {
    while (true) {
      try {
        return consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warnf("Topic %s cannot be reached, trying again: %s", topic, e.getMessage());
      }
    }
  }

  private void advance(Map<TopicPartition, Long> ends) {
    for (TopicPartition partition : ends.keySet()) {
      positions.put(partition.partition(), consumer.position(partition));
      release(partition.partition());
    }
    if (!caughtUp.isDone() && ends.entrySet().stream().allMatch(this::isPast)) {
      caughtUp.complete(null);
    }
  }

  private boolean isPast(Map.Entry<TopicPartition, Long> end) {
    return positions.getOrDefault(end.getKey().partition(), 0L) >= end.getValue();
  }

  private void release(int partition) {
    ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiters = waiting.get(partition);
    if (waiters == null) {
      return;
    }
    // By iterator: one who comes to wait meanwhile sees the new position and releases itself.
    long position = positions.getOrDefault(partition, 0L);
    Iterator<CompletableFuture<Void>> reached = waiters.headMap(position).values().iterator();
    while (reached.hasNext()) {
      reached.next().complete(null);
      reached.remove();
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
