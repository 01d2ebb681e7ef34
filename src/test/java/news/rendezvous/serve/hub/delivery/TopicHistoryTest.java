package news.rendezvous.serve.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import news.rendezvous.kafka.SharedBroker;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TestGroups;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.EventHistory.Block;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class TopicHistoryTest {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final KafkaAccess kafka = SharedBroker.kafka();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Topics topics = TestTopics.named("history-" + UUID.randomUUID());
  private TopicClients clients;
  private TopicHistory history;

  @BeforeEach
  void open() throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(topics.wanted()).all().get();
    }
    clients = TestBroker.clients(kafka, metrics);
    history =
        new TopicHistory(
            DeliveryParts.config(Map.of()), clients, topics, new PoisonRecords(metrics));
    clients.follower(
        topics.items(), TopicFollower.Reading.COMMITTED, record -> {}); // to watch the topic
    await().atMost(WAIT).until(() -> clients.layout(topics.items()).isPresent());
  }

  @AfterEach
  void close() {
    history.close();
    TestGroups.stopWatching(clients);
  }

  /** Writes records in transactions, each of which ends with a marker that has an offset too. */
  private void publish(int transactions, int records) {
    Map<String, Object> settings = kafka.settings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int n = 0; n < transactions; n++) {
        producer.beginTransaction();
        for (int m = 0; m < records; m++) {
          producer.send(record("news.rendezvous.item.withdrawn"));
        }
        producer.commitTransaction();
      }
    }
  }

  private ProducerRecord<String, byte[]> record(@Nullable String type) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topics.items(), 1, "urn:uuid:" + UUID.randomUUID(), null);
    if (type != null) {
      record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  private static List<Long> offsets(Block block) {
    return block.events().stream().map(HubEvent::offset).toList();
  }

  @Test
  void readsAPartitionBlockByBlock() {
    publish(60, 9); // 600 offsets, each tenth is a marker

    List<Long> all = new ArrayList<>();
    long at = 0;
    while (at < 600) {
      Block block = history.read(1, at);
      assertThat(block.from()).isLessThanOrEqualTo(at);
      assertThat(block.to()).isGreaterThan(at);
      all.addAll(offsets(block));
      at = block.to();
    }

    assertThat(all)
        .containsExactlyElementsOf(
            LongStream.range(0, 600).filter(n -> n % 10 != 9).boxed().toList());
    assertThat(history.end()[1]).isEqualTo(600);
  }

  @Test
  void sharesABlockAmongThoseThatAreInIt() {
    publish(30, 9);

    assertThat(history.read(1, 17)).isSameAs(history.read(1, 0)).isSameAs(history.read(1, 255));
  }

  @Test
  void readsTheLastBlockAgainOnceThereIsMore() {
    publish(1, 9);
    assertThat(history.read(1, 3).to()).isEqualTo(10);

    publish(1, 9);

    Block block = history.read(1, 10);
    assertThat(offsets(block)).hasSize(18);
    assertThat(block.to()).isEqualTo(20);
  }

  @Test
  void beginsWhereTheTopicBegins() throws Exception {
    publish(60, 9);
    deleteBefore(300);

    assertThat(history.read(1, 257).from()).isEqualTo(300);
    Block before = history.read(1, 5);
    assertThat(before.from()).isEqualTo(300);
    assertThat(before.to()).isEqualTo(300);
    assertThat(before.events()).isEmpty();
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(topics.items(), 1), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  @Test
  void failsAheadOfTheEnd() {
    publish(1, 9);

    assertThatThrownBy(() -> history.read(1, 900)).isInstanceOf(KafkaException.class);
  }

  @Test
  void leavesPoisonRecordsOut() {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(kafka.settings(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(record(null));
      producer.send(record("news.rendezvous.item.withdrawn"));
      producer.send(
          new ProducerRecord<>(topics.items(), 1, "no id", "{".getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(offsets(history.read(1, 0))).containsExactly(1L);
    assertThat(metrics.get("rendezvous.poison.records").counter().count()).isEqualTo(2);
  }
}
