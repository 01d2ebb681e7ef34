package news.rendezvous.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DiskSpace;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicWatch;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;

/** An embedded broker with the topics of the service, for tests that run without it. */
public final class TestBroker implements AutoCloseable {

  private final EmbeddedBroker broker;

  private TestBroker(EmbeddedBroker broker) {
    this.broker = broker;
  }

  public static TestBroker start(Path dir, Topics topics)
      throws IOException, InterruptedException, ExecutionException {
    TestBroker started = new TestBroker(embedded(dir, 0));
    try (Admin admin = Admin.create(started.kafka().properties())) {
      admin.createTopics(topics.wanted()).all().get();
    }
    return started;
  }

  /** The broker alone; it is never short of space. */
  static EmbeddedBroker embedded(Path dir, int port) throws IOException {
    BackgroundTaskRegistry work =
        new BackgroundTaskRegistry(InstantSource.system(), new SimpleMeterRegistry());
    return EmbeddedBroker.of(
        FirstNode.start(dir, port), () -> true, work.register("embedded Kafka"));
  }

  /** Readers and writers of the topics, which are checked every 200 ms. */
  public TopicClients clients(MeterRegistry metrics) {
    return clients(kafka(), metrics);
  }

  public static TopicClients clients(KafkaAccess kafka, MeterRegistry metrics) {
    return clients(kafka, metrics, TopicWatch::start);
  }

  /** Readers and writers of topics that are not checked. */
  public static TopicClients unwatched(KafkaAccess kafka, MeterRegistry metrics) {
    return clients(kafka, metrics, watch -> {});
  }

  private static TopicClients clients(
      KafkaAccess kafka, MeterRegistry metrics, Consumer<TopicWatch> start) {
    BackgroundTaskRegistry work = new BackgroundTaskRegistry(InstantSource.system(), metrics);
    TopicWatch watch = new TopicWatch(List.of(), kafka, Duration.ofMillis(200), work);
    start.accept(watch);
    DiskSpace disk = new DiskSpace(Path.of("."), 0, 0, metrics);
    return new TopicClients(kafka, watch, disk, work, new PoisonRecords(metrics), metrics);
  }

  /** Readers and writers that look for a broker at an address where none is. */
  public static TopicClients nowhere(MeterRegistry metrics) {
    return clients(at("127.0.0.1:1"), metrics);
  }

  public KafkaAccess kafka() {
    return at(broker.bootstrapServers());
  }

  /** Settings of clients that look for a broker at an address. */
  public static KafkaAccess at(String bootstrapServers) {
    return new KafkaAccess(Map.of("bootstrap.servers", bootstrapServers));
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
