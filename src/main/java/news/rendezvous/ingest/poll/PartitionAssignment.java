package news.rendezvous.ingest.poll;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DataDirectory;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Membership of this replica in the consumer group of the pollers, which assigns it partitions of
 * the sources topic. The consumer reads no record: every replica has all sources in its table.
 *
 * <p>A static member (KIP-345), so that a restart within the session timeout keeps its partitions.
 */
@ApplicationScoped
class PartitionAssignment {

  private static final Logger LOG = Logger.getLogger(PartitionAssignment.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long FIRST_PAUSE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 15_000;

  /** {@code metadata.max.age.ms}: added partitions are assigned within this time. */
  private static final int METADATA_MS = 10_000;

  // By default a static member does not leave the group, which keeps its partitions (KIP-1092).
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(Duration.ofSeconds(5));

  /** Receives assigned and revoked partitions, on the thread of the consumer. */
  interface Listener {
    void gained(Set<Integer> partitions);

    void lost(Set<Integer> partitions);
  }

  private final PollConfig config;
  private final BrokerConfig brokerConfig;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final TopicWatch watch;
  private final MeterRegistry metrics;
  private final BackgroundTask task;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Confined to the thread of the consumer. */
  private final Set<Integer> owned = new HashSet<>();

  private boolean assigned;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Throwable failure;

  @Inject
  PartitionAssignment(
      PollConfig config,
      BrokerConfig brokerConfig,
      KafkaAccess kafka,
      Topics topics,
      TopicWatch watch,
      BackgroundTaskRegistry work,
      MeterRegistry metrics) {
    this.config = config;
    this.brokerConfig = brokerConfig;
    this.kafka = kafka;
    this.topics = topics;
    this.watch = watch;
    this.metrics = metrics;
    this.task = work.register("poll");
  }

  /** Joins the group. The service is not ready while it is not a member. */
  void join(Listener listener) {
    Thread started = new Thread(() -> run(listener), "rendezvous-ownership");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  private Map<String, Object> settings() {
    int session = (int) config.sessionTimeout().toMillis();
    Map<String, Object> settings =
        kafka.settings(Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.named("poll"));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 10);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return settings;
  }

  private String instanceId() {
    try {
      return DataDirectory.groupInstanceId(brokerConfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Listener listener) {
    long pause = FIRST_PAUSE_MS;
    try {
      while (!isClosing()) {
        try {
          consume(listener);
        } catch (WakeupException e) {
          LOG.debug("Leaving the group of pollers");
        } catch (FencedInstanceIdException e) {
          task.stopped(
              "this replica polls no more, a process with a copy of its data directory replaced it: give each replica a data directory of its own and restart");
          return;
        } catch (RuntimeException e) {
          LOG.debug("Consumer of the group of pollers failed and is opened again", e);
          task.failing(e);
          pause = assigned ? FIRST_PAUSE_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
          pause(pause);
        } finally {
          leave(listener);
        }
      }
      Throwable cause = failure;
      if (cause != null) {
        task.died(cause);
      }
    } catch (RuntimeException | Error e) { // a bug, or no memory: another attempt would not help
      task.died(e);
      throw e;
    }
  }

  private void consume(Listener listener) {
    KafkaConsumer<byte[], byte[]> opened =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer = opened;
    try (KafkaClientMetrics shown = new KafkaClientMetrics(opened)) {
      shown.bindTo(metrics);
      opened.subscribe(List.of(topics.sources()), new Rebalance(opened, listener));
      while (!isClosing()) {
        opened.poll(POLL);
        reportHealth();
      }
    }
  }

  private void reportHealth() {
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

  // Once it is no member, another replica may poll the same sources.
  private void leave(Listener listener) {
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
      LOG.debug("LeaveGroup failed: the group of pollers waits for the end of the session", e);
    }
  }

  private boolean isClosing() {
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

  /**
   * Leaves the group after a failure that only a restart repairs, so that other replicas take over.
   */
  void fail(Throwable cause) {
    failure = cause;
    signal();
    if (thread == null) {
      task.died(cause);
    }
  }

  private void signal() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
  }

  /** Leaves the group, so that other replicas take over at once. */
  void close() {
    signal();
    Thread started = thread;
    if (started == null) {
      return;
    }
    try {
      started.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Listener listener;

    private Rebalance(KafkaConsumer<byte[], byte[]> consumer, Listener listener) {
      this.consumer = consumer;
      this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
      owned.addAll(numbers(partitions));
      // Without a position the consumer would look up committed offsets, which this group has not.
      consumer.pause(partitions);
      consumer.seekToEnd(partitions);
      listener.gained(numbers(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      owned.removeAll(numbers(partitions));
      listener.lost(numbers(partitions));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
  }
}
