package news.rendezvous.stream;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import news.rendezvous.view.Held;
import news.rendezvous.view.ItemsListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fans the end of the items topic out to all who listen, as the view reads it. While Kafka is away
 * nothing comes, and it goes on where it stopped.
 */
@ApplicationScoped
class Tail implements ItemsListener {

  private final StreamConfig config;
  private final Events events;
  private final Set<Subscription> listening = ConcurrentHashMap.newKeySet();
  private @Nullable Position position;
  private int inARow; // of the reading thread

  @Inject
  Tail(StreamConfig config, Events events) {
    this.config = config;
    this.events = events;
  }

  /** Adds one who listens from now on; empty while it is not known where the topic ends. */
  synchronized Optional<Subscription> join(Function<Position, Subscription> listener) {
    Optional<Subscription> joined = Optional.ofNullable(position).map(listener);
    joined.ifPresent(listening::add);
    return joined;
  }

  /**
   * Adds one who was given the history, if there is no more of it to give: not before all that was
   * told here was offered to it.
   *
   * @return whether it is done with history
   */
  synchronized boolean takeOver(Subscription subscription) {
    if (subscription.isClosed()) {
      return true;
    }
    boolean upToDate = position != null && subscription.position().reaches(position);
    if (upToDate) {
      listening.add(subscription);
    }
    return upToDate;
  }

  @Override
  public void caughtUp(Map<Integer, Long> positions) {
    long[] next = new long[positions.size()];
    positions.forEach((partition, offset) -> next[partition] = offset);
    begin(Position.of(next));
  }

  private synchronized void begin(Position at) {
    position = at;
  }

  @Override
  public void read(ConsumerRecord<String, byte[]> record, @Nullable Held held) {
    if (!begun()) {
      return; // history is given from the topic
    }
    events.of(record, held).ifPresent(this::tell);
    inARow++;
    if (inARow == atOnce()) {
      inARow = 0;
      holdBack(); // there is more: those who do read must not be overrun by it
    }
  }

  @Override
  public void polled() {
    inARow = 0;
    listening.removeIf(Subscription::isClosed);
  }

  // As many as fit into the buffer of one who has taken half of what it was given.
  private int atOnce() {
    return Math.max(1, config.buffer() / 2);
  }

  private synchronized boolean begun() {
    return position != null;
  }

  private synchronized void tell(StreamEvent event) {
    position = position == null ? null : position.after(event);
    listening.forEach(subscription -> subscription.offer(event));
  }

  private void holdBack() {
    long deadline = System.nanoTime() + config.patience().toNanos();
    try {
      for (Subscription subscription : listening) {
        subscription.awaitRoom(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void readingAgain() {
    position = null;
    listening.forEach(subscription -> subscription.cut(Ending.LOST));
  }

  // Before the HTTP server closes its connections, which it does before the ShutdownEvent.
  void end(@Observes ShutdownDelayInitiatedEvent event) {
    listening.forEach(subscription -> subscription.cut(Ending.SHUTDOWN));
  }
}
