package news.rendezvous.stream;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.TopicWatch.Layout;
import news.rendezvous.broker.Topics;
import news.rendezvous.problem.Problem;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Reads to those who resume what they missed, in slices that fit into their buffers, a few at a
 * time for all of them: one that takes its slice slowly keeps nobody waiting.
 */
@ApplicationScoped
class Replays {

  private static final Logger LOG = Logger.getLogger(Replays.class);
  private static final Duration READ = Duration.ofMillis(500);
  private static final Duration FETCH = Duration.ofMillis(50);

  private final StreamConfig config;
  private final KafkaAccess kafka;
  private final TopicClients clients;
  private final Topics topics;
  private final Events events;
  private final Tail tail;
  private final ExecutorService threads;
  private final Queue<ItemsReader> idle = new ConcurrentLinkedQueue<>();

  @Inject
  Replays(
      StreamConfig config,
      KafkaAccess kafka,
      TopicClients clients,
      Topics topics,
      Events events,
      Tail tail) {
    this.config = config;
    this.kafka = kafka;
    this.clients = clients;
    this.topics = topics;
    this.events = events;
    this.tail = tail;
    this.threads = Executors.newFixedThreadPool(config.replays(), Replays::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "rendezvous-stream-replay");
    thread.setDaemon(true);
    return thread;
  }

  /** Why a stream cannot be resumed from a position; empty where it can. */
  CompletableFuture<Optional<Problem>> refusal(Position from) {
    return CompletableFuture.supplyAsync(() -> reading(items -> judge(from, items)), threads)
        .exceptionally(Replays::unknown);
  }

  private static Optional<Problem> judge(Position from, ItemsReader items) {
    if (from.partitions() > items.partitions()) {
      return Optional.of(Refusals.NONE);
    }
    boolean held = from.reaches(items.beginning()) && items.end().reaches(from);
    return held ? Optional.empty() : Optional.of(Refusals.GONE);
  }

  private static Optional<Problem> unknown(Throwable e) {
    LOG.debugf("Whether a stream can be resumed is not known: %s", e.getMessage());
    return Optional.of(Refusals.UNAVAILABLE);
  }

  /** Offers what came after the position of a subscription, and hands it over to the tail. */
  void follow(Subscription subscription) {
    follow(subscription, threads);
  }

  private void follow(Subscription subscription, Executor when) {
    if (threads.isShutdown()) {
      subscription.cut(Ending.SHUTDOWN);
    } else if (!tail.takeOver(subscription)) {
      when.execute(() -> slice(subscription));
    }
  }

  private void slice(Subscription subscription) {
    try {
      subscription.advance(reading(items -> read(subscription, items)));
      subscription.whenRoom(() -> follow(subscription));
    } catch (InvalidOffsetException e) {
      LOG.warnf("Items are gone that were about to be read: %s", e.getMessage());
      subscription.cut(Ending.LOST);
    } catch (KafkaException e) {
      LOG.debugf("History cannot be read, trying again: %s", e.getMessage());
      follow(subscription, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads));
    } catch (RuntimeException e) { // a bug; the reader must not wait for ever for what comes next
      LOG.error("History cannot be read", e);
      subscription.cut(Ending.LOST);
    }
  }

  private Position read(Subscription subscription, ItemsReader items) {
    items.seek(subscription.position());
    items.read(READ).forEach(record -> events.of(record).ifPresent(subscription::offer));
    return items.position();
  }

  // One that failed is not used again: its connections are as old as the failure.
  private <T> T reading(Function<ItemsReader, T> work) {
    ItemsReader items = reader();
    try {
      T result = work.apply(items);
      idle.add(items);
      return result;
    } catch (RuntimeException e) {
      items.close();
      throw e;
    }
  }

  private ItemsReader reader() {
    Layout layout =
        clients
            .layout(topics.items())
            .orElseThrow(() -> new KafkaException(topics.items() + " is not there at the moment"));
    ItemsReader ready = idle.poll();
    while (ready != null && !ready.reads(layout)) {
      ready.close();
      ready = idle.poll();
    }
    return ready == null ? ItemsReader.open(kafka, topics.items(), layout, atOnce(), FETCH) : ready;
  }

  private int atOnce() {
    return Math.max(1, config.buffer() / 2);
  }

  void stop(@Observes ShutdownEvent event) {
    threads.shutdownNow();
    idle.forEach(ItemsReader::close);
  }
}
