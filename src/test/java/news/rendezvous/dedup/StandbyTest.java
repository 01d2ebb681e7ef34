package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path dir;
  private final Topics topics = TestTopics.named("test");
  private final RestoredRecords restored = new RestoredRecords();
  private final List<KafkaStreams> replicas = new ArrayList<>();
  private TestBroker broker;
  private PublishedItems items;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start(dir.resolve("broker"), topics);
    items = new PublishedItems(broker.kafka(), topics);
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
  void takesOverWithoutARestore() throws Exception {
    send(version(1));
    assertThat(items.awaitTypes(20)).containsOnly("published");
    await().atMost(PATIENCE).until(this::allIsCopied);
    restored.reset();

    replicas.get(0).close(new KafkaStreams.CloseOptions().leaveGroup(true));
    send(version(1));
    send(version(2));

    assertThat(items.awaitTypes(20)).containsOnly("updated");
    assertThat(restored.count()).isZero();
  }

  // The last offset of the changelog is a transaction marker, which a consumer does not count.
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

  private KafkaStreams replica(Path data) throws IOException {
    KafkaStreams replica = Replica.of(data, broker.kafka(), topics, 1);
    replica.setGlobalStateRestoreListener(restored);
    return replica;
  }
}
