package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.MeterRegistry;
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
import news.rendezvous.kafka.client.ClientMetrics;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DataDirectory;
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
 * Membership of this replica in a consumer group, which assigns it partitions of a topic: the work
 * on their rows is its own. The consumer reads no record: every replica has all rows in its table.
 *
 * <p>A static member (KIP-345), so that a restart within the session timeout keeps its partitions.
 */
public final class PartitionAssignment implements AutoCloseable {

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
  public interface Listener {
    void gained(Set<Integer> partitions);

    void lost(Set<Integer> partitions);
  }

  /**
   * A group of replicas.
   *
   * @param name {@code group.id}
   * @param topic whose partitions are assigned
   * @param task name of the background task, as health shows it
   * @param session {@code session.timeout.ms}: time after which the partitions of a lost replica
   *     are assigned to others
   */
  record Group(String name, String topic, String task, Duration session) {}

  private final Group group;
  private final BrokerConfig brokerConfig;
  private final KafkaAccess kafka;
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

  PartitionAssignment(
      Group group,
      BrokerConfig brokerConfig,
      KafkaAccess kafka,
      TopicWatch watch,
      BackgroundTaskRegistry work,
      MeterRegistry metrics) {
    this.group = group;
    this.brokerConfig = brokerConfig;
    this.kafka = kafka;
    this.watch = watch;
    this.metrics = metrics;
    this.task = work.register(group.task());
  }

  /** Joins the group. The service is not ready while it is not a member. */
  public void join(Listener listener) {
    Thread started = new Thread(() -> run(listener), "rendezvous-ownership-" + group.topic());
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  private Map<String, Object> settings() {
    int session = (int) group.session().toMillis();
    Map<String, Object> settings =
        kafka.settings(Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group.name());
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
          LOG.debugf("Leaving the group %s", group.name());
        } catch (FencedInstanceIdException e) {
          task.stopped(
              "this replica takes no part any more, a process with a copy of its data directory replaced it: give each replica a data directory of its own and restart");
          return;
        } catch (RuntimeException e) {
          LOG.debugf(e, "Consumer of the group %s failed and is opened again", group.name());
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
    try (ClientMetrics shown = ClientMetrics.of(opened, metrics)) {
      opened.subscribe(List.of(group.topic()), new Rebalance(opened, listener));
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
                task.starting("it has not been given its share of " + group.topic());
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
      LOG.debug("LeaveGroup failed: the group waits for the end of the session", e);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debugf("Leaving the group %s", group.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Leaves the group after a failure that only a restart repairs, so that other replicas take over.
   */
  public void fail(Throwable cause) {
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
  @Override
  public void close() {
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
