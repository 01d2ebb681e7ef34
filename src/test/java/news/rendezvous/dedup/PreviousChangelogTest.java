package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.seenAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start of this version beside the changelog of the version before. */
class PreviousChangelogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final StoreLayout LAYOUT = new StoreLayout(4);

  /** The entries are of a fixed day: with a window of days they would expire. */
  private static final Duration WINDOW = Duration.ofDays(36_500);

  private static final Entry FERRY = entry("harbour", "a", "news.example.org/a", "It sails.");
  private static final Entry FERRY_LATE =
      seenAt(SEEN.plusSeconds(60), entry("harbour", "a", "news.example.org/a", "It is late."));
  private static final Entry QUAY = entry("harbour", "b", "news.example.org/b", "It is mended.");

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TestBroker broker;
  private PublishedItems items;
  private TopicWatch watch;
  private StageLauncher launcher;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    items = new PublishedItems(broker.kafka(), topics);
    watch =
        new TopicWatch(
            topics.wanted(),
            broker.kafka(),
            Duration.ofMillis(200),
            new BackgroundTaskRegistry(InstantSource.system(), metrics));
    watch.start();
    launcher =
        new StageLauncher(
            Replica.configured(DedupConfig.class, "rendezvous.dedup.window", WINDOW.toDays() + "d"),
            Replica.configured(
                BrokerConfig.class, "rendezvous.data-dir", dir.resolve("data").toString()),
            broker.kafka(),
            topics,
            watch,
            broker.clients(metrics),
            new PoisonRecords(metrics),
            metrics,
            PipelineTracing.OFF);
    await().atMost(PATIENCE).until(() -> launcher.generation().isPresent());
  }

  @AfterEach
  void stop() throws IOException {
    watch.close();
    items.close();
    broker.close();
  }

  @Test
  void isImported() throws Exception {
    Generation generation = launcher.generation().orElseThrow();
    writePrevious(rowsOf(FERRY, QUAY), generation);

    StageRun run = launcher.launch(generation, null, () -> {}, failure -> {});
    try {
      await().atMost(PATIENCE).until(() -> run.state() == KafkaStreams.State.RUNNING);
      send(FERRY, QUAY); // known
      send(FERRY_LATE);

      assertThat(items.awaitTypes(1)).containsExactly("updated");
      assertThat(items.records()).hasSize(1);
      assertThat(run.topics().changelog()).isEqualTo("test.dedup-memory-5-of-4-changelog");
    } finally {
      run.end();
    }
  }

  /** The database after these entries, each row of which the version before logged. */
  private Map<String, String> rowsOf(Dispatch... entries) {
    try (StageFixture stage = new StageFixture(dir.resolve("previous"), WINDOW)) {
      stage.send(entries);
      return stage.stored();
    }
  }

  private void writePrevious(Map<String, String> rows, Generation generation) throws Exception {
    String changelog = LAYOUT.previousChangelog("test.dedup");
    try (Admin admin = Admin.create(broker.kafka().properties())) {
      NewTopic topic = new NewTopic(changelog, Optional.of(4), Optional.empty());
      admin.createTopics(List.of(topic.configs(Map.of("cleanup.policy", "compact")))).all().get();
    }
    int partition = LAYOUT.partitionOf("en");
    HexFormat hex = HexFormat.of();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      rows.forEach(
          (key, value) ->
              producer.send(
                  new ProducerRecord<>(
                      changelog, partition, hex.parseHex(key), hex.parseHex(value))));
      String marker = generation.items() + " " + generation.entries() + " DONE";
      producer.send(
          new ProducerRecord<>(
              changelog,
              partition,
              "g".getBytes(StandardCharsets.US_ASCII),
              marker.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private void send(Entry... entries) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (Entry entry : entries) {
        producer.send(new ProducerRecord<>(topics.entries(), entry.edition(), Json.encode(entry)));
      }
    }
  }
}
