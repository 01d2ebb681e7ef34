package news.rendezvous.ingest.poll.state;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.source.Source;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Table of the poll-state topic: the state of each source, readable on every replica. */
@ApplicationScoped
public class PollStates {

  private final TopicClients clients;
  private final Topics topics;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<CompactedTable<PollState>> table = new CompletableFuture<>();
  private volatile @Nullable CompactedTable<PollState> opening;

  @Inject
  PollStates(TopicClients clients, Topics topics) {
    this.clients = clients;
    this.topics = topics;
  }

  void start(@Observes StartupEvent event) {
    CompactedTable<PollState> opened =
        clients.table(
            topics.pollState(),
            PollState.class,
            (id, state) -> Source.isId(id),
            change -> listeners.forEach(listener -> listener.accept(change.key())),
            TopicFollower.Reading.GATHERED);
    opening = opened;
    opened.onCaughtUp(() -> table.complete(opened));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<PollState> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  public CompletionStage<Void> ready() {
    return table.thenAccept(ready -> {});
  }

  /**
   * Adds a listener to the ids of sources whose state changes. It runs on the thread that reads the
   * topic and must not block.
   */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** The ids of all sources that have a state; none before the topic has been read. */
  public Set<String> ids() {
    return opened().map(CompactedTable::keys).orElse(Set.of());
  }

  /**
   * True if a source has a state, and it is where that of a source in one of these partitions is.
   *
   * @param partitions of the sources topic
   */
  public boolean isIn(Set<Integer> partitions, String sourceId) {
    return opened()
        .flatMap(rows -> rows.partition(sourceId).map(at -> isAt(at, partitions, rows)))
        .orElse(false);
  }

  private static boolean isAt(int at, Set<Integer> partitions, CompactedTable<PollState> rows) {
    return partitions.stream().anyMatch(partition -> at == partition % rows.partitions());
  }

  /** The exception with which a record would be refused now; empty if it may be sent. */
  public Optional<KafkaException> refusal() {
    return opened().flatMap(CompactedTable::refusal);
  }

  /** The state of a source; empty before the end of its first poll. */
  public Optional<PollState> find(String sourceId) {
    return opened().flatMap(rows -> rows.find(sourceId));
  }

  /** A number that changes with each new state of the source. */
  public long revision(String sourceId) {
    return opened().map(rows -> rows.revision(sourceId)).orElse(-1L);
  }

  private Optional<CompactedTable<PollState>> opened() {
    return Optional.ofNullable(table.getNow(null));
  }

  /** Removes the state of a source by a tombstone; does nothing where none has been read. */
  public Uni<Void> remove(String sourceId) {
    return clients.whenThere(topics.pollState(), table).flatMap(rows -> rows.remove(sourceId));
  }

  /**
   * Removes the state of a source that any replica polled, by a tombstone.
   *
   * @param partition of the source in the sources topic
   */
  public Uni<Void> remove(String sourceId, int partition) {
    return clients
        .whenThere(topics.pollState(), table)
        .flatMap(rows -> rows.remove(sourceId, partition % rows.partitions()));
  }

  /**
   * Stores a state.
   *
   * @param partition of the source in the sources topic, which may have more partitions
   */
  public Uni<Void> put(String sourceId, PollState state, int partition) {
    return clients
        .whenThere(topics.pollState(), table)
        .flatMap(rows -> rows.put(sourceId, state, partition % rows.partitions()));
  }
}
