package news.rendezvous.poll;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.CompactedTable;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.Topics;

/** What polls have learned of each source: the poll-state topic, readable on every replica. */
@ApplicationScoped
public class PollStates {

  private final Broker broker;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final PoisonRecords poison;
  private final CompletableFuture<CompactedTable<PollState>> table = new CompletableFuture<>();

  @Inject
  PollStates(Broker broker, KafkaAccess kafka, Topics topics, PoisonRecords poison) {
    this.broker = broker;
    this.kafka = kafka;
    this.topics = topics;
    this.poison = poison;
  }

  void start(@Observes StartupEvent event) {
    broker.ready().thenRunAsync(this::open);
  }

  private void open() {
    CompactedTable<PollState> opened =
        CompactedTable.open(kafka, topics.pollState(), PollState.class, poison);
    opened
        .caughtUp()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                table.complete(opened);
              } else {
                table.completeExceptionally(failure);
              }
            });
  }

  void stop(@Observes ShutdownEvent event) {
    table.thenAccept(CompactedTable::close);
  }

  CompletionStage<Void> ready() {
    return table.thenAccept(ready -> {});
  }

  /** What is known of a source; empty before its first poll has ended. */
  public Optional<PollState> find(String sourceId) {
    return opened().flatMap(rows -> rows.find(sourceId)).map(CompactedTable.Row::value);
  }

  /** Another number once something was learned of the source. */
  public long revision(String sourceId) {
    return opened().map(rows -> rows.revision(sourceId)).orElse(-1L);
  }

  private Optional<CompactedTable<PollState>> opened() {
    return table.isDone() && !table.isCompletedExceptionally()
        ? Optional.of(table.join())
        : Optional.empty();
  }

  /**
   * Keeps what was learned, in the partition where the source lives; a topic that was made with
   * fewer partitions than that of the sources is filled round robin.
   */
  Uni<Void> put(String sourceId, PollState state, int partition) {
    return Uni.createFrom()
        .completionStage(table)
        .flatMap(rows -> rows.put(sourceId, state, partition % rows.partitions()));
  }
}
