package news.rendezvous.serve.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import news.rendezvous.item.Json;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.SharedBroker;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.TestGroups;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicWriter;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class SubscriberRegistryTest {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final String HERE = StreamPosition.of(3, 4).toString();
  private static final String LATER = StreamPosition.of(7, 4).toString();
  private static final DeliveryState FOUR = new DeliveryState(4, 0, 0, null, null, null);

  private final KafkaAccess kafka = SharedBroker.kafka();
  private final TopicClients clients = TestBroker.clients(kafka, new SimpleMeterRegistry());
  private final Topics topics = TestTopics.named("registry-" + UUID.randomUUID());
  private SubscriberRegistry registry;

  @BeforeEach
  void open() throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(topics.wanted()).all().get();
    }
    registry = opened(clients);
  }

  private SubscriberRegistry opened(TopicClients clients) {
    SubscriberRegistry opened = new SubscriberRegistry(clients, topics);
    opened.open();
    opened.ready().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    return opened;
  }

  @AfterEach
  void close() {
    registry.close();
    TestGroups.stopWatching(clients);
  }

  private static Subscriber subscriber(Instant leaseEnd, String secret) {
    String callback = "http://127.0.0.1:9001/harbour";
    String topic = "http://127.0.0.1:8080/feed.atom";
    return new Subscriber(
        Subscriber.webSubId(topic, callback),
        Kind.WEBSUB,
        FeedUrl.of(callback),
        topic,
        new StoredSecret(secret, null),
        NOON,
        leaseEnd,
        HERE,
        DeliveryState.NONE);
  }

  private Subscriber found(Subscriber of) {
    return registry.find(of.id()).orElseThrow();
  }

  /** A write of another replica, which does not know of anything that was written meanwhile. */
  private void overwrite(Subscriber row, byte[] json) {
    try (TopicWriter writer = clients.writer()) {
      int partition = registry.partition(row.id()).orElseThrow();
      writer
          .send(new ProducerRecord<>(topics.subscriptions(), partition, row.id(), json))
          .await()
          .atMost(WAIT);
    }
  }

  @Test
  void keepsPositionAndStateInARenewal() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    registry.store().progress(first.id(), LATER, FOUR).await().atMost(WAIT);

    registry.subscribe(subscriber(NOON.plusSeconds(900), "two")).await().atMost(WAIT);

    Subscriber row = found(first);
    assertThat(row.leaseEnd()).isEqualTo(NOON.plusSeconds(900));
    assertThat(Objects.requireNonNull(row.secret()).plain()).isEqualTo("two");
    assertThat(row.position()).isEqualTo(LATER);
    assertThat(row.state()).isEqualTo(FOUR);
  }

  @Test
  void keepsLeaseAndSecretWhereTheOwnerWritesAPosition() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);

    registry.store().progress(first.id(), LATER, FOUR).await().atMost(WAIT);

    assertThat(found(first)).isEqualTo(first.at(LATER, FOUR));
  }

  @Test
  void doesNotBringARemovedSubscriberBack() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    registry.remove(first.id()).await().atMost(WAIT);

    registry.store().progress(first.id(), LATER, FOUR).await().atMost(WAIT);

    assertThat(registry.find(first.id())).isEmpty();
  }

  @Test
  void writesARenewalAgainThatTheOwnerOverwrote() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    Subscriber renewal = subscriber(NOON.plusSeconds(900), "two");
    registry.subscribe(renewal).await().atMost(WAIT);

    overwrite(first, Json.encode(first.at(LATER, FOUR)));

    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              assertThat(found(first).position()).isEqualTo(LATER);
              assertThat(found(first).leaseEnd()).isEqualTo(renewal.leaseEnd());
              assertThat(found(first).secret()).isEqualTo(renewal.secret());
            });
  }

  @Test
  void leavesALaterRenewalOfAnotherReplica() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    registry.subscribe(subscriber(NOON.plusSeconds(900), "two")).await().atMost(WAIT);
    Subscriber shorter = subscriber(NOON.plusSeconds(300), "three");

    overwrite(shorter, Json.encode(shorter));

    await().atMost(WAIT).until(() -> found(first).equals(shorter));
    registry.store().progress(first.id(), LATER, FOUR).await().atMost(WAIT);
    assertThat(found(first)).isEqualTo(shorter.at(LATER, FOUR));
  }

  @Test
  void removesAgainWhatTheOwnerWroteAfterTheRemoval() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    int partition = registry.partition(first.id()).orElseThrow();
    SubscriberRegistry other = opened(clients);
    registry.remove(first.id()).await().atMost(WAIT);

    try (TopicWriter writer = clients.writer()) {
      byte[] json = Json.encode(first.at(LATER, FOUR));
      writer
          .send(new ProducerRecord<>(topics.subscriptions(), partition, first.id(), json))
          .await()
          .atMost(WAIT);
      writer
          .send(new ProducerRecord<>(topics.subscriptions(), partition, "end", json(first)))
          .await()
          .atMost(WAIT);
    }

    await().atMost(WAIT).until(() -> other.find("end").isPresent());
    await()
        .atMost(WAIT)
        .until(() -> registry.find(first.id()).isEmpty() && other.find(first.id()).isEmpty());
    other.close();
  }

  private static byte[] json(Subscriber like) {
    return Json.encode(
        new Subscriber(
            "end",
            Kind.WEBSUB,
            like.callback(),
            like.topic(),
            null,
            NOON,
            null,
            HERE,
            DeliveryState.NONE));
  }

  @Test
  void takesASubscriberAgainAfterItsRemoval() {
    Subscriber first = subscriber(NOON.plusSeconds(60), "one");
    registry.subscribe(first).await().atMost(WAIT);
    registry.remove(first.id()).await().atMost(WAIT);
    Subscriber again =
        new Subscriber(
            first.id(),
            first.kind(),
            first.callback(),
            first.topic(),
            first.secret(),
            NOON.plusSeconds(5),
            NOON.plusSeconds(65),
            LATER,
            DeliveryState.NONE);

    registry.subscribe(again).await().atMost(WAIT);
    SubscriberRegistry other = opened(clients);

    assertThat(found(first)).isEqualTo(again);
    assertThat(other.find(first.id())).contains(again);
    assertThat(List.copyOf(other.all().toList())).containsExactly(again);
    other.close();
  }
}
