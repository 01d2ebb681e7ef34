package news.rendezvous.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import news.rendezvous.broker.BrokerConfig;
import news.rendezvous.broker.TestBroker;
import news.rendezvous.broker.TestTopics;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that are added to the entries topic cost no story, and double none. */
class AddedPartitionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EDITIONS = 8;

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private final List<String> published = new ArrayList<>();
  private TestBroker broker;
  private Admin admin;
  private KafkaConsumer<String, byte[]> items;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    admin = Admin.create(broker.kafka().properties());
    items = items();
  }

  @AfterEach
  void stop() throws IOException {
    items.close();
    admin.close();
    broker.close();
  }

  @Test
  void remembersAnEditionWhereItDidBefore() throws Exception {
    MemoryLayout before = changelog().ensure();
    KafkaStreams stage = running();
    send("a");
    published(EDITIONS);
    leave(stage);

    admin.createPartitions(Map.of(topics.entries(), NewPartitions.increaseTo(7))).all().get();
    await().atMost(PATIENCE).until(() -> partitions(topics.entries()) == 7);
    MemoryLayout after = changelog().ensure();

    assertThat(after).isEqualTo(before).isEqualTo(new MemoryLayout(4));
    assertThat(partitions(after.changelog("test.dedup"))).isEqualTo(7);
    stage = running();
    send("a"); // known
    send("b");
    published(2 * EDITIONS);
    leave(stage);
    assertThat(published).doesNotHaveDuplicates();
  }

  @Test
  void givesAnEntriesTopicThatWasMadeAgainWhatTheMemoryNeeds() throws Exception {
    MemoryLayout before = changelog().ensure();
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

  // A static member that comes back without having left gets its old partitions.
  private static void leave(KafkaStreams stage) {
    stage.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(PATIENCE));
  }

  // By edition, as the producers of the service do it.
  private void send(String guid) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < EDITIONS; n++) {
        Entry entry =
            of("e" + n, Entries.entry("harbour", guid, "news.example.org/" + guid, "Tide " + guid));
        producer
            .send(new ProducerRecord<>(topics.entries(), entry.edition(), Json.encode(entry)))
            .get();
      }
    }
  }

  private static Entry of(String edition, Entry entry) {
    return new Entry(
        edition,
        entry.source(),
        entry.site(),
        entry.guid(),
        entry.seen(),
        false,
        entry.aliases(),
        entry.fingerprint(),
        null,
        entry.story(),
        null,
        null,
        List.of());
  }

  private void published(int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              items.poll(Duration.ofMillis(100)).forEach(record -> published.add(record.key()));
              return published.size() >= count;
            });
  }

  private KafkaConsumer<String, byte[]> items() {
    Map<String, Object> settings = broker.kafka().settings();
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, 4).mapToObj(n -> new TopicPartition(topics.items(), n)).toList());
    return consumer;
  }
}
