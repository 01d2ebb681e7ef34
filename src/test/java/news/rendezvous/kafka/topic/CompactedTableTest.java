package news.rendezvous.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import news.rendezvous.kafka.SharedBroker;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.KafkaAccess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class CompactedTableTest {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final KafkaAccess kafka = SharedBroker.kafka();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Queue<CompactedTable.Change<Boat>> changes = new ConcurrentLinkedQueue<>();
  private final TopicClients clients = TestBroker.clients(kafka, metrics);
  private String topic;

  record Boat(String name, int seats) {}

  @AfterEach
  void stopWatching() {
    clients.watch().close();
  }

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    topic = "table-" + test.getTestMethod().orElseThrow().getName();
    try (Admin admin = Admin.create(kafka.properties())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(3), Optional.empty())))
          .all()
          .get();
    }
  }

  @Test
  void keepsRowsInTheTopic() {
    try (CompactedTable<Boat> table = open()) {
      table.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);
      assertThat(table.find("a").orElseThrow()).isEqualTo(new Boat("Anna", 12));
      table.put("b", new Boat("Berta", 3), 2).await().atMost(WAIT);
      table.remove("b").await().atMost(WAIT);
    }

    try (CompactedTable<Boat> table = open()) {
      assertThat(table.partition("a")).contains(1);
      assertThat(table.find("b")).isEmpty();
      assertThat(table.partitions()).isEqualTo(3);
    }
  }

  @Test
  void movesARowToAnotherPartition() {
    try (CompactedTable<Boat> table = open()) {
      table.put("a", new Boat("Anna", 12), 0).await().atMost(WAIT);

      table.put("a", new Boat("Anna", 13), 2).await().atMost(WAIT);

      assertThat(table.partition("a")).contains(2);
      await()
          .atMost(WAIT)
          .until(() -> changes.size() == 2); // the listener is called when they are read
      assertThat(changes).extracting(change -> change.value().seats()).containsExactly(12, 13);
    }
    try (CompactedTable<Boat> table = open()) {
      assertThat(table.find("a").orElseThrow().seats()).isEqualTo(13);
    }
  }

  @Test
  void keepsTheTimeOfARowThatIsWrittenAgainUnchanged() {
    Instant written;
    try (CompactedTable<Boat> table = open()) {
      table.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);
      written = table.lastChanged("a").orElseThrow();
      await().atMost(WAIT).until(() -> written.isBefore(Instant.now()));

      table.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);

      await().atMost(WAIT).until(() -> changes.size() == 2); // the listener is called nevertheless
      assertThat(table.lastChanged("a")).contains(written);
    }
    try (CompactedTable<Boat> table = open()) {
      assertThat(table.lastChanged("a")).contains(written);

      table.put("a", new Boat("Anna", 13), 1).await().atMost(WAIT);

      assertThat(table.lastChanged("a").orElseThrow()).isAfter(written);
    }
  }

  @Test
  void keepsTheLaterOfTwoRowsOfAnInterruptedMove() throws Exception {
    try (TopicWriter writer = clients.writer()) {
      writer.send(at(2, 2_000, "{\"name\":\"new\",\"seats\":2}")).await().atMost(WAIT);
      writer.send(at(0, 1_000, "{\"name\":\"old\",\"seats\":1}")).await().atMost(WAIT);
    }

    try (CompactedTable<Boat> table = open()) {
      assertThat(table.find("a").orElseThrow().name()).isEqualTo("new");
    }
  }

  @Test
  void skipsPoisonRecords() throws Exception {
    try (TopicWriter writer = clients.writer()) {
      writer.send(at(0, 1, "{not json")).await().atMost(WAIT);
      writer
          .send(new ProducerRecord<>(topic, 0, null, "{}".getBytes(StandardCharsets.UTF_8)))
          .await()
          .atMost(WAIT);
    }

    try (CompactedTable<Boat> table = open()) {
      table.put("b", new Boat("Berta", 3), 0).await().atMost(WAIT);
      assertThat(table.values()).hasSize(1);
      assertThat(metrics.get("rendezvous.poison.records").counter().count()).isEqualTo(2);
    }
  }

  @Test
  void readsTheWritesOfOtherReplicas() {
    try (CompactedTable<Boat> one = open();
        CompactedTable<Boat> other = open()) {
      one.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);

      await().atMost(WAIT).until(() -> other.find("a").isPresent());
    }
  }

  @Test
  void keepsTheLastOfConcurrentWrites() {
    try (CompactedTable<Boat> table = open()) {
      List<Uni<Void>> writes =
          IntStream.rangeClosed(1, 100)
              .mapToObj(seats -> table.put("a", new Boat("Anna", seats), 1))
              .toList();

      Uni.join().all(writes).andFailFast().await().atMost(WAIT);

      assertThat(table.find("a").orElseThrow().seats()).isEqualTo(100);
      await()
          .atMost(WAIT)
          .untilAsserted(
              () ->
                  assertThat(changes)
                      .last()
                      .extracting(change -> change.value().seats())
                      .isEqualTo(100));
    }
  }

  @Test
  void removesARowThatAnotherReplicaRemoves() {
    try (CompactedTable<Boat> table = open();
        TopicWriter other = clients.writer()) {
      table.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);

      other.send(new ProducerRecord<>(topic, 1, "a", null)).await().atMost(WAIT);

      await().atMost(WAIT).until(() -> table.find("a").isEmpty());
      assertThat(changes).extracting(change -> change.value() == null).containsExactly(false, true);
    }
  }

  @Test
  void showsItsOwnWritesAtOnceWithoutAListener() {
    try (CompactedTable<Boat> table = clients.table(topic, Boat.class, (key, boat) -> true)) {
      table.caughtUp().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();

      table.put("a", new Boat("Anna", 12), 1).await().atMost(WAIT);

      assertThat(table.find("a").orElseThrow().seats()).isEqualTo(12);
      assertThat(table.values(1)).containsExactly(new Boat("Anna", 12));
      assertThat(table.values(0)).isEmpty();
    }
  }

  private ProducerRecord<String, byte[]> at(int partition, long timestamp, String json) {
    return new ProducerRecord<>(
        topic, partition, timestamp, "a", json.getBytes(StandardCharsets.UTF_8));
  }

  private CompactedTable<Boat> open() {
    CompactedTable<Boat> table =
        clients.table(topic, Boat.class, (key, boat) -> true, changes::add);
    table.caughtUp().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    return table;
  }
}
