package news.rendezvous.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.ChangelogTopic;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that are added to the entries topic neither lose nor duplicate a story. */
class AddedPartitionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EDITIONS = 8;

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private TestBroker broker;
  private Admin admin;
  private PublishedItems items;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    admin = Admin.create(broker.kafka().properties());
    items = new PublishedItems(broker.kafka(), topics);
  }

  @AfterEach
  void stop() throws IOException {
    items.close();
    admin.close();
    broker.close();
  }

  @Test
  void storesAnEditionInTheSamePartitionAsBefore() throws Exception {
    StoreLayout before = changelog().ensure().store();
    KafkaStreams stage = running();
    send("a");
    items.awaitRecords(EDITIONS);
    leave(stage);

    admin.createPartitions(Map.of(topics.entries(), NewPartitions.increaseTo(7))).all().get();
    await().atMost(PATIENCE).until(() -> partitions(topics.entries()) == 7);
    ChangelogTopic.Ensured ensured = changelog().ensure();
    StoreLayout after = ensured.store();

    assertThat(ensured.partitions()).isEqualTo(7);
    assertThat(after).isEqualTo(before).isEqualTo(new StoreLayout(4));
    assertThat(partitions(after.changelog("test.dedup"))).isEqualTo(7);
    stage = running();
    send("a"); // repeated
    send("b");
    items.awaitRecords(2 * EDITIONS);
    leave(stage);
    assertThat(items.records()).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
  }

  @Test
  void extendsAnEntriesTopicThatWasCreatedAgainWithFewerPartitions() throws Exception {
    StoreLayout before = changelog().ensure().store();
    admin
        .createPartitions(Map.of(before.changelog("test.dedup"), NewPartitions.increaseTo(5)))
        .all()
        .get();
    await().atMost(PATIENCE).until(() -> partitions(before.changelog("test.dedup")) == 5);

    changelog().ensure();

    assertThat(partitions(topics.entries())).isEqualTo(5);
  }

  private ChangelogTopic changelog() {
    BrokerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(BrokerConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(BrokerConfig.class);
    return new ChangelogTopic(admin, topics, config.topics(), "test.dedup");
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private KafkaStreams running() throws IOException {
    KafkaStreams stage = Replica.of(dir.resolve("stage"), broker.kafka(), topics, 0);
    stage.start();
    await().atMost(PATIENCE).until(() -> stage.state() == KafkaStreams.State.RUNNING);
    return stage;
  }

  // A static member that returns without having left gets its old partitions.
  private static void leave(KafkaStreams stage) {
    stage.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(PATIENCE));
  }

  // Keyed by edition, like the service's own producer.
  private void send(String guid) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < EDITIONS; n++) {
        Entry entry =
            TestEntries.inEdition(
                "e" + n,
                TestEntries.entry("harbour", guid, "news.example.org/" + guid, "Tide " + guid));
        producer
            .send(new ProducerRecord<>(topics.entries(), entry.edition(), Json.encode(entry)))
            .get();
      }
    }
  }
}
