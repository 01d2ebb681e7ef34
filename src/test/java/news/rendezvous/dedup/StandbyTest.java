package news.rendezvous.dedup;

import static news.rendezvous.dedup.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import news.rendezvous.broker.TestBroker;
import news.rendezvous.broker.TestTopics;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private final AtomicLong restored = new AtomicLong();
  private final List<KafkaStreams> replicas = new ArrayList<>();
  private TestBroker broker;
  private KafkaConsumer<String, byte[]> items;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    items = items();
    for (String name : List.of("one", "other")) {
      KafkaStreams replica = replica(dir.resolve(name));
      replicas.add(replica);
      replica.start();
      await().atMost(PATIENCE).until(() -> replica.state() == KafkaStreams.State.RUNNING);
    }
  }

  @AfterEach
  void stop() throws IOException {
    replicas.forEach(replica -> replica.close(Duration.ofSeconds(5)));
    items.close();
    broker.close();
  }

  @Test
  void takesOverWithWhatItHasCopied() throws Exception {
    send(version(1));
    assertThat(published(20)).containsOnly("published");
    await().atMost(PATIENCE).until(this::allIsCopied);
    restored.set(0);

    replicas.get(0).close(new KafkaStreams.CloseOptions().leaveGroup(true));
    send(version(1));
    send(version(2));

    assertThat(published(20)).containsOnly("updated");
    assertThat(restored).hasValue(0);
  }

  // The last offset of a copy is the mark of a commit, which no consumer of committed records has.
  private boolean allIsCopied() {
    return replicas.stream()
        .map(replica -> replica.allLocalStorePartitionLags().get(Replica.LAYOUT.storeName()))
        .allMatch(
            lags ->
                lags != null
                    && lags.size() == 4
                    && lags.values().stream()
                        .mapToLong(LagInfo::offsetLag)
                        .allMatch(lag -> lag <= 1));
  }

  private static List<Entry> version(int version) {
    return IntStream.range(0, 20)
        .mapToObj(n -> entry("harbour", "g" + n, "news.example.org/" + n, "Tide " + version))
        .toList();
  }

  private void send(List<Entry> entries) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            broker.kafka().settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < entries.size(); n++) {
        byte[] value = Json.encode(entries.get(n));
        producer.send(new ProducerRecord<>(topics.entries(), n % 4, "en" + n % 4, value)).get();
      }
    }
  }

  /** Types of the items published since they were asked for last. */
  private List<String> published(int count) {
    List<String> types = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              items.poll(Duration.ofMillis(100)).forEach(record -> types.add(type(record)));
              return types.size() >= count;
            });
    return types;
  }

  private static String type(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
        .replace("news.rendezvous.item.", "");
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

  private KafkaStreams replica(Path data) throws IOException {
    KafkaStreams replica = Replica.of(data, broker.kafka(), topics, 1);
    replica.setGlobalStateRestoreListener(new Restorations());
    return replica;
  }

  /** Counts what had to be read from the changelog before entries could be decided. */
  private final class Restorations implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      restored.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {}
  }
}
