package news.rendezvous.serve.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.serve.stream.Subscription.CloseReason;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.ItemsListener;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.Timeline;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Live tail of the items topic: publishes each record that the view has read to all subscriptions.
 * While Kafka is away no records come; the tail resumes at its position.
 */
@ApplicationScoped
class LiveTail implements ItemsListener {

  private final StreamConfig config;
  private final Timeline timeline;
  private final PoisonRecords poison;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private @Nullable StreamPosition position;
  private int burst; // events since the last pause; confined to the reading thread

  @Inject
  LiveTail(StreamConfig config, Timeline timeline, PoisonRecords poison) {
    this.config = config;
    this.timeline = timeline;
    this.poison = poison;
  }

  /** Adds a subscription from now on; empty before the end of the topic is known. */
  synchronized Optional<Subscription> join(Function<StreamPosition, Subscription> subscriber) {
    Optional<Subscription> joined = Optional.ofNullable(position).map(subscriber);
    joined.ifPresent(subscriptions::add);
    return joined;
  }

  /**
   * Adds a subscription that has read older records, once it has been offered all that was
   * published here.
   *
   * @return true if it needs no older records any more
   */
  synchronized boolean takeOver(Subscription subscription) {
    if (subscription.isClosed()) {
      return true;
    }
    boolean upToDate = position != null && subscription.position().reaches(position);
    if (upToDate) {
      subscriptions.add(subscription);
    }
    return upToDate;
  }

  /** The position after all records that were read here; empty before the end is known. */
  synchronized Optional<StreamPosition> position() {
    return Optional.ofNullable(position);
  }

  @Override
  public void caughtUp(Map<Integer, Long> positions) {
    begin(timeline.position());
  }

  private synchronized void begin(StreamPosition at) {
    position = at;
  }

  @Override
  public void read(ItemRecord record) {
    if (position().isEmpty()) {
      return; // HistoryReader reads older records
    }
    ConsumerRecord<@Nullable String, byte @Nullable []> raw = record.raw();
    try {
      publish(record, StreamEvent.of(raw));
    } catch (IOException e) {
      poison.setAside(raw.topic(), raw.partition(), raw.offset(), e);
    }
    if (burst == maxBurst()) {
      wake();
      awaitReaders();
    }
  }

  private synchronized void publish(ItemRecord record, StreamEvent event) {
    if (position == null) {
      return;
    }
    LiveEvent live = new LiveEvent(event, record.item(), position, System.nanoTime());
    position = live.after();
    subscriptions.forEach(subscription -> subscription.offer(live));
    burst++;
  }

  @Override
  public void polled() {
    if (burst > 0) {
      wake();
    } else {
      pass(timeline.position());
    }
    subscriptions.removeIf(Subscription::isClosed);
  }

  // Markers of transactions and records that were set aside: a client is not to keep a position
  // before them, which is gone once they expire.
  private synchronized void pass(StreamPosition reached) {
    if (position == null || position.reaches(reached)) {
      return;
    }
    StreamPosition before = position;
    StreamPosition after = before.or(reached);
    position = after;
    subscriptions.forEach(subscription -> subscription.pass(before, after));
  }

  // The events of a poll are written together.
  private void wake() {
    burst = 0;
    subscriptions.forEach(Subscription::wake);
  }

  // As many events as fit into a buffer that is half full.
  private int maxBurst() {
    return Math.max(1, config.buffer() / 2);
  }

  // Backpressure: a burst waits a little for readers that keep up, so that it does not overrun
  // them.
  private void awaitReaders() {
    long deadline = System.nanoTime() + config.patience().toNanos();
    try {
      for (Subscription subscription : subscriptions) {
        subscription.awaitRoom(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void readingAgain() {
    position = null;
    subscriptions.forEach(subscription -> subscription.cut(CloseReason.LOST));
  }
}
