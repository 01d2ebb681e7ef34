package news.rendezvous.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import news.rendezvous.broker.TopicWatch.Layout;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic from the beginning and goes on reading, on a thread of its own,
 * for as long as the service runs. Without a consumer group: every replica reads everything.
 *
 * <p>Nothing ends it but {@link #close}. It waits until the topic is there; after an exception it
 * goes on where it was with a new consumer, with backoff; partitions that are added are read from
 * their beginning; a topic that was made again, or lost records that were read, is read again from
 * its start. Its {@link BackgroundTask} shows all of that.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int LEAST_BYTES = 1 << 20;
  private static final int API_TIMEOUT_MS = 5_000;

  /** How records are asked for. */
  public enum Reading {
    /** As soon as they are there. */
    PROMPT(1, "read_uncommitted"),
    /** As soon as their transaction was committed. */
    COMMITTED(1, "read_committed"),
    /** Gathered for half a second ({@code fetch.max.wait.ms}), so that one request brings many. */
    GATHERED(LEAST_BYTES, "read_uncommitted");

    private final int leastBytes;
    private final String isolation;

    Reading(int leastBytes, String isolation) {
      this.leastBytes = leastBytes;
      this.isolation = isolation;
    }
  }

  /** Receives what is read, on the reading thread. */
  public interface Handler {

    /**
     * Takes a record in. One for which this throws is set aside, and the reading goes on.
     *
     * @throws IOException for a record that makes no sense
     */
    void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) throws IOException;

    /** The records of one poll have been taken in. */
    default void polled() {}

    /**
     * The topic is read again from its beginning: it was made again, or lost records. What is not
     * read until {@link #caughtUp} is no longer there.
     */
    default void readingAgain() {}

    /** All has been read that stood in the topic when the reading began. */
    default void caughtUp() {}
  }

  private final TopicClients clients;
  private final String topic;
  private final Reading reading;
  private final Handler handler;
  private final BackgroundTask task;
  private final Thread thread;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean caughtUpOnce;
  private @Nullable Uuid topicId;
  private boolean complete;
  private volatile int partitions;
  private volatile long lag;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  TopicFollower(TopicClients clients, String topic, Reading reading, Handler handler) {
    this.clients = clients;
    this.topic = topic;
    this.reading = reading;
    this.handler = handler;
    this.task = clients.work().register("follow " + topic);
    this.thread = new Thread(this::run, "rendezvous-follow-" + topic);
    thread.setDaemon(true);
    Gauge.builder("rendezvous.follower.lag", () -> lag)
        .description("Records of the topic that this replica has not read yet")
        .tag("topic", topic)
        .register(clients.metrics());
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** Completes when all has been read that stood in the topic at the start. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** Runs something each time all has been read: at first, and after the topic was read again. */
  void onCaughtUp(Runnable task) {
    synchronized (afterwards) {
      afterwards.add(task);
      if (!caughtUpOnce) {
        return;
      }
    }
    task.run();
  }

  /** The number of partitions; 0 before the topic was found for the first time. */
  public int partitions() {
    return partitions;
  }

  /** The offset of the next record of each partition. */
  public Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  /** Completes when the record at that place has been taken; fails when the topic lost it. */
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
      while (!closed()) {
        if (clients.watch().find(topic).isPresent()) {
          attempt();
        } else {
          showWhyNot();
          pause(WAIT);
        }
      }
    } catch (RuntimeException | Error e) { // a bug, or no memory: another try would not help
      task.died(e);
      throw e;
    }
  }

  private void attempt() {
    try (KafkaConsumer<String, byte[]> opened = open();
        KafkaClientMetrics shown = new KafkaClientMetrics(opened)) {
      shown.bindTo(clients.metrics());
      consumer = opened;
      follow(opened);
    } catch (WakeupException e) {
      LOG.debugf("Stopped following %s", topic);
    } catch (InvalidOffsetException e) {
      readAgain("it does not hold the next records of %s any more".formatted(e.partitions()));
    } catch (RuntimeException e) {
      task.failing(KafkaFailure.of(e, "Read"));
      LOG.debugf(e, "Following %s failed", topic);
      pause(backoff.pause());
    } finally {
      consumer = null;
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    Map<String, Object> settings =
        clients
            .kafka()
            .settings(
                Map.of(
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.max(API_TIMEOUT_MS, clients.kafka().requestTimeoutMs()),
                    ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                    reading.leastBytes));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a gap must not go unnoticed
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, reading.isolation);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  // Ends when the topic is gone, for a client that asks for what is not there fills the log, and
  // when it was made again, for a client would go on at its old offsets.
  private void follow(KafkaConsumer<String, byte[]> consumer) {
    Optional<Layout> layout = clients.watch().find(topic);
    while (!closed() && layout.isPresent()) {
      Uuid before = topicId;
      topicId = layout.get().id();
      if (before != null && !before.equals(topicId)) {
        readAgain("it was made again");
        return;
      }
      poll(consumer, layout.get());
      layout = clients.watch().find(topic);
    }
  }

  private void poll(KafkaConsumer<String, byte[]> consumer, Layout layout) {
    if (consumer.assignment().size() < layout.partitions()) {
      assign(consumer, layout.partitions());
    }
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    records.forEach(this::take);
    handler.polled();
    advance(consumer);
    backoff.reset();
    show();
  }

  private void assign(KafkaConsumer<String, byte[]> consumer, int count) {
    List<TopicPartition> all =
        IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number)).toList();
    List<TopicPartition> added = new ArrayList<>(all);
    added.removeAll(consumer.assignment());
    if (!complete) {
      ends.putAll(clients.watch().ends(added));
    } else if (partitions < count) {
      LOG.infof("Topic %s has %d partitions now: the new ones are read", topic, count);
    }
    consumer.assign(all);
    for (TopicPartition partition : added) {
      Long position = positions.get(partition.partition());
      if (position == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position);
      }
    }
    partitions = count;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      handler.take(record);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      clients.poison().setAside(record.topic(), record.partition(), record.offset(), e);
    }
    positions.put(record.partition(), record.offset() + 1);
  }

  // A position is behind the last record, and behind the markers of transactions that follow it.
  private void advance(KafkaConsumer<String, byte[]> consumer) {
    long behind = 0;
    for (TopicPartition partition : consumer.assignment()) {
      try {
        positions.put(partition.partition(), consumer.position(partition, Duration.ZERO));
      } catch (TimeoutException e) {
        LOG.debugf("The position in %s is not known yet", partition);
      }
      release(partition.partition());
      behind += consumer.currentLag(partition).orElse(0);
    }
    lag = behind;
    if (!complete && ends.entrySet().stream().allMatch(this::isPast)) {
      complete();
    }
  }

  private boolean isPast(Map.Entry<TopicPartition, Long> end) {
    Long position = positions.get(end.getKey().partition());
    return position != null && position >= end.getValue();
  }

  private void complete() {
    handler.caughtUp();
    complete = true;
    ends.clear();
    List<Runnable> tasks;
    synchronized (afterwards) {
      tasks = List.copyOf(afterwards);
      caughtUpOnce = true;
    }
    caughtUp.complete(null);
    tasks.forEach(Runnable::run);
  }

  private void readAgain(String why) {
    LOG.warnf("Topic %s is read again from its beginning: %s", topic, why);
    task.starting("it is read again from its beginning: " + why);
    positions.clear();
    ends.clear();
    complete = false;
    KafkaException gone = new KafkaException("the topic " + topic + " lost the record");
    waiting.values().forEach(some -> some.values().forEach(one -> one.completeExceptionally(gone)));
    waiting.clear();
    handler.readingAgain();
  }

  private void show() {
    Optional<String> away = clients.watch().away();
    Optional<String> trouble = clients.watch().trouble(topic);
    if (away.isPresent()) {
      task.kafkaAway(away.get());
    } else if (trouble.isPresent()) {
      task.blocked(trouble.get());
    } else if (complete) {
      task.running();
    } else {
      task.starting("%d records are still to be read".formatted(lag));
    }
  }

  private void showWhyNot() {
    clients
        .watch()
        .away()
        .ifPresentOrElse(
            task::kafkaAway, () -> clients.watch().trouble(topic).ifPresent(task::blocked));
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

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debugf("Stopped following %s", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<String, byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
