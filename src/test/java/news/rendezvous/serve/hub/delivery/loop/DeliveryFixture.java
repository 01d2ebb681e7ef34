package news.rendezvous.serve.hub.delivery.loop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.DeliveryParts;
import news.rendezvous.serve.hub.delivery.EventReader;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.serve.hub.delivery.SubscriberStore;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * The coordinator of deliveries with a clock that the test moves, a topic and rows in memory, and
 * callbacks that answer as the test says. Everything runs on the thread of the test.
 */
final class DeliveryFixture {

  static final Instant START = Instant.parse("2026-11-29T08:00:00Z");
  private static final Duration STEP = Duration.ofMillis(10);

  /** A request to a callback; its body names its events as {@code partition:offset}. */
  record Request(String callback, List<String> events, long atMillis) {}

  private record Timed(long at, Runnable task) {}

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final DeliveryConfig config;
  final EventWindow window;
  final Rows rows = new Rows();
  final List<Request> requests = new ArrayList<>();
  final Map<String, Integer> most = new HashMap<>();

  /** Events by content; of all other topics, all. */
  final Map<String, Predicate<HubEvent>> contents = new HashMap<>();

  final List<String> gone = new ArrayList<>();

  /** The events that the topic holds. */
  final List<HubEvent> topic = new ArrayList<>();

  private long nanos = 1_000_000_000_000L;
  private final Deque<Runnable> events = new ArrayDeque<>();
  private final List<Timed> timers = new ArrayList<>();
  private final PartitionFence fence = new PartitionFence();
  private final DeliveryCoordinator coordinator;
  private BiFunction<Subscriber, Notification, DeliveryAnswer> answers =
      (subscriber, notification) -> DeliveryAnswer.ok();
  private long version;
  private Uuid topicId = Uuid.randomUuid();

  /** A result, and the time that it takes; without a result it never comes. */
  record DeliveryAnswer(DeliveryResult result, Duration after) {

    static DeliveryAnswer ok() {
      return new DeliveryAnswer(new DeliveryResult.Delivered(), Duration.ofMillis(5));
    }

    static DeliveryAnswer gone() {
      return new DeliveryAnswer(new DeliveryResult.Gone(), Duration.ofMillis(5));
    }

    static DeliveryAnswer failed() {
      return new DeliveryAnswer(
          new DeliveryResult.Failed("status 500", null), Duration.ofMillis(5));
    }

    static DeliveryAnswer later(Duration retryAfter) {
      return new DeliveryAnswer(
          new DeliveryResult.Failed("status 503", retryAfter), Duration.ofMillis(5));
    }

    static DeliveryAnswer hangs() {
      return new DeliveryAnswer(new DeliveryResult.Failed("timeout", null), Duration.ofSeconds(10));
    }
  }

  DeliveryFixture() {
    this(Map.of());
  }

  DeliveryFixture(Map<String, String> settings) {
    this.config = DeliveryParts.config(settings);
    this.window =
        DeliveryParts.window(
            config,
            new PoisonRecords(metrics),
            () -> Optional.of(new TopicLayout(topicId, 2, Set.of())));
    EventReader reader = DeliveryParts.reader(window, topic);
    DeliveryTurn turn = new DeliveryTurn(window, reader, fence, this::send, () -> nanos);
    DeliveryClocks clocks = new DeliveryClocks(() -> nanos, this::time);
    DeliveryMetrics meters = new DeliveryMetrics(metrics);
    Map<Kind, NotificationFormat> formats =
        Map.of(Kind.WEBSUB, format(Kind.WEBSUB), Kind.WEBHOOK, format(Kind.WEBHOOK));
    SharedContent.Shared shared =
        new SharedContent.Shared(() -> version, () -> nanos, (event, why) -> {});
    this.coordinator =
        new DeliveryCoordinator(
            config,
            window,
            rows,
            new OwnedSubscribers(formats, shared, meters),
            new RowWriter(
                rows,
                events::add,
                new BackgroundTaskRegistry(clocks.wall(), metrics).register("push positions"),
                clocks),
            (order, end) -> events.add(() -> run(turn, order, end)),
            events::add,
            events::add,
            meters,
            clocks,
            new SplittableRandom(1));
    window.listen(
        new EventWindow.Listener() {
          @Override
          public void grown() {
            events.add(coordinator::grown);
          }

          @Override
          public void emptied(boolean recreated) {
            events.add(() -> coordinator.emptied(recreated));
          }
        });
  }

  private static void run(
      DeliveryTurn turn,
      DeliveryTurn.Order order,
      java.util.function.Consumer<DeliveryTurn.Outcome> end) {
    try {
      turn.run(order, end);
    } catch (RuntimeException e) {
      end.accept(new DeliveryTurn.Outcome.Broken(e));
    }
  }

  // Time

  Instant time() {
    return START.plusNanos(nanos - 1_000_000_000_000L);
  }

  long millis() {
    return Duration.between(START, time()).toMillis();
  }

  /** Runs everything that happens in this time. */
  void pass(Duration time) {
    long until = nanos + time.toNanos();
    settle();
    while (nanos < until) {
      long step = coordinator.untilNext().orElse(STEP).toNanos();
      long next = timers.stream().mapToLong(Timed::at).min().orElse(Long.MAX_VALUE);
      nanos = Math.min(until, Math.max(nanos + 1_000_000, Math.min(nanos + step, next)));
      settle();
    }
  }

  /** Runs what is due now. */
  void settle() {
    boolean any = true;
    while (any) {
      List<Timed> due = timers.stream().filter(timer -> timer.at() <= nanos).toList();
      timers.removeAll(due);
      due.forEach(timer -> timer.task().run());
      any = !due.isEmpty() || !events.isEmpty();
      while (!events.isEmpty()) {
        events.remove().run();
        coordinator.step();
      }
      coordinator.step();
      any |= !events.isEmpty();
    }
  }

  // Topic

  /** Reads an existing, empty topic. */
  DeliveryFixture caughtUp(int partitions) {
    Map<Integer, Long> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, 0L);
    }
    window.caughtUp(ends);
    return this;
  }

  /** The topic is deleted, and is there again without records. */
  void recreateTopic() {
    topic.clear();
    topicId = Uuid.randomUuid();
    window.readingAgain();
  }

  /** The window is filled again with what the topic has. */
  void readTopicAgain() {
    window.readingAgain();
    topic.forEach(event -> DeliveryParts.add(window, event));
  }

  HubEvent publish(int partition) {
    return publish(partition, time());
  }

  HubEvent publish(int partition, Instant time) {
    long offset = topic.stream().filter(event -> event.partition() == partition).count();
    HubEvent event = DeliveryParts.event(partition, offset, time);
    topic.add(event);
    DeliveryParts.add(window, event);
    events.add(coordinator::grown);
    return event;
  }

  // Contents and callbacks

  private NotificationFormat format(Kind kind) {
    return new NotificationFormat() {
      @Override
      public Kind kind() {
        return kind;
      }

      @Override
      public Optional<Content> content(Subscriber subscriber) {
        return gone.contains(subscriber.topic())
            ? Optional.empty()
            : Optional.of(new ListContent(subscriber.topic(), kind));
      }
    };
  }

  private final class ListContent implements NotificationFormat.Content {

    private final String name;
    private final Kind kind;

    ListContent(String name, Kind kind) {
      this.name = name;
      this.kind = kind;
    }

    @Override
    public boolean concerns(HubEvent event) {
      return contents.getOrDefault(name, any -> true).test(event);
    }

    @Override
    public int most() {
      return kind == Kind.WEBHOOK ? 1 : most.getOrDefault(name, 50);
    }

    @Override
    public Optional<Notification> notification(List<HubEvent> events) {
      String body = events.stream().map(DeliveryParts::name).collect(Collectors.joining(","));
      return Optional.of(new Notification(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  void answer(BiFunction<Subscriber, Notification, DeliveryAnswer> with) {
    answers = with;
  }

  void answer(DeliveryAnswer always) {
    answers = (subscriber, notification) -> always;
  }

  private Uni<DeliveryResult> send(Subscriber subscriber, Notification notification) {
    String body = new String(notification.body(), StandardCharsets.UTF_8);
    requests.add(
        new Request(subscriber.callback().toString(), Arrays.asList(body.split(",")), millis()));
    DeliveryAnswer answer = answers.apply(subscriber, notification);
    return Uni.createFrom().emitter(emitter -> answerLater(emitter, answer));
  }

  private void answerLater(UniEmitter<? super DeliveryResult> emitter, DeliveryAnswer answer) {
    timers.add(
        new Timed(nanos + answer.after().toNanos(), () -> emitter.complete(answer.result())));
  }

  List<String> got(String callback) {
    return requests.stream()
        .filter(request -> request.callback().equals(callback))
        .flatMap(request -> request.events().stream())
        .toList();
  }

  List<Request> to(String callback) {
    return requests.stream().filter(request -> request.callback().equals(callback)).toList();
  }

  double count(String kind, String outcome) {
    return metrics
        .get("rendezvous.hub.deliveries")
        .tags("kind", kind, "outcome", outcome)
        .counter()
        .count();
  }

  double dropped(String reason) {
    return metrics.get("rendezvous.hub.dropped").tag("reason", reason).counter().count();
  }

  void viewsChanged() {
    version++;
  }

  // Ownership

  void gain(Integer... partitions) {
    fence.add(Set.of(partitions));
    events.add(() -> coordinator.gained(Set.of(partitions)));
  }

  /** Loses partitions, as the callback of the consumer does: it waits for the end. */
  void lose(Integer... partitions) {
    fence.remove(Set.of(partitions));
    boolean[] released = {false};
    events.add(
        () ->
            coordinator
                .release(Set.of(partitions))
                .whenComplete((done, failure) -> released[0] = true));
    settle();
    for (int n = 0; n < 500 && !released[0]; n++) {
      pass(STEP);
    }
    if (!released[0]) {
      throw new AssertionError("the partitions are not released");
    }
  }

  /** Gains partitions again while they are being lost: a stalled loop handles both at once. */
  void loseAndGain(Integer... partitions) {
    events.add(() -> coordinator.release(Set.of(partitions)));
    gain(partitions);
  }

  // Rows

  Subscriber webSub(String callback, String feed, Duration lease) {
    return new Subscriber(
        Subscriber.webSubId(feed, callback),
        Kind.WEBSUB,
        FeedUrl.of(callback),
        feed,
        null,
        time(),
        time().plus(lease),
        window.reached().toString(),
        DeliveryState.NONE);
  }

  Subscriber webHook(String callback, String view) {
    return new Subscriber(
        Subscriber.webhookId(view, callback),
        Kind.WEBHOOK,
        FeedUrl.of(callback),
        view,
        null,
        time(),
        null,
        window.reached().toString(),
        DeliveryState.NONE);
  }

  static Subscriber at(Subscriber subscriber, StreamPosition position) {
    return DeliveryParts.at(subscriber, position.toString(), subscriber.state());
  }

  /** The subscriptions topic as a table; changes of others come as events. */
  final class Rows implements SubscriberStore {

    private final Map<String, Subscriber> table = new LinkedHashMap<>();
    boolean away;
    int writes;

    void put(Subscriber row) {
      table.put(row.id(), row);
      events.add(() -> coordinator.changed(row, 0));
    }

    /** A row that is there before the partition is gained. */
    void keep(Subscriber row) {
      table.put(row.id(), row);
    }

    void delete(String id) {
      table.remove(id);
      events.add(() -> coordinator.removed(id));
    }

    Subscriber get(String id) {
      return Optional.ofNullable(table.get(id)).orElseThrow();
    }

    boolean has(String id) {
      return table.containsKey(id);
    }

    @Override
    public Stream<Subscriber> inPartition(int partition) {
      return List.copyOf(table.values()).stream().filter(row -> partition == 0);
    }

    @Override
    public Uni<Void> progress(String id, String position, DeliveryState state) {
      return write(
          () -> {
            if (table.containsKey(id)) {
              put(DeliveryParts.at(get(id), position, state));
            }
          });
    }

    @Override
    public Uni<Void> remove(String id) {
      return write(() -> delete(id));
    }

    @Override
    public Uni<Void> restore(Subscriber subscriber) {
      return write(() -> put(subscriber));
    }

    private Uni<Void> write(Runnable change) {
      return Uni.createFrom()
          .deferred(
              () -> {
                if (away) {
                  return Uni.createFrom().failure(new KafkaException("away"));
                }
                writes++;
                change.run();
                return Uni.createFrom().voidItem();
              });
    }
  }
}
