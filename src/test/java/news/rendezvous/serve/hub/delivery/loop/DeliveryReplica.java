package news.rendezvous.serve.hub.delivery.loop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TestGroups;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.CallbackSender;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.DeliveryParts;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.view.ItemRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one replica over a real broker. Its requests are real; their bodies are the
 * partitions and offsets of their events. {@link #main} is a replica that can be killed.
 */
final class DeliveryReplica implements AutoCloseable {

  private final TopicClients clients;
  private final TopicFollower items;
  private final DeliveryLoop loop;
  final SubscriberRegistry subscribers;
  final EventWindow window;

  DeliveryReplica(String bootstrap, String prefix, Path dataDir, int windowLength) {
    KafkaAccess kafka = TestBroker.at(bootstrap);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Topics topics = TestTopics.named(prefix);
    DeliveryConfig config =
        DeliveryParts.config(
            Map.of("session-timeout", "6s", "window", String.valueOf(windowLength)));
    this.clients = TestBroker.clients(kafka, metrics);
    this.subscribers = DeliveryParts.registry(clients, topics);
    PoisonRecords poison = new PoisonRecords(metrics);
    CallbackSender callbacks = new Callbacks(dataDir.getFileName().toString());
    this.window = DeliveryParts.window(config, poison, clients, topics);
    CompletableFuture<Void> read = new CompletableFuture<>();
    this.items =
        clients.follower(topics.items(), TopicFollower.Reading.COMMITTED, new Reading(read));
    this.loop =
        new DeliveryLoop(
            config,
            window,
            DeliveryParts.history(config, clients, topics, poison),
            subscribers,
            read,
            List.of(new AllEvents()),
            callbacks,
            TestGroups.of(kafka, clients, topics, dataDir, metrics)
                .member("push", topics.subscriptions(), config.sessionTimeout()),
            new BackgroundTaskRegistry(Clock.systemUTC(), metrics),
            metrics,
            new SharedContent.Shared(() -> 0, System::nanoTime, (event, why) -> {}),
            Clock.tickMillis(ZoneOffset.UTC));
  }

  DeliveryReplica start() {
    DeliveryParts.open(subscribers);
    loop.start();
    items.start();
    return this;
  }

  @Override
  public void close() {
    loop.stop();
    items.close();
    DeliveryParts.close(subscribers);
    TestGroups.stopWatching(clients);
  }

  private final class Reading implements TopicFollower.Handler {

    private final CompletableFuture<Void> read;

    Reading(CompletableFuture<Void> read) {
      this.read = read;
    }

    @Override
    public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record)
        throws IOException {
      window.read(ItemRecord.decode(record));
    }

    @Override
    public void polled() {
      window.polled();
    }

    @Override
    public void readingAgain() {
      window.readingAgain();
    }

    @Override
    public void caughtUp() {
      window.caughtUp(items.positions());
      read.complete(null);
    }
  }

  private static final class AllEvents implements NotificationFormat, NotificationFormat.Content {

    @Override
    public Kind kind() {
      return Kind.WEBSUB;
    }

    @Override
    public Optional<Content> content(Subscriber subscriber) {
      return Optional.of(this);
    }

    @Override
    public boolean concerns(HubEvent event) {
      return true;
    }

    @Override
    public int most() {
      return 20;
    }

    @Override
    public Optional<Notification> notification(List<HubEvent> events) {
      String body = events.stream().map(DeliveryParts::name).collect(Collectors.joining(","));
      return Optional.of(new Notification(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final class Callbacks implements CallbackSender {

    private static final HttpClient HTTP =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String replica;

    Callbacks(String replica) {
      this.replica = replica;
    }

    @Override
    public Uni<DeliveryResult> send(Subscriber subscriber, Notification notification) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(subscriber.callback().toString()))
              .timeout(Duration.ofSeconds(5))
              .header("X-Replica", replica)
              .POST(HttpRequest.BodyPublishers.ofByteArray(notification.body()))
              .build();
      return Uni.createFrom()
          .completionStage(() -> HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
          .map(response -> result(response.statusCode()))
          .onFailure()
          .recoverWithItem(e -> new DeliveryResult.Failed(String.valueOf(e), null));
    }

    private static DeliveryResult result(int status) {
      return status / 100 == 2
          ? new DeliveryResult.Delivered()
          : new DeliveryResult.Failed("status " + status, null);
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    new DeliveryReplica(args[0], args[1], Path.of(args[2]), 100).start();
    Thread.currentThread().join();
  }
}
