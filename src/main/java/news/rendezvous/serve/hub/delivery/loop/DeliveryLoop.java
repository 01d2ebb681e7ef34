package news.rendezvous.serve.hub.delivery.loop;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.EventLoop;
import news.rendezvous.kafka.topic.ConsumerGroups;
import news.rendezvous.kafka.topic.PartitionAssignment;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.CallbackSender;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventReader;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.serve.hub.delivery.SubscriberStore;
import news.rendezvous.serve.hub.delivery.TopicHistory;
import news.rendezvous.serve.hub.delivery.loop.DeliveryTurn.Order;
import news.rendezvous.serve.hub.delivery.loop.DeliveryTurn.Outcome;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.saved.ViewRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries of this replica: its share of the subscribers, by the consumer group on the
 * subscriptions topic. All decisions are events of one {@link EventLoop}, see {@link
 * DeliveryCoordinator}; events are read, evaluated and rendered on threads beside it.
 *
 * <p>Start: when the tables that contents are made of have been read, the replica joins the group.
 * Stop: requests under way have a short time to end, positions are written, and the replica leaves
 * the group, so that another goes on there.
 */
@ApplicationScoped
class DeliveryLoop implements PartitionAssignment.Listener, EventWindow.Listener {

  private static final Logger LOG = Logger.getLogger(DeliveryLoop.class);

  /** Name of the group, and of its task. */
  private static final String GROUP = "push";

  /** Stops before the tables and clients that it needs. */
  private static final int FIRST = 1_000;

  private static final int RENDERERS = 2;
  private static final int READERS = 2;

  /** Bound of the time in which open requests end and positions are written. */
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final EventWindow window;
  private final TopicHistory history;
  private final SubscriberRegistry subscribers;
  private final CompletionStage<Void> ready;
  private final PartitionAssignment assignment;
  private final PartitionFence fence = new PartitionFence();
  private final EventReader reader;
  private final DeliveryTurn turn;
  private final DeliveryCoordinator coordinator;
  private final EventLoop events;
  private final ExecutorService renderers = threads("rendezvous-push-render", RENDERERS);
  private final ExecutorService readers = threads("rendezvous-push-history", READERS);

  @Inject
  DeliveryLoop(
      DeliveryConfig config,
      EventWindow window,
      TopicHistory history,
      SubscriberRegistry subscribers,
      SourceRegistry sources,
      ViewRegistry views,
      @All List<NotificationFormat> formats,
      CallbackSender sender,
      ConsumerGroups groups,
      Topics topics,
      PoisonRecords poison,
      BackgroundTaskRegistry work,
      MeterRegistry metrics,
      InstantSource clock) {
    this(
        config,
        window,
        history,
        subscribers,
        sources.ready().thenCombine(views.ready(), (one, other) -> one),
        formats,
        sender,
        groups.member(GROUP, topics.subscriptions(), config.sessionTimeout()),
        work,
        metrics,
        new SharedContent.Shared(
            views::version,
            System::nanoTime,
            (event, why) ->
                poison.setAside(topics.items(), event.partition(), event.offset(), why)),
        clock);
  }

  /**
   * A loop that is not started.
   *
   * @param ready completes when contents can be made
   */
  DeliveryLoop(
      DeliveryConfig config,
      EventWindow window,
      TopicHistory history,
      SubscriberRegistry subscribers,
      CompletionStage<Void> ready,
      List<NotificationFormat> formats,
      CallbackSender sender,
      PartitionAssignment assignment,
      BackgroundTaskRegistry work,
      MeterRegistry metrics,
      SharedContent.Shared shared,
      InstantSource clock) {
    this.window = window;
    this.history = history;
    this.subscribers = subscribers;
    this.ready = ready;
    this.assignment = assignment;
    this.reader = new EventReader(window, history);
    this.turn = new DeliveryTurn(window, reader, fence, sender, System::nanoTime);
    DeliveryClocks clocks = new DeliveryClocks(System::nanoTime, clock);
    DeliveryMetrics meters = new DeliveryMetrics(metrics);
    this.coordinator =
        new DeliveryCoordinator(
            config,
            window,
            subscribers.store(),
            new OwnedSubscribers(byKind(formats), shared, meters),
            new RowWriter(
                subscribers.store(), this::handle, work.register("push positions"), clocks),
            this::run,
            task -> execute(renderers, task),
            this::handle,
            meters,
            clocks,
            new SplittableRandom());
    this.events =
        new EventLoop(
            "rendezvous-push-loop", coordinator::step, coordinator::untilNext, assignment::fail);
  }

  private static Map<Subscriber.Kind, NotificationFormat> byKind(List<NotificationFormat> formats) {
    return formats.stream()
        .collect(Collectors.toMap(NotificationFormat::kind, Function.identity()));
  }

  private static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private void handle(Runnable event) {
    events.execute(event);
  }

  private void run(Order order, Consumer<Outcome> end) {
    ExecutorService threads = reader.isInWindow(order.from()) ? renderers : readers;
    execute(
        threads,
        () -> {
          try {
            turn.run(order, end);
          } catch (RuntimeException e) { // a bug
            end.accept(new Outcome.Broken(e));
          }
        });
  }

  private void execute(ExecutorService threads, Runnable task) {
    try {
      threads.execute(() -> runOrFail(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("Deliveries have ended", e);
    }
  }

  // An executor would swallow an error, and the loop wait for the end of the task for ever.
  private void runOrFail(Runnable task) {
    try {
      task.run();
    } catch (Error e) {
      assignment.fail(e);
      throw e;
    }
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  void start() {
    window.listen(this);
    var unused =
        subscribers.ready().runAfterBothAsync(ready, this::join).exceptionally(this::failed);
  }

  private void join() {
    subscribers.onChange(new RowChanges());
    assignment.join(this);
  }

  private @Nullable Void failed(Throwable failure) {
    assignment.fail(failure);
    return null;
  }

  @Override
  public void gained(Set<Integer> partitions) {
    fence.add(partitions);
    handle(() -> coordinator.gained(partitions));
    if (!partitions.isEmpty()) {
      LOG.infof("Serves the subscribers of more partitions: %s", partitions);
    }
  }

  @Override
  public void lost(Set<Integer> partitions) {
    fence.remove(partitions); // no request begins after this
    CompletableFuture<Void> released = new CompletableFuture<>();
    handle(
        () ->
            coordinator
                .release(partitions)
                .whenComplete((done, failure) -> released.complete(null)));
    try {
      released.get(RELEASE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("The positions of partitions %s were not written in time", partitions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void grown() {
    handle(coordinator::grown);
  }

  @Override
  public void emptied(boolean recreated) {
    if (recreated) {
      history.clear();
      reader.forgetEnd();
    }
    handle(() -> coordinator.emptied(recreated));
  }

  void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
    stop();
  }

  void stop() {
    assignment.close();
    events.close(() -> LOG.debug("Deliveries end"));
    renderers.shutdownNow();
    readers.shutdownNow();
    history.close();
  }

  /** Makes changes of rows events of the loop. */
  private final class RowChanges implements SubscriberStore.Listener {

    @Override
    public void changed(Subscriber row, int partition) {
      handle(() -> coordinator.changed(row, partition));
    }

    @Override
    public void removed(String id) {
      handle(() -> coordinator.removed(id));
    }
  }
}
