package news.rendezvous.serve.hub.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of all replicas, from the subscriptions topic. The rows of one callback host are in
 * one partition, so that one replica bounds the requests to it.
 *
 * <p>A row has two writers, see the package: what one of them asked for here and the other
 * overwrote is written again.
 */
@ApplicationScoped
public class SubscriberRegistry {

  private static final Logger LOG = Logger.getLogger(SubscriberRegistry.class);

  /** Keys of other rows: own subscriptions at the hubs of publishers. */
  private static final String OWN = "push/";

  /** Time in which a row that the owner wrote, without having read a request, is read here. */
  private static final Duration PROPAGATION = Duration.ofMinutes(1);

  /** Number of no partition. */
  private static final int NONE = -1;

  private static final int MOST_REQUESTS = 10_000;

  /**
   * A request that was written.
   *
   * @param before the row before it
   * @param wanted null for a removal
   */
  private record Request(Subscriber before, @Nullable Subscriber wanted) {

    // A row like that before the request, by its position at most newer: the owner wrote it before
    // it had read the request.
    boolean isOverwrittenBy(Subscriber row) {
      return row.since().equals(before.since())
          && Objects.equals(row.leaseEnd(), before.leaseEnd())
          && Objects.equals(row.secret(), before.secret());
    }

    boolean isFulfilledBy(Subscriber row) {
      return wanted != null
          && Objects.equals(row.leaseEnd(), wanted.leaseEnd())
          && Objects.equals(row.secret(), wanted.secret());
    }
  }

  private final TopicClients clients;
  private final Topics topics;
  private final List<SubscriberStore.Listener> listeners = new CopyOnWriteArrayList<>();
  private final Cache<String, Request> requests =
      Caffeine.newBuilder().maximumSize(MOST_REQUESTS).expireAfterWrite(PROPAGATION).build();
  private final CompletableFuture<CompactedTable<Subscriber>> table = new CompletableFuture<>();
  private volatile @Nullable CompactedTable<Subscriber> opening;

  @Inject
  SubscriberRegistry(TopicClients clients, Topics topics) {
    this.clients = clients;
    this.topics = topics;
  }

  void start(@Observes StartupEvent event) {
    open();
  }

  void open() {
    CompactedTable<Subscriber> opened =
        clients.table(
            topics.subscriptions(),
            Subscriber.class,
            key -> !key.startsWith(OWN),
            (id, subscriber) -> id.equals(subscriber.id()),
            this::changed,
            TopicFollower.Reading.PROMPT);
    opening = opened;
    opened.onCaughtUp(() -> table.complete(opened));
  }

  void stop(@Observes ShutdownEvent event) {
    close();
  }

  void close() {
    CompactedTable<Subscriber> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  /** Completes once the topic was read. */
  public CompletionStage<Void> ready() {
    return table.thenAccept(opened -> {});
  }

  /** True once the topic was read. */
  public boolean isRead() {
    return table.isDone();
  }

  /** A subscriber of any replica, with its state as it was last written, within a second. */
  public Optional<Subscriber> find(String id) {
    return rows().flatMap(rows -> rows.find(id));
  }

  /** All subscribers; weakly consistent. */
  public Stream<Subscriber> all() {
    return rows().stream().flatMap(CompactedTable::values);
  }

  /** The rows as the owner of their partition uses them. */
  public SubscriberStore store() {
    return new Store();
  }

  /** Adds a listener to all further changes. It runs on the reading thread and must not block. */
  public void onChange(SubscriberStore.Listener listener) {
    listeners.add(listener);
  }

  private void changed(Change<Subscriber> change) {
    Subscriber row = change.value();
    if (row == null) {
      listeners.forEach(listener -> listener.removed(change.key()));
    } else {
      int partition = partition(row.id()).orElse(NONE);
      listeners.forEach(listener -> listener.changed(row, partition));
    }
    Request request = requests.getIfPresent(change.key());
    if (request != null) {
      repair(request, change);
    }
  }

  private void repair(Request request, Change<Subscriber> change) {
    Subscriber row = change.value();
    Subscriber wanted = request.wanted();
    if (row == null) {
      if (wanted != null) {
        requests.invalidate(change.key()); // removed since
      }
    } else if (!request.isFulfilledBy(row)) {
      if (!request.isOverwrittenBy(row)) {
        requests.invalidate(change.key()); // by a later request
      } else if (wanted == null) {
        logFailure(removeRow(change.key()));
      } else {
        logFailure(put(renewed(row, wanted)));
      }
    }
  }

  private static void logFailure(Uni<Void> write) {
    write
        .subscribe()
        .with(
            done -> LOG.debug("A row that was overwritten was written again"),
            failure -> LOG.warnf("A row was not written again: %s", failure.getMessage()));
  }

  /**
   * Adds a subscriber, or renews its lease and secret: what was delivered to it before stays.
   * Completes when the broker has acknowledged it and this replica has it.
   */
  public Uni<Void> subscribe(Subscriber subscriber) {
    return Uni.createFrom().deferred(() -> addOrRenew(subscriber));
  }

  private Uni<Void> addOrRenew(Subscriber subscriber) {
    Subscriber known = find(subscriber.id()).orElse(null);
    if (known == null) {
      requests.invalidate(subscriber.id());
      return put(subscriber);
    }
    Subscriber renewed = renewed(known, subscriber);
    requests.put(known.id(), new Request(known, renewed));
    return put(renewed);
  }

  private static Subscriber renewed(Subscriber known, Subscriber now) {
    return new Subscriber(
        known.id(),
        known.kind(),
        known.callback(),
        known.topic(),
        now.secret(),
        known.since(),
        now.leaseEnd(),
        known.position(),
        known.state());
  }

  private Uni<Void> put(Subscriber subscriber) {
    return clients
        .whenThere(topics.subscriptions(), table)
        .flatMap(
            rows ->
                rows.put(subscriber.id(), subscriber, partition(subscriber, rows.partitions())));
  }

  /** Removes a subscriber; does nothing where there is none. */
  public Uni<Void> remove(String id) {
    return Uni.createFrom()
        .deferred(
            () -> {
              find(id).ifPresent(row -> requests.put(id, new Request(row, null)));
              return removeRow(id);
            });
  }

  private Uni<Void> removeRow(String id) {
    return clients.whenThere(topics.subscriptions(), table).flatMap(rows -> rows.remove(id));
  }

  /** The partition of a row; empty where there is no such row. */
  Optional<Integer> partition(String id) {
    CompactedTable<Subscriber> opened = opening;
    return opened == null ? Optional.empty() : opened.partition(id);
  }

  private Optional<CompactedTable<Subscriber>> rows() {
    return Optional.ofNullable(table.getNow(null));
  }

  private static int partition(Subscriber subscriber, int partitions) {
    byte[] host = Subscriber.host(subscriber.callback()).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(host)) % partitions;
  }

  private final class Store implements SubscriberStore {

    @Override
    public Stream<Subscriber> inPartition(int partition) {
      return rows().stream().flatMap(rows -> rows.values(partition));
    }

    @Override
    public Uni<Void> progress(String id, String position, Subscriber.DeliveryState state) {
      return Uni.createFrom()
          .deferred(
              () ->
                  find(id)
                      .map(row -> put(row.at(position, state)))
                      .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    @Override
    public Uni<Void> remove(String id) {
      return SubscriberRegistry.this.remove(id);
    }

    @Override
    public Uni<Void> restore(Subscriber subscriber) {
      return Uni.createFrom().deferred(() -> putAgain(subscriber));
    }

    private Uni<Void> putAgain(Subscriber subscriber) {
      requests.invalidate(subscriber.id());
      return put(subscriber);
    }
  }
}
