package news.rendezvous.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Which partitions of the sources topic are this replica's to poll: membership in a consumer group
 * that never reads a record, since every replica reads them all anyway.
 */
final class Ownership implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Ownership.class);
  private static final Duration POLL = Duration.ofMillis(500);

  // A static member that does not say that it leaves is waited for as if it came back.
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

  /** Told of partitions that come and go, on the thread of the group's member. */
  interface Listener {
    void gained(Set<Integer> partitions);

    void lost(Set<Integer> partitions);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "rendezvous-ownership");
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A member that has not joined yet.
   *
   * @param settings of its consumer
   * @param topic the sources topic
   */
  Ownership(Map<String, Object> settings, String topic, Listener listener) {
    this.topic = topic;
    this.listener = listener;
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topic), new Rebalance());
      while (true) {
        consumer.poll(POLL);
      }
    } catch (WakeupException e) {
      LOG.debug("Leaving the group of pollers");
    } catch (FencedInstanceIdException e) {
      LOG.error(
          "This replica polls no more: a process with a copy of its data directory replaced it");
    } catch (RuntimeException e) {
      LOG.error("This replica polls no more: its membership in the group of pollers ended", e);
    } finally {
      consumer.close(LEAVING);
      closed.countDown();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Nothing is read; seeking keeps the group from looking for offsets that it never commits.
      consumer.pause(partitions);
      consumer.seekToEnd(partitions);
      listener.gained(numbers(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      listener.lost(numbers(partitions));
    }
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /** Leaves the group, so that the others take over at once. */
  @Override
  public void close() {
    consumer.wakeup();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
