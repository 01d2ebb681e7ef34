package news.rendezvous.serve.hub.delivery.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import news.rendezvous.serve.hub.delivery.CallbackSender;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.EventReader;
import news.rendezvous.serve.hub.delivery.EventReader.Batch;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a subscriber: reads its next events, renders and makes one request, if there is one
 * to make. Runs on threads of its own, since each of the steps may take long.
 */
final class DeliveryTurn {

  private static final Logger LOG = Logger.getLogger(DeliveryTurn.class);

  /** Above the time-outs of a sender: a request that is never answered must not be waited for. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /**
   * What a turn is about.
   *
   * @param setAsideBefore see {@link EventReader#next}
   */
  record Order(
      Subscriber subscriber,
      int partition,
      Place from,
      SharedContent content,
      @Nullable Instant setAsideBefore) {}

  /** Outcome of a turn. */
  sealed interface Outcome {

    /** No request was made: nothing that was read concerns the subscriber. */
    record Skipped(Place to, int setAside, boolean lost) implements Outcome {}

    /**
     * A request was made.
     *
     * @param to the place after its events, if they were delivered
     * @param times of its events
     * @param took time of the request
     */
    record Requested(
        DeliveryResult result, Place to, boolean lost, List<Instant> times, Duration took)
        implements Outcome {}

    /** There is no such feed or view any more. */
    record NoContent() implements Outcome {}

    /** The topic cannot be read now. */
    record Unreadable(String reason) implements Outcome {}

    /** The program failed. */
    record Broken(RuntimeException cause) implements Outcome {}

    /** The window is being filled, or the partition was lost: nothing was done. */
    record NotBegun() implements Outcome {}
  }

  private final EventWindow window;
  private final EventReader reader;
  private final PartitionFence fence;
  private final CallbackSender sender;
  private final LongSupplier nanos;

  DeliveryTurn(
      EventWindow window,
      EventReader reader,
      PartitionFence fence,
      CallbackSender sender,
      LongSupplier nanos) {
    this.window = window;
    this.reader = reader;
    this.fence = fence;
    this.sender = sender;
    this.nanos = nanos;
  }

  /** Runs a turn. Its end is reported once, on any thread. */
  void run(Order order, Consumer<Outcome> end) {
    if (!window.isReady()) {
      end.accept(new Outcome.NotBegun());
      return;
    }
    Optional<Batch> batch;
    try {
      batch = reader.next(order.from(), order.content(), order.setAsideBefore());
    } catch (KafkaException e) {
      LOG.debugf("Older events cannot be read now: %s", e.getMessage());
      end.accept(new Outcome.Unreadable(String.valueOf(e.getMessage())));
      return;
    }
    if (batch.isEmpty()) {
      end.accept(new Outcome.NoContent());
    } else {
      send(order, batch.get(), end);
    }
  }

  private void send(Order order, Batch batch, Consumer<Outcome> end) {
    Optional<Notification> request =
        batch.events().isEmpty() ? Optional.empty() : render(order.content(), batch.events());
    if (request.isEmpty()) {
      end.accept(new Outcome.Skipped(batch.to(), batch.setAside(), batch.lost()));
      return;
    }
    boolean begun =
        fence.begin(order.partition(), () -> begin(order.subscriber(), request.get(), batch, end));
    if (!begun) {
      end.accept(new Outcome.NotBegun());
    }
  }

  // An event on which the format fails is left out: it must not stop those behind it.
  private static Optional<Notification> render(SharedContent content, List<HubEvent> events) {
    try {
      return content.notification(events);
    } catch (RuntimeException e) {
      if (events.size() == 1) {
        content.setAside(events.get(0), e);
        return Optional.empty();
      }
      List<HubEvent> rendered =
          events.stream().filter(event -> isRendered(content, event)).toList();
      return rendered.isEmpty() ? Optional.empty() : content.notification(rendered);
    }
  }

  private static boolean isRendered(SharedContent content, HubEvent event) {
    try {
      content.notification(List.of(event));
      return true;
    } catch (RuntimeException e) {
      content.setAside(event, e);
      return false;
    }
  }

  private void begin(
      Subscriber subscriber, Notification request, Batch batch, Consumer<Outcome> end) {
    long begun = nanos.getAsLong();
    List<Instant> times = batch.events().stream().map(HubEvent::time).toList();
    sender
        .send(subscriber, request)
        .ifNoItem()
        .after(LONGEST)
        .recoverWithItem(new DeliveryResult.Failed("no outcome of the request", null))
        .onFailure()
        .invoke(e -> LOG.error("A request to a callback failed by an error of the program", e))
        .onFailure()
        .recoverWithItem(e -> new DeliveryResult.Failed(String.valueOf(e), null))
        .subscribe()
        .with(
            result ->
                end.accept(
                    new Outcome.Requested(
                        result,
                        batch.to(),
                        batch.lost(),
                        times,
                        Duration.ofNanos(nanos.getAsLong() - begun))));
  }
}
