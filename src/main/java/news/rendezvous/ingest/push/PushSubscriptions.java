package news.rendezvous.ingest.push;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Table of the own subscriptions in the subscriptions topic, readable on every replica. A source
 * has two rows: {@code push/ID}, which the owner of the source writes, and {@code
 * push/ID/received}, which the replica writes that a hub has called.
 */
@ApplicationScoped
public class PushSubscriptions {

  private static final String PREFIX = "push/";
  private static final String RECEIVED = "/received";
  private static final byte[] NOTHING = {};

  private final TopicClients clients;
  private final Topics topics;
  private final CallbackBase callbacks;
  private final InstantSource clock;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<CompactedTable<PushRow>> table = new CompletableFuture<>();

  /** Ids of sources by callback, also of those that are being written. */
  private final Map<String, String> sourceByCallback = new ConcurrentHashMap<>();

  /** The callbacks of each source, open and retired. */
  private final Map<String, Set<String>> callbacksBySource = new ConcurrentHashMap<>();

  private volatile @Nullable CompactedTable<PushRow> opening;

  @Inject
  PushSubscriptions(
      TopicClients clients, Topics topics, CallbackBase callbacks, InstantSource clock) {
    this.clients = clients;
    this.topics = topics;
    this.callbacks = callbacks;
    this.clock = clock;
  }

  /** Value of a record: one of the two. */
  record PushRow(@Nullable PushSubscription subscription, @Nullable PushReceipt receipt) {

    boolean fits(String key) {
      return Source.isId(sourceId(key))
          && (key.endsWith(RECEIVED) ? receipt != null : subscription != null);
    }
  }

  void start(@Observes StartupEvent event) {
    CompactedTable<PushRow> opened =
        clients.table(
            topics.subscriptions(),
            topics.subscriptions() + "/push",
            PushRow.class,
            key -> key.startsWith(PREFIX),
            (key, row) -> row.fits(key),
            this::changed,
            TopicFollower.Reading.PROMPT);
    opening = opened;
    opened.onCaughtUp(() -> table.complete(opened));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<PushRow> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  private void changed(Change<PushRow> change) {
    String source = sourceId(change.key());
    PushRow row = change.value();
    if (!change.key().endsWith(RECEIVED)) {
      index(source, row == null ? null : row.subscription());
    }
    listeners.forEach(listener -> listener.accept(source));
  }

  private void index(String source, @Nullable PushSubscription subscription) {
    callbacksBySource.compute(
        source,
        (id, before) -> {
          Set<String> now =
              subscription == null
                  ? Set.of()
                  : subscription.callbacks().collect(Collectors.toUnmodifiableSet());
          now.forEach(callback -> sourceByCallback.put(callback, id));
          Stream.ofNullable(before)
              .flatMap(Set::stream)
              .filter(callback -> !now.contains(callback))
              .forEach(sourceByCallback::remove);
          return subscription == null ? null : now;
        });
  }

  private static String sourceId(String key) {
    int end = key.endsWith(RECEIVED) ? key.length() - RECEIVED.length() : key.length();
    return key.substring(PREFIX.length(), Math.max(PREFIX.length(), end));
  }

  /** Completes once the topic was read. */
  CompletionStage<Void> ready() {
    return table.thenAccept(rows -> {});
  }

  /** True once the topic was read. */
  public boolean isRead() {
    return table.isDone();
  }

  /**
   * Adds a listener to the ids of sources whose rows change. It runs on the thread that reads the
   * topic and must not block.
   */
  void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** The ids of all sources with a subscription. */
  Set<String> sources() {
    return Set.copyOf(callbacksBySource.keySet());
  }

  /** The subscription of a source. */
  public Optional<PushSubscription> find(String source) {
    return rows().flatMap(rows -> rows.find(PREFIX + source)).map(PushRow::subscription);
  }

  /** Receipt of the pushes to a callback of a source; an empty one before the first. */
  public PushReceipt receipt(String source, String callback) {
    return stored(source)
        .map(receipt -> receipt.forCallback(callback))
        .orElseGet(() -> PushReceipt.none(callback));
  }

  private Optional<PushReceipt> stored(String source) {
    return rows().flatMap(rows -> rows.find(PREFIX + source + RECEIVED)).map(PushRow::receipt);
  }

  /** The id of the source that a callback is for, open or retired. */
  public Optional<String> sourceOf(String callback) {
    return Optional.ofNullable(sourceByCallback.get(callback));
  }

  /** True if the row of a source is in one of these partitions of the sources topic. */
  boolean isIn(Set<Integer> partitions, String source) {
    return rows()
        .flatMap(
            rows ->
                rows.partition(PREFIX + source)
                    .map(
                        at ->
                            partitions.stream()
                                .anyMatch(partition -> at == partition % rows.partitions())))
        .orElse(false);
  }

  /**
   * Digests of the entries that hubs pushed for a source and that Kafka has acknowledged, in the
   * form that the poll stage gave them; empty without any.
   *
   * @param generation of the topics as they are now; entries that were sent to others count no more
   */
  public byte[] pushed(String source, String generation) {
    return stored(source)
        .filter(receipt -> generation.equals(receipt.generation()))
        .map(PushReceipt::seen)
        .orElse(NOTHING);
  }

  /**
   * State of the subscription of a source, for operators; empty where its feed announces no hub, or
   * hubs cannot reach this service.
   */
  public Optional<PushState> state(String source) {
    Instant now = clock.instant();
    return find(source)
        .filter(known -> callbacks.isUsable())
        .map(
            subscription ->
                PushState.of(subscription, receipt(source, subscription.callback()), now));
  }

  /** A number that changes with each change of the rows of a source. */
  public long revision(String source) {
    return rows()
        .map(
            rows -> rows.revision(PREFIX + source) * 31 + rows.revision(PREFIX + source + RECEIVED))
        .orElse(-1L);
  }

  /** True if a hub delivers the news of a source: a poll is a check then. */
  public boolean isDelivering(String source) {
    Instant now = clock.instant();
    return find(source)
        .filter(known -> known.isOpen() && callbacks.isUsable())
        .filter(open -> isDelivering(open, receipt(source, open.callback()), now))
        .isPresent();
  }

  private static boolean isDelivering(PushSubscription open, PushReceipt receipt, Instant now) {
    Instant lastPush = receipt.lastPush();
    return receipt.isLeased(now)
        && lastPush != null
        && (open.newsAt() == null || !lastPush.isBefore(open.newsAt()));
  }

  /**
   * Stores a subscription.
   *
   * @param partition of the source in the sources topic, which may have more partitions
   */
  Uni<Void> put(String source, PushSubscription subscription, int partition) {
    return clients
        .whenThere(topics.subscriptions(), table)
        .flatMap(
            rows ->
                rows.put(
                    PREFIX + source,
                    new PushRow(subscription, null),
                    partition % rows.partitions()))
        .invoke(() -> index(source, subscription));
  }

  /** Stores the subscription of a deleted source, where it is. */
  Uni<Void> put(String source, PushSubscription subscription) {
    return put(
        source, subscription, rows().flatMap(rows -> rows.partition(PREFIX + source)).orElse(0));
  }

  /** Stores what a hub has sent, beside the subscription. */
  public Uni<Void> put(String source, PushReceipt receipt) {
    return clients
        .whenThere(topics.subscriptions(), table)
        .flatMap(
            rows ->
                rows.put(
                    PREFIX + source + RECEIVED,
                    new PushRow(null, receipt),
                    rows.partition(PREFIX + source).orElse(0)));
  }

  /** Removes the rows of a source. */
  Uni<Void> remove(String source) {
    return clients
        .whenThere(topics.subscriptions(), table)
        .flatMap(
            rows ->
                rows.remove(PREFIX + source + RECEIVED).chain(() -> rows.remove(PREFIX + source)));
  }

  private Optional<CompactedTable<PushRow>> rows() {
    return Optional.ofNullable(table.getNow(null));
  }
}
