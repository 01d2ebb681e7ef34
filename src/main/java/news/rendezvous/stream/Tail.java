package news.rendezvous.stream;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the end of the items topic, once for all who listen. While Kafka is away it finds nothing,
 * and goes on where it stopped.
 */
@ApplicationScoped
class Tail {

  private static final Logger LOG = Logger.getLogger(Tail.class);
  private static final Duration READ = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration FETCH = Duration.ofMillis(500);

  private final StreamConfig config;
  private final Broker broker;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final Events events;
  private final Set<Subscription> listening = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "rendezvous-stream-tail");
  private @Nullable Position position;
  private volatile @Nullable ItemsReader reader;

  @Inject
  Tail(StreamConfig config, Broker broker, KafkaAccess kafka, Topics topics, Events events) {
    this.config = config;
    this.broker = broker;
    this.kafka = kafka;
    this.topics = topics;
    this.events = events;
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    broker.ready().thenRun(thread::start);
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

  private void run() {
    while (closing.getCount() > 0) {
      try (ItemsReader opened = ItemsReader.open(kafka, topics.items(), atOnce(), FETCH)) {
        reader = opened;
        follow(opened);
      } catch (WakeupException e) {
        LOG.debug("Stopped following the items");
      } catch (InvalidOffsetException e) {
        LOG.warnf("Items are gone that were not told yet: %s", e.getMessage());
        restart();
      } catch (KafkaException e) {
        LOG.warnf("The items cannot be followed, trying again: %s", e.getMessage());
        pause();
      }
    }
  }

  // As many as fit into the buffer of one who has taken half of what it was given.
  private int atOnce() {
    return Math.max(1, config.buffer() / 2);
  }

  private void follow(ItemsReader items) {
    items.seek(beginAt(items.end()));
    while (closing.getCount() > 0) {
      ConsumerRecords<String, byte[]> records = items.read(READ);
      records.forEach(record -> events.of(record).ifPresent(this::tell));
      listening.removeIf(Subscription::isClosed);
      if (records.count() == atOnce()) {
        holdBack(); // there is more: those who do read must not be overrun by it
      }
    }
  }

  private synchronized Position beginAt(Position end) {
    position = position == null ? end : position;
    return position;
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

  private synchronized void restart() {
    position = null;
    listening.forEach(subscription -> subscription.cut(Ending.LOST));
  }

  private void pause() {
    try {
      closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Before the HTTP server closes its connections, which it does before the ShutdownEvent.
  void end(@Observes ShutdownDelayInitiatedEvent event) {
    listening.forEach(subscription -> subscription.cut(Ending.SHUTDOWN));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing.countDown();
    ItemsReader opened = reader;
    if (opened != null) {
      opened.wakeup();
      thread.join(STOP.toMillis());
    }
  }
}
