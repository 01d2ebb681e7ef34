package news.rendezvous.dedup.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StreamPaceTest {

  private static final Duration BUSY = Duration.ofMillis(10);

  private final AtomicLong clock = new AtomicLong();
  private final StreamPace pace = new StreamPace(Duration.ofMillis(50), clock::get);

  @Test
  void pollsLongAfterASecondWithoutWork() {
    advance(Duration.ofMillis(999));
    assertThat(pace.timeout(BUSY)).isEqualTo(BUSY);

    advance(Duration.ofMillis(2));

    assertThat(pace.timeout(BUSY)).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.timeout(Duration.ZERO)).isEqualTo(Duration.ZERO);
  }

  @Test
  void pollsShortAfterRecordsAndWhileThereIsOtherWork() {
    advance(Duration.ofSeconds(2));
    pace.polled(records(7));
    assertThat(pace.timeout(BUSY)).isEqualTo(BUSY);

    advance(Duration.ofSeconds(2));
    pace.polled(ConsumerRecords.empty());
    assertThat(pace.timeout(BUSY)).isNotEqualTo(BUSY);

    pace.active();
    assertThat(pace.timeout(BUSY)).isEqualTo(BUSY);
  }

  @Test
  void commitsAfterTheLastPolledRecordUnlessThereWasACommit() {
    advance(Duration.ofMillis(50));
    pace.polled(records(7, 8));

    assertThat(pace.isCommitDue("entries", 0, 7)).isFalse();
    assertThat(pace.isCommitDue("entries", 1, 8)).isFalse();
    assertThat(pace.isCommitDue("entries", 0, 8)).isTrue();

    pace.committed();
    assertThat(pace.isCommitDue("entries", 0, 8)).isFalse();
  }

  private void advance(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private static ConsumerRecords<byte[], byte[]> records(long... offsets) {
    TopicPartition partition = new TopicPartition("entries", 0);
    List<ConsumerRecord<byte[], byte[]>> records =
        Arrays.stream(offsets)
            .mapToObj(
                offset -> new ConsumerRecord<>("entries", 0, offset, new byte[] {}, new byte[] {}))
            .toList();
    return new ConsumerRecords<>(Map.of(partition, records), Map.of());
  }
}
