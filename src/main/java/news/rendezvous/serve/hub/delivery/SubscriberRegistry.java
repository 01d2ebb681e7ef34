package news.rendezvous.serve.hub.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of all replicas, from the subscriptions topic. The rows of one callback host are in
 * one partition, so that one replica bounds the requests to it.
 */
@ApplicationScoped
public class SubscriberRegistry {

  /** Keys of other rows: own subscriptions at the hubs of publishers. */
  private static final String OWN = "push/";

  private final TopicClients clients;
  private final Topics topics;
  private final CompletableFuture<CompactedTable<Subscriber>> table = new CompletableFuture<>();
  private volatile @Nullable CompactedTable<Subscriber> opening;

  @Inject
  SubscriberRegistry(TopicClients clients, Topics topics) {
    this.clients = clients;
    this.topics = topics;
  }

  void start(@Observes StartupEvent event) {
    CompactedTable<Subscriber> opened =
        clients.table(
            topics.subscriptions(),
            Subscriber.class,
            key -> !key.startsWith(OWN),
            (id, subscriber) -> id.equals(subscriber.id()),
            change -> {},
            TopicFollower.Reading.PROMPT);
    opening = opened;
    opened.onCaughtUp(() -> table.complete(opened));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<Subscriber> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  /** True once the topic was read. */
  public boolean isRead() {
    return table.isDone();
  }

  public Optional<Subscriber> find(String id) {
    return rows().flatMap(rows -> rows.find(id));
  }

  /** All subscribers; weakly consistent. */
  public Stream<Subscriber> all() {
    return rows().stream().flatMap(CompactedTable::values);
  }

  /**
   * Adds a subscriber, or renews its lease and secret: what was delivered to it before stays.
   * Completes when the broker has acknowledged it and this replica has it.
   */
  public Uni<Void> subscribe(Subscriber subscriber) {
    return put(find(subscriber.id()).map(known -> renewed(known, subscriber)).orElse(subscriber));
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

  /**
   * Adds or changes a subscriber. Completes when the broker has acknowledged it and this replica
   * has it.
   */
  Uni<Void> put(Subscriber subscriber) {
    return clients
        .whenThere(topics.subscriptions(), table)
        .flatMap(
            rows ->
                rows.put(subscriber.id(), subscriber, partition(subscriber, rows.partitions())));
  }

  /** Removes a subscriber; does nothing where there is none. */
  public Uni<Void> remove(String id) {
    return clients.whenThere(topics.subscriptions(), table).flatMap(rows -> rows.remove(id));
  }

  private Optional<CompactedTable<Subscriber>> rows() {
    return Optional.ofNullable(table.getNow(null));
  }

  private static int partition(Subscriber subscriber, int partitions) {
    byte[] host = subscriber.callback().origin().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(host)) % partitions;
  }
}
