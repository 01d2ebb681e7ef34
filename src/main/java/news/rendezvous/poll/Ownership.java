package news.rendezvous.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.TopicWatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions of the sources topic are this replica's to poll: membership in a consumer group
 * that never reads a record, since every replica reads them all anyway.
 */
final class Ownership implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Ownership.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long FIRST_PAUSE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 15_000;

  // A static member that does not say that it leaves is waited for as if it came back.
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(Duration.ofSeconds(5));

  /** Told of partitions that come and go, on the thread of the group's member. */
  interface Listener {
    void gained(Set<Integer> partitions);

    void lost(Set<Integer> partitions);
  }

  private final Supplier<Map<String, Object>> settings;
  private final String topic;
  private final TopicWatch watch;
  private final BackgroundTask task;
  private final MeterRegistry metrics;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "rendezvous-ownership");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Integer> owned = new HashSet<>();
  private boolean assigned;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A member that has not joined yet.
   *
   * @param settings of its consumer; asked for at each try
   * @param topic the sources topic
   * @param task shows whether it is a member
   */
  Ownership(
      Supplier<Map<String, Object>> settings,
      String topic,
      TopicWatch watch,
      BackgroundTask task,
      MeterRegistry metrics,
      Listener listener) {
    this.settings = settings;
    this.topic = topic;
    this.watch = watch;
    this.task = task;
    this.metrics = metrics;
    this.listener = listener;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long pause = FIRST_PAUSE_MS;
    try {
      while (!closed()) {
        try {
          member();
        } catch (WakeupException e) {
          LOG.debug("Leaving the group of pollers");
        } catch (FencedInstanceIdException e) {
          task.stopped(
              "this replica polls no more, a process with a copy of its data directory replaced it: give each replica a data directory of its own and restart");
          return;
        } catch (RuntimeException e) {
          LOG.debug("The membership in the group of pollers failed", e);
          task.failing(e);
          pause = assigned ? FIRST_PAUSE_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
          pause(pause);
        } finally {
          leave();
        }
      }
    } catch (Error e) { // memory or classes are missing: another try would not help
      task.died(e);
      throw e;
    }
  }

  private void member() {
    KafkaConsumer<byte[], byte[]> opened =
        new KafkaConsumer<>(
            settings.get(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer = opened;
    try (KafkaClientMetrics shown = new KafkaClientMetrics(opened)) {
      shown.bindTo(metrics);
      opened.subscribe(List.of(topic), new Rebalance(opened));
      while (!closed()) {
        opened.poll(POLL);
        show();
      }
    }
  }

  private void show() {
    watch
        .away()
        .ifPresentOrElse(
            task::kafkaAway,
            () -> {
              if (assigned) {
                task.running();
              } else {
                task.starting("it has not been given its share of the sources");
              }
            });
  }

  // What a member does not own any more must not be polled by two.
  private void leave() {
    KafkaConsumer<byte[], byte[]> left = consumer;
    consumer = null;
    assigned = false;
    if (left != null) {
      close(left);
    }
    if (!owned.isEmpty()) {
      listener.lost(Set.copyOf(owned));
      owned.clear();
    }
  }

  private static void close(KafkaConsumer<byte[], byte[]> left) {
    try {
      left.close(LEAVING);
    } catch (KafkaException e) {
      LOG.debug("The group of pollers was not told that this member leaves", e);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("Leaving the group of pollers");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Rebalance(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
      owned.addAll(numbers(partitions));
      // Nothing is read; seeking keeps the group from looking for offsets that it never commits.
      consumer.pause(partitions);
      consumer.seekToEnd(partitions);
      listener.gained(numbers(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      owned.removeAll(numbers(partitions));
      listener.lost(numbers(partitions));
    }
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /** Leaves the group, so that the others take over at once. */
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> opened = consumer;
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
