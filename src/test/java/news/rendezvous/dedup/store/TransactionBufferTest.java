package news.rendezvous.dedup.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionBufferTest {

  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);
  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private final MapDatabase rows = new MapDatabase();
  private final StoreTransactions transactions = new StoreTransactions();
  private final PartitionDatabase database =
      new PartitionDatabase(CHANGELOG, rows, InstantSource.fixed(NOON));
  private final TransactionBuffer buffer = new TransactionBuffer(database, transactions);

  @BeforeEach
  void store() {
    for (String key : List.of("a", "b", "c", "d")) {
      rows.rows().put(bytes(key), bytes(key).get());
    }
  }

  @Test
  void readsItsOwnChanges() {
    write("b", "new");
    write("c", null);
    write("x", "added");

    assertThat(text(buffer.get(bytes("b")))).isEqualTo("new");
    assertThat(buffer.get(bytes("c"))).isNull();
    assertThat(
            buffer
                .getAll(Stream.of("a", "b", "c", "d", "x", "y").map(this::bytes).toList())
                .stream()
                .map(this::text))
        .containsExactly("a", "new", null, "d", "added", null);
  }

  @Test
  void mergesItsKeysWithThoseOfTheDatabase() {
    write("a", null);
    write("b", null);
    write("bb", "added");
    write("z", "beyond");

    assertThat(keys("a", "d", 2)).containsExactly("bb", "c");
    assertThat(keys("a", "d", 9)).containsExactly("bb", "c", "d");
    assertThat(keys("b", "c", 1)).containsExactly("bb");
  }

  @Test
  void changesTheDatabaseAtTheCommitOnly() {
    write("a", "new");
    write("b", null);
    assertThat(stored()).containsExactly("a=a", "b=b", "c=c", "d=d");

    transactions.committed();

    assertThat(stored()).containsExactly("a=new", "c=c", "d=d");
  }

  @Test
  void changesNothingAfterAnAbort() {
    AtomicInteger rollbacks = new AtomicInteger();
    buffer.onRollback(rollbacks::incrementAndGet);
    write("a", "new");

    transactions.aborted();
    transactions.committed();

    assertThat(text(buffer.get(bytes("a")))).isEqualTo("a");
    assertThat(stored()).containsExactly("a=a", "b=b", "c=c", "d=d");
    assertThat(rollbacks).hasValue(1);
  }

  /** Kafka Streams closes one store and commits the transaction of others. */
  @Test
  void writesNothingAfterItWasClosed() {
    write("a", "new");
    sent(CHANGELOG, 7);

    buffer.close();
    transactions.committed();

    assertThat(stored()).containsExactly("a=a", "b=b", "c=c", "d=d");
    assertThat(database.position()).isEmpty();
  }

  @Test
  void storesTheOffsetOfTheLastRecordOfTheTransaction() {
    write("a", "new");
    sent(CHANGELOG, 7);
    sent(CHANGELOG, 9);
    sent(new TopicPartition("changelog", 4), 100);
    transactions.committed();

    assertThat(database.position()).contains(new ChangelogPosition(9, NOON));
    assertThat(ChangelogPosition.of(rows.get(StoreKeys.position()))).isEqualTo(database.position());
  }

  /** A producer that repeats a batch does not learn its offset. */
  @Test
  void keepsItsPositionWhereTheOffsetIsUnknown() {
    write("a", "new");
    sent(CHANGELOG, 7);
    transactions.committed();
    write("a", "newer");
    sent(CHANGELOG, -1);
    transactions.committed();

    assertThat(database.position()).contains(new ChangelogPosition(7, NOON));
    assertThat(text(rows.get(bytes("a")))).isEqualTo("newer");
  }

  /** What is not restored yet may have been deleted since the restore began. */
  @Test
  void keepsTheTimeOfTheBeginningDuringARestore() {
    AtomicInteger hours = new AtomicInteger();
    PartitionDatabase restoring =
        new PartitionDatabase(
            CHANGELOG, new MapDatabase(), () -> NOON.plusSeconds(3600L * hours.getAndIncrement()));

    restoring.restored(10, false);
    restoring.restored(20, false);
    assertThat(restoring.position()).contains(new ChangelogPosition(20, NOON));

    restoring.restored(20, true);
    assertThat(restoring.position()).contains(new ChangelogPosition(20, NOON.plusSeconds(3600)));
  }

  private void sent(TopicPartition partition, long offset) {
    transactions.sent(
        partition,
        CompletableFuture.completedFuture(new RecordMetadata(partition, offset, 0, -1, 0, 0)));
  }

  private void write(String key, String value) {
    buffer.write(Map.of(bytes(key), Optional.ofNullable(value).map(it -> bytes(it).get())));
  }

  private List<String> keys(String from, String to, int max) {
    return buffer.keys(bytes(from), bytes(to), max).stream().map(key -> text(key.get())).toList();
  }

  private List<String> stored() {
    Map<Bytes, byte[]> all = new HashMap<>(rows.rows());
    all.remove(StoreKeys.position());
    return all.entrySet().stream()
        .map(row -> text(row.getKey().get()) + '=' + text(row.getValue()))
        .sorted()
        .toList();
  }

  private Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII);
  }
}
