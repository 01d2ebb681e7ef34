package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.Backoff;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.client.ShutdownSignal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic from the beginning and then continuously, on a thread of its own,
 * for as long as the service runs.
 *
 * <p>Only {@link #close} ends it. It waits until the topic exists; after an exception it resumes at
 * its positions with a new consumer, with backoff; partitions that are added are read from their
 * beginning; a topic that was created again, or lost records before they were read, is read again
 * from its start. Its {@link BackgroundTask} shows all of that.
 *
 * <p>Not a channel of SmallRye Reactive Messaging, which carries entries to Kafka: an incoming
 * channel does not report that its topic has been read to the high watermark, and resumes at old
 * offsets in a topic that was created again.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Timeout of polls before the catch-up: a poll of an empty topic takes as long. */
  private static final Duration FIRST_POLLS = Duration.ofMillis(100);

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int BATCH_BYTES = 1 << 20;

  /** Trade-off between latency and the number of fetch requests. */
  public enum Reading {
    /** Records are fetched as soon as they are in the log. */
    PROMPT(1, IsolationLevel.READ_UNCOMMITTED),
    /** Records are fetched as soon as their transaction is committed. */
    COMMITTED(1, IsolationLevel.READ_COMMITTED),
    /** Records gather for half a second ({@code fetch.max.wait.ms}): one request for many. */
    GATHERED(BATCH_BYTES, IsolationLevel.READ_UNCOMMITTED);

    private final int minBytes;
    private final IsolationLevel isolation;

    Reading(int minBytes, IsolationLevel isolation) {
      this.minBytes = minBytes;
      this.isolation = isolation;
    }
  }

  /** Receives the records, on the reading thread. */
  public interface Handler {

    /**
     * Handles a record. One for which this throws is skipped as a poison record.
     *
     * @throws IOException for a record that is not valid
     */
    void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) throws IOException;

    /** All records of one poll have been handled. */
    default void polled() {}

    /**
     * The topic is read again from its beginning: it was created again, or lost records. Records
     * that do not come before {@link #caughtUp} no longer exist.
     */
    default void readingAgain() {}

    /** The topic has been read to its high watermarks at the start of the reading. */
    default void caughtUp() {}
  }

  private final KafkaAccess kafka;
  private final TopicWatch watch;
  private final PoisonRecords poison;
  private final MeterRegistry metrics;
  private final String topic;
  private final Reading reading;
  private final Handler handler;
  private final BackgroundTask task;
  private final Thread thread;
  private final ShutdownSignal closing = new ShutdownSignal();
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final ReadProgress progress = new ReadProgress();
  private volatile @Nullable Uuid topicId;
  private volatile int partitions;
  private volatile long lag;
  private volatile @Nullable TopicReader reader;

  TopicFollower(
      KafkaAccess kafka,
      TopicWatch watch,
      PoisonRecords poison,
      BackgroundTask task,
      MeterRegistry metrics,
      String topic,
      String name,
      Reading reading,
      Handler handler) {
    this.kafka = kafka;
    this.watch = watch;
    this.poison = poison;
    this.task = task;
    this.metrics = metrics;
    this.topic = topic;
    this.reading = reading;
    this.handler = handler;
    this.thread = new Thread(this::run, "rendezvous-follow-" + name);
    thread.setDaemon(true);
    watch.watch(topic);
    Gauge.builder("rendezvous.follower.lag", () -> lag)
        .description("Records of the topic that this replica has not read yet")
        .tag("topic", name)
        .register(metrics);
  }

  public void start() {
    thread.start();
  }

  /** Completes when the topic has been read to its high watermarks at the start. */
  public CompletableFuture<Void> caughtUp() {
    return progress.firstCatchUp();
  }

  /** Runs a task each time the topic was read to its end: at first, and after each new start. */
  public void onCaughtUp(Runnable task) {
    progress.onCatchUp(task);
  }

  /** The number of partitions; 0 before the topic was found for the first time. */
  public int partitions() {
    return partitions;
  }

  /** Id of the topic that is read; empty before it was found for the first time. */
  public Optional<Uuid> topicId() {
    return Optional.ofNullable(topicId);
  }

  public Map<Integer, Long> positions() {
    return progress.positions();
  }

  /** Completes when a record has been read; fails when the topic lost it. */
  public CompletableFuture<Void> reached(RecordMetadata record) {
    return progress.await(record.partition(), record.offset());
  }

  private void run() {
    try {
      while (!closing.isSet()) {
        if (layout().isPresent()) {
          attempt();
        } else {
          reportProblem();
          closing.pause(WAIT);
        }
      }
    } catch (RuntimeException | Error e) { // a bug, or no memory: another attempt would not help
      task.died(e);
      throw e;
    }
  }

  private void attempt() {
    try (TopicReader opened = open()) {
      opened.bindTo(metrics);
      reader = opened;
      follow(opened);
    } catch (WakeupException e) {
      LOG.debugf("Stopped following %s", topic);
    } catch (InvalidOffsetException e) {
      readAgain("it does not hold the next records of %s any more".formatted(e.partitions()));
    } catch (RuntimeException e) {
      task.failing(KafkaFailure.of(e, "Read"));
      LOG.debugf(e, "Following %s failed", topic);
      closing.pause(backoff.pause());
    } finally {
      reader = null;
    }
  }

  private TopicReader open() {
    return TopicReader.open(kafka, topic, reading.isolation, reading.minBytes);
  }

  private Optional<TopicLayout> layout() {
    return watch.find(topic);
  }

  // Returns when the topic is deleted, since a consumer of a missing topic floods the log, and when
  // it was created again, since a consumer would continue at its old offsets.
  private void follow(TopicReader reader) {
    Optional<TopicLayout> layout = layout();
    while (!closing.isSet() && layout.isPresent()) {
      Uuid before = topicId;
      Uuid now = layout.get().id();
      topicId = now;
      if (before != null && !before.equals(now)) {
        readAgain("it was created again");
        return;
      }
      poll(reader, layout.get());
      layout = layout();
    }
  }

  private void poll(TopicReader reader, TopicLayout layout) {
    if (reader.partitions() < layout.partitions()) {
      assign(reader, layout.partitions());
    }
    reader.poll(progress.isCaughtUp() ? POLL : FIRST_POLLS).forEach(this::take);
    handler.polled();
    advance(reader);
    backoff.reset();
    reportState();
  }

  private void assign(TopicReader reader, int count) {
    List<TopicPartition> added = reader.assign(count);
    for (TopicPartition partition : added) {
      Long position = progress.next(partition.partition());
      if (position == null) {
        reader.seekToBeginning(partition);
      } else {
        reader.seek(partition.partition(), position);
      }
    }
    if (!progress.isCaughtUp()) {
      progress.expect(watch.ends(added));
    } else if (partitions < count) {
      LOG.infof("Topic %s has %d partitions now: the added ones are read", topic, count);
    }
    partitions = count;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      handler.take(record);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
    }
    progress.set(record.partition(), record.offset() + 1);
  }

  // The consumer's position is behind the last record, and behind the transaction markers that
  // follow it.
  private void advance(TopicReader reader) {
    long behind = 0;
    for (TopicPartition partition : reader.assigned()) {
      OptionalLong position = reader.position(partition);
      if (position.isPresent()) {
        progress.set(partition.partition(), position.getAsLong());
      }
      progress.release(partition.partition());
      behind += reader.lag(partition);
    }
    lag = behind;
    if (!progress.isCaughtUp() && progress.isAtEnd()) {
      handler.caughtUp();
      progress.catchUp();
    }
  }

  private void readAgain(String why) {
    LOG.warnf("Topic %s is read again from its beginning: %s", topic, why);
    task.starting("it is read again from its beginning: " + why);
    progress.restart(new KafkaException("the topic " + topic + " lost the record"));
    handler.readingAgain();
  }

  private void reportState() {
    Optional<String> away = watch.away();
    Optional<String> problem = watch.trouble(topic);
    if (away.isPresent()) {
      task.kafkaAway(away.get());
    } else if (problem.isPresent()) {
      task.blocked(problem.get());
    } else if (progress.isCaughtUp()) {
      task.running();
    } else {
      task.starting("%d records are still to be read".formatted(lag));
    }
  }

  private void reportProblem() {
    watch
        .away()
        .ifPresentOrElse(task::kafkaAway, () -> watch.trouble(topic).ifPresent(task::blocked));
  }

  @Override
  public void close() {
    closing.set();
    TopicReader opened = reader;
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
