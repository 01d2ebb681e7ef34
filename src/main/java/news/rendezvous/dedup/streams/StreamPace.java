package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Paces polls and commits of the stream threads. Kafka Streams commits and punctuates between two
 * polls only, so a poll must be short while work is under way; but a thread without work that polls
 * a hundred times a second takes 2 % of a core. And an entry that comes alone need not wait for the
 * commit interval, which is for bursts: it is committed at once.
 */
public final class StreamPace {

  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final long IDLE_AFTER = Duration.ofSeconds(1).toNanos();

  private final long commitInterval;
  private final Map<TopicPartition, Long> polled = new ConcurrentHashMap<>();
  private final LongSupplier clock;
  private volatile long active;
  private volatile long committed;

  public StreamPace(Duration commitInterval) {
    this(commitInterval, System::nanoTime);
  }

  StreamPace(Duration commitInterval, LongSupplier clock) {
    this.commitInterval = commitInterval.toNanos();
    this.clock = clock;
    this.active = clock.getAsLong();
    this.committed = active;
  }

  /** There is work besides records, such as a rebuild: polls stay short. */
  public void active() {
    active = clock.getAsLong();
  }

  /** True for the last record that was polled of a partition, if the last commit is long ago. */
  public boolean isCommitDue(String topic, int partition, long offset) {
    Long last = polled.get(new TopicPartition(topic, partition));
    return last != null && last == offset && clock.getAsLong() - committed >= commitInterval;
  }

  Duration timeout(Duration busy) {
    boolean idle = !busy.isZero() && clock.getAsLong() - active > IDLE_AFTER;
    return idle ? IDLE_POLL : busy;
  }

  void polled(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      var ofPartition = records.records(partition);
      ConsumerRecord<byte[], byte[]> last = ofPartition.get(ofPartition.size() - 1);
      polled.put(partition, last.offset());
      active();
    }
  }

  void committed() {
    committed = clock.getAsLong();
  }
}
