package news.rendezvous.serve.stream;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicReader;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import news.rendezvous.serve.stream.StreamStart.Resolution;
import news.rendezvous.serve.stream.Subscription.CloseReason;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.network.Selectable;
import org.jboss.logging.Logger;

/**
 * Reads older records for subscriptions that resume, in slices that fit into their buffers, with a
 * few readers for all of them: a subscription that takes its slice slowly delays no other.
 */
@ApplicationScoped
class HistoryReader {

  private static final Logger LOG = Logger.getLogger(HistoryReader.class);
  private static final Duration READ = Duration.ofMillis(500);

  /** Most bytes of a slice, but for a single larger record. */
  private static final int SLICE = 512 << 10;

  /** {@code fetch.max.bytes}: below half a G1 region of a small heap, see HistorySlice. */
  private static final int FETCH = 480_000;

  /** Readers for each thread: so many replays at once have one that has fetched on for each. */
  private static final int READERS_OF_A_THREAD = 4;

  // A slice is a fetch. Short waits, since a reader serves many positions. A receive buffer that
  // the kernel sizes takes a fetch in few reads; Kafka's own of 64 KB opens its window in small
  // steps.
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          50,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          FETCH,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          FETCH,
          ConsumerConfig.RECEIVE_BUFFER_CONFIG,
          Selectable.USE_DEFAULT_BUFFER_SIZE);

  private final TopicClients clients;
  private final Topics topics;
  private final PoisonRecords poison;
  private final LiveTail tail;
  private final ResponseMemory memory;
  private final ExecutorService threads;
  private final HistoryReaderPool<TopicReader> readers;

  @Inject
  HistoryReader(
      StreamConfig config,
      TopicClients clients,
      Topics topics,
      PoisonRecords poison,
      LiveTail tail,
      ResponseMemory memory) {
    this.clients = clients;
    this.topics = topics;
    this.poison = poison;
    this.tail = tail;
    this.memory = memory;
    this.readers =
        new HistoryReaderPool<>(
            READERS_OF_A_THREAD * config.replays(),
            this::open,
            this::isCurrent,
            TopicReader::close);
    this.threads = Executors.newFixedThreadPool(config.replays(), HistoryReader::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "rendezvous-stream-replay");
    thread.setDaemon(true);
    return thread;
  }

  /** Looks up where in the topic a stream begins. */
  CompletableFuture<Resolution> resolve(StreamStart start) {
    return CompletableFuture.supplyAsync(() -> readers.ask(items -> resolve(start, items)), threads)
        .exceptionally(HistoryReader::unavailable);
  }

  private static Resolution resolve(StreamStart start, TopicReader items) {
    if (start instanceof StreamStart.Since since) {
      return new Resolution.Begin(StreamPosition.of(items.since(since.time())).in(items.id()));
    }
    StreamPosition earliest = StreamPosition.of(items.beginning()).in(items.id());
    if (!(start instanceof StreamStart.After after)) {
      return new Resolution.Begin(earliest);
    }
    // A position ahead of the end, or of more partitions, is of another topic, too.
    StreamPosition at = after.position();
    boolean held =
        at.mayBeIn(items.id())
            && at.partitions() <= items.partitions()
            && at.reaches(earliest)
            && StreamPosition.of(items.end()).reaches(at);
    return held ? new Resolution.Begin(at.in(items.id())) : new Resolution.Gone(earliest);
  }

  private static Resolution unavailable(Throwable e) {
    LOG.debugf("Whether a stream can be resumed is not known: %s", e.getMessage());
    return new Resolution.Unavailable();
  }

  /** Offers the records after the position of a subscription, and then adds it to the tail. */
  void follow(Subscription subscription) {
    follow(subscription, threads);
  }

  private void follow(Subscription subscription, Executor when) {
    if (threads.isShutdown()) {
      subscription.cut(CloseReason.SHUTDOWN);
    } else if (!tail.takeOver(subscription)) {
      when.execute(() -> slice(subscription));
    }
  }

  private void slice(Subscription subscription) {
    memory
        .tryReserve(SLICE)
        .ifPresentOrElse(
            reserved -> slice(subscription, reserved), () -> followLater(subscription));
  }

  private void slice(Subscription subscription, ResponseMemory.Reservation reserved) {
    subscription.hold(reserved);
    try {
      read(subscription);
      subscription.whenWritten(() -> follow(subscription));
    } catch (InvalidOffsetException e) {
      LOG.warnf("Items are gone that were about to be read: %s", e.getMessage());
      subscription.cut(CloseReason.LOST);
    } catch (KafkaException e) {
      LOG.debugf("History cannot be read, trying again: %s", e.getMessage());
      followLater(subscription);
    } catch (RuntimeException e) { // a bug: the client must not wait for ever
      LOG.error("History cannot be read", e);
      subscription.cut(CloseReason.LOST);
    }
  }

  private void followLater(Subscription subscription) {
    follow(subscription, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads));
  }

  private void read(Subscription subscription) {
    StreamPosition from = subscription.position();
    StreamPosition validated = tail.position().orElseGet(StreamPosition::of);
    HistorySlice slice = new HistorySlice(subscription, validated, poison);
    StreamPosition to =
        readers.read(
            from,
            items -> {
              IntStream.range(0, items.partitions()).forEach(p -> items.seek(p, from.next(p)));
              slice.read(items.poll(READ));
              return from.or(StreamPosition.of(items.position()));
            });
    subscription.offer(slice.encoded(), to);
  }

  private boolean isCurrent(TopicReader reader) {
    return clients.layout(topics.items()).filter(reader::isOf).isPresent();
  }

  private TopicReader open() {
    return clients.reader(topics.items(), SETTINGS);
  }

  void stop(@Observes ShutdownEvent event) {
    threads.shutdownNow();
    readers.close();
  }
}
