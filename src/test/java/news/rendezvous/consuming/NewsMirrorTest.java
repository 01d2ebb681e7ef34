package news.rendezvous.consuming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.consuming.NewsMirror.Row;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.TestTopics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer of the guide, run against a broker. */
class NewsMirrorTest {

  private static final String FERRY = "urn:uuid:8d5c8ee2-5a0d-5f0c-8b25-0c4f5c2a7f01";
  private static final String BRIDGE = "urn:uuid:8d5c8ee2-5a0d-5f0c-8b25-0c4f5c2a7f02";
  private static final String RUMOUR = "urn:uuid:8d5c8ee2-5a0d-5f0c-8b25-0c4f5c2a7f03";

  @TempDir static Path dir;
  private static TestBroker broker;
  private static KafkaProducer<String, byte[]> service;

  private final Map<String, Row> table = new HashMap<>();
  private NewsMirror mirror;

  @BeforeAll
  static void writeWhatTheServiceWouldWrite() throws Exception {
    broker = TestBroker.start(dir, TestTopics.named("rendezvous"));
    Map<String, Object> settings = broker.kafka().settings();
    settings.put("transactional.id", "dedup");
    service = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    service.initTransactions();
    write(record(FERRY, 1, "published", "Ferry sails"), record(BRIDGE, 1, "published", "Bridge"));
    abort(record(RUMOUR, 1, "published", "Rumour"));
    write(record(FERRY, 2, "updated", "Ferry sails at ten"), record(BRIDGE, 2, "withdrawn", null));
    write(record(FERRY, 3, "translated", "Ferry sails at ten, says the guild"));
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    broker.close();
  }

  @AfterEach
  void close() {
    mirror.close();
  }

  @Test
  void keepsEachItemAsItIsNow() {
    mirror = mirror("copy");

    takeUntilTheFerryIsAt(3);

    assertThat(table).containsKeys(FERRY, BRIDGE).doesNotContainKey(RUMOUR);
    assertThat(table.get(FERRY).item().path("title").asText()).endsWith("says the guild");
    assertThat(table.get(BRIDGE)).isEqualTo(new Row(2, null));
  }

  @Test
  void changesNothingWhereRecordsAreReadOnceMore() {
    table.put(FERRY, new Row(3, null));
    table.put(BRIDGE, new Row(1, null));
    mirror = mirror("again");

    await().atMost(Duration.ofSeconds(30)).until(() -> takeNext().get(BRIDGE).revision() == 2);

    assertThat(table.get(FERRY)).isEqualTo(new Row(3, null));
  }

  @Test
  void goesOnWhereItsGroupStopped() throws Exception {
    mirror = mirror("stopped");
    takeUntilTheFerryIsAt(3);
    mirror.close();
    Map<String, Row> after = new HashMap<>();

    mirror = new NewsMirror(servers(), "stopped", after);
    String late = "urn:uuid:8d5c8ee2-5a0d-5f0c-8b25-0c4f5c2a7f04";
    write(record(late, 1, "published", "Late"));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              mirror.takeNext();
              assertThat(after).containsOnlyKeys(late);
            });
  }

  private NewsMirror mirror(String group) {
    return new NewsMirror(servers(), group, table);
  }

  private void takeUntilTheFerryIsAt(long revision) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> takeNext().getOrDefault(FERRY, new Row(0, null)).revision() == revision);
  }

  private Map<String, Row> takeNext() throws Exception {
    mirror.takeNext();
    return table;
  }

  private static String servers() {
    return (String) broker.kafka().settings().get("bootstrap.servers");
  }

  @SafeVarargs
  private static void write(ProducerRecord<String, byte[]>... records) {
    service.beginTransaction();
    List.of(records).forEach(service::send);
    service.commitTransaction();
  }

  private static void abort(ProducerRecord<String, byte[]> record) {
    service.beginTransaction();
    service.send(record);
    service.flush();
    service.abortTransaction();
  }

  private static ProducerRecord<String, byte[]> record(
      String id, int revision, String type, String title) {
    byte[] value = title == null ? null : "{\"title\":\"%s\"}".formatted(title).getBytes(UTF_8);
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("rendezvous.items", 0, id, value);
    record.headers().add("ce_id", (id + ";" + revision).getBytes(UTF_8));
    record.headers().add("ce_type", ("news.rendezvous.item." + type).getBytes(UTF_8));
    return record;
  }
}
