package news.rendezvous.serve.hub.delivery.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.SharedBroker;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas over one broker: what one begins, the other goes on with. */
@ExtendWith(SharedBroker.class)
class DeliveryTakeoverTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final int SUBSCRIBERS = 12;
  private static final String FEED = "http://127.0.0.1:8080/feed.atom";

  @TempDir Path dir;

  private final KafkaAccess kafka = SharedBroker.kafka();
  private final String prefix = "takeover-" + UUID.randomUUID();
  private final Topics topics = TestTopics.named(prefix);
  private final Map<String, List<String>> got = new ConcurrentHashMap<>();
  private final Set<String> replicas = ConcurrentHashMap.newKeySet();
  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService answering = Executors.newFixedThreadPool(4);
  private final List<String> published = new ArrayList<>();
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    try (Admin admin = Admin.create(kafka.properties())) {
      admin.createTopics(topics.wanted()).all().get();
    }
    producer =
        new KafkaProducer<>(kafka.settings(), new StringSerializer(), new ByteArraySerializer());
    for (int n = 0; n < SUBSCRIBERS; n++) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress("127.0.0." + (n + 1), 0), 100); // a host each
      server.createContext("/", this::answer);
      server.setExecutor(answering);
      server.start();
      servers.add(server);
    }
  }

  @AfterEach
  void stop() {
    producer.close(Duration.ZERO);
    servers.forEach(server -> server.stop(0));
    answering.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    replicas.add(exchange.getRequestHeaders().getFirst("X-Replica"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    got.computeIfAbsent(exchange.getRequestURI().getPath(), key -> new CopyOnWriteArrayList<>())
        .addAll(Arrays.asList(body.split(",")));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void subscribeAll(DeliveryReplica replica) {
    await().atMost(WAIT).until(() -> replica.subscribers.isRead() && replica.window.isReady());
    for (int n = 0; n < SUBSCRIBERS; n++) {
      String callback =
          "http://127.0.0.%d:%d/%d".formatted(n + 1, servers.get(n).getAddress().getPort(), n);
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      replica
          .subscribers
          .subscribe(
              new Subscriber(
                  Subscriber.webSubId(FEED, callback),
                  Kind.WEBSUB,
                  FeedUrl.of(callback),
                  FEED,
                  null,
                  now,
                  now.plus(Duration.ofDays(1)),
                  replica.window.reached().toString(),
                  DeliveryState.NONE))
          .await()
          .atMost(WAIT);
    }
  }

  private void publish(int count) throws Exception {
    for (int n = 0; n < count; n++) {
      String id = "urn:uuid:" + UUID.randomUUID();
      ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.items(), id, null);
      record
          .headers()
          .add("ce_type", "news.rendezvous.item.withdrawn".getBytes(StandardCharsets.UTF_8));
      var at = producer.send(record).get();
      published.add(at.partition() + ":" + at.offset());
    }
  }

  private boolean publishedAndServedByAll(String... names) throws Exception {
    replicas.clear();
    publish(20);
    await().atMost(WAIT).until(this::haveAll);
    return replicas.containsAll(List.of(names));
  }

  private boolean haveAll() {
    return IntStream.range(0, SUBSCRIBERS)
        .allMatch(n -> got.getOrDefault("/" + n, List.of()).containsAll(published));
  }

  private DeliveryReplica replica(String name) {
    return new DeliveryReplica(kafka.bootstrapServers().get(0), prefix, dir.resolve(name), 100)
        .start();
  }

  private Process process(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-cp",
            System.getProperty("java.class.path"),
            DeliveryReplica.class.getName(),
            kafka.bootstrapServers().get(0),
            prefix,
            dir.resolve(name).toString())
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve(name + ".log").toFile())
        .start();
  }

  @Test
  void theOtherReplicaDeliversWhatAKilledOneHasNot() throws Exception {
    Process killed = process("one");
    try (DeliveryReplica survivor = replica("two")) {
      subscribeAll(survivor);
      await().atMost(WAIT).until(() -> publishedAndServedByAll("one", "two"));

      publish(50);
      killed.destroyForcibly().waitFor();
      publish(200);

      await().atMost(WAIT).untilAsserted(() -> assertThat(haveAll()).isTrue());
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertInOrder();
  }

  @Test
  void aReplicaThatLeavesHandsOverWithoutARepetition() throws Exception {
    DeliveryReplica first = replica("one");
    subscribeAll(first);
    publish(50);
    await().atMost(WAIT).until(this::haveAll);
    try (DeliveryReplica second = replica("two")) {
      await().atMost(WAIT).until(() -> publishedAndServedByAll("one", "two"));

      first.close();
      publish(50);

      await().atMost(WAIT).untilAsserted(() -> assertThat(haveAll()).isTrue());
    }
    IntStream.range(0, SUBSCRIBERS)
        .forEach(n -> assertThat(got.get("/" + n)).doesNotHaveDuplicates());
    assertInOrder();
  }

  /** The first deliveries of events come in the order of their partition. */
  private void assertInOrder() {
    got.forEach(
        (callback, events) -> {
          Map<String, Integer> last = new HashMap<>();
          for (String event : new LinkedHashSet<>(events)) {
            String[] parts = event.split(":");
            int offset = Integer.parseInt(parts[1]);
            assertThat(offset).as(callback).isGreaterThan(last.getOrDefault(parts[0], -1));
            last.put(parts[0], offset);
          }
        });
  }
}
