package news.rendezvous.ingest.resolve.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.rendezvous.ingest.resolve.ResolveSettings;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicWriter;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerLogTest {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Topics TOPICS = TestTopics.named("test");
  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");

  private static final EndPointAnswer ABSENT = new EndPointAnswer.Absent("absent", true);
  private static final EndPointAnswer TIMEOUT =
      new EndPointAnswer.Failed("timeout", "no answer", false);

  @TempDir static Path dir;
  private static TestBroker broker;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TopicClients clients = broker.clients(metrics);
  private final List<AnswerLog> opened = new ArrayList<>();
  private volatile Instant now = START;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(dir, TOPICS);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(log -> log.stop(new ShutdownEvent()));
  }

  @Test
  void restoresAnswersAfterARestart() {
    URI picture = address("a1");
    URI absent = address("a2");
    URI down = address("a3");
    EndPointAnswer.Resolved answer =
        new EndPointAnswer.Resolved(
            "media",
            CanonicalUrl.of(picture.toString()).stream().toList(),
            "image/png",
            null,
            true);
    AnswerCache before = open();
    keep(before, picture, answer);
    keep(before, absent, ABSENT);
    keep(before, down, TIMEOUT);
    keep(before, down, TIMEOUT);
    closeAll();

    AnswerCache after = open();

    now = START.plusSeconds(59);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              assertThat(recall(after, picture)).contains(answer);
              assertThat(recall(after, absent)).contains(ABSENT);
              assertThat(recall(after, down)).as("a minute after two failures").isPresent();
            });
    now = START.plusSeconds(61);
    assertThat(recall(after, down)).isEmpty();
    keep(after, down, TIMEOUT);
    now = now.plusSeconds(119);
    assertThat(recall(after, down)).as("counts on where it was").isPresent();
  }

  @Test
  void sharesAnswersWithOtherReplicas() {
    AnswerCache one = open();
    AnswerCache other = open();

    keep(one, address("b1"), ABSENT);

    await().atMost(WAIT).until(() -> recall(other, address("b1")).isPresent());
  }

  @Test
  void ignoresExpiredAnswers() {
    keep(open(), address("b2"), ABSENT);
    now = START.plus(Duration.ofDays(7));
    AnswerCache later = open();
    keep(open(), address("b3"), ABSENT);

    await().atMost(WAIT).until(() -> recall(later, address("b3")).isPresent());
    now = START;
    assertThat(recall(later, address("b2"))).isEmpty();
  }

  @Test
  void skipsPoisonRecords() {
    AnswerCache memory = open();

    try (TopicWriter writer = clients.writer()) {
      writer.send(record("https://harbour.example/a", "{}")).await().atMost(WAIT);
      writer.send(record("c".repeat(32), "{not json")).await().atMost(WAIT);
    }

    await()
        .atMost(WAIT)
        .until(
            () ->
                metrics.find("rendezvous.poison.records").counters().stream()
                    .anyMatch(counter -> counter.count() >= 2));
    keep(memory, address("b4"), ABSENT);
    AnswerCache other = open();
    await().atMost(WAIT).until(() -> recall(other, address("b4")).isPresent());
  }

  @Test
  void countsFailedWritesWithoutBlocking() {
    AnswerLog log = log(TestBroker.nowhere(metrics));
    AnswerCache memory = new AnswerCache(new ResolveSettings(WAIT), () -> now, log::write);

    keep(memory, address("b5"), ABSENT);

    assertThat(recall(memory, address("b5"))).isPresent();
    await().atMost(WAIT).until(() -> metrics.counter("rendezvous.resolve.unwritten").count() == 1);
  }

  @Test
  void boundsTheTopicInTimeAndSize() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.references());
    try (Admin admin = Admin.create(broker.kafka().properties())) {
      var config = admin.describeConfigs(List.of(topic)).all().get().get(topic);

      assertThat(config.get("cleanup.policy").value().split(",")).containsExactly("delete");
      assertThat(config.get("retention.ms").value())
          .isEqualTo(String.valueOf(Duration.ofDays(7).toMillis()));
      assertThat(config.get("retention.bytes").value()).isNotEqualTo("-1");
    }
  }

  private AnswerCache open() {
    AnswerLog log = log(clients);
    AnswerCache memory = new AnswerCache(new ResolveSettings(WAIT), () -> now, log::write);
    log.open(memory::learn);
    return memory;
  }

  private AnswerLog log(TopicClients clients) {
    await().atMost(WAIT).until(() -> clients.refusal(TOPICS.references()).isEmpty());
    AnswerLog log = new AnswerLog(clients, TOPICS, metrics);
    opened.add(log);
    return log;
  }

  private static ProducerRecord<String, byte[]> record(String key, String value) {
    return new ProducerRecord<>(TOPICS.references(), key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static URI address(String name) {
    return URI.create("https://harbour.example/getUrls?link=" + name.repeat(16));
  }

  private static LinkHash link(URI address) {
    return LinkHash.inAddress(address.toString()).orElseThrow();
  }

  private static Optional<EndPointAnswer> recall(AnswerCache memory, URI address) {
    return memory.recall(link(address), address);
  }

  private static void keep(AnswerCache memory, URI address, EndPointAnswer answer) {
    ReferenceQuery inquiry =
        new ReferenceQuery("source", link(address), "Quay", List.of(address), false);
    memory.keep(inquiry, address, answer, null);
  }
}
