package news.rendezvous.source;

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
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.CompactedTable;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.CompactedTable.Row;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.Topics;
import org.jboss.logging.Logger;

/**
 * All sources, the same on every replica: the sources topic as a table. Sources are spread over its
 * partitions by registrable domain, so that whoever owns a partition owns its hosts.
 */
@ApplicationScoped
public class SourceRegistry {

  private static final Logger LOG = Logger.getLogger(SourceRegistry.class);

  private final Broker broker;
  private final Topics topics;
  private final KafkaAccess kafka;
  private final PoisonRecords poison;
  private final ConfiguredSources configured;
  private final List<Consumer<Change<Source>>> listeners = new CopyOnWriteArrayList<>();
  private final Admission admission = new Admission(this);
  private final CompletableFuture<CompactedTable<Source>> table = new CompletableFuture<>();

  @Inject
  SourceRegistry(
      Broker broker,
      Topics topics,
      KafkaAccess kafka,
      PoisonRecords poison,
      ConfiguredSources configured) {
    this.broker = broker;
    this.topics = topics;
    this.kafka = kafka;
    this.poison = poison;
    this.configured = configured;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        broker
            .ready()
            .thenRunAsync(this::open)
            .exceptionally(
                failure -> {
                  table.completeExceptionally(failure);
                  return null;
                });
  }

  private void open() {
    Partitioning.load();
    CompactedTable<Source> opened =
        CompactedTable.open(kafka, topics.sources(), Source.class, poison, this::tell);
    opened
        .caughtUp()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                table.completeExceptionally(failure);
              } else {
                table.complete(opened);
                applyConfiguration();
              }
            });
  }

  private void applyConfiguration() {
    configured
        .differences(all())
        .forEach(
            source ->
                put(source)
                    .subscribe()
                    .with(
                        done -> LOG.infof("Source %s: configuration applied", source.id()),
                        failure ->
                            LOG.errorf(
                                "Source %s: configuration could not be applied: %s",
                                source.id(), failure.getMessage())));
  }

  void stop(@Observes ShutdownEvent event) {
    var unused = table.thenAccept(CompactedTable::close);
  }

  /** Completes when all sources are known. */
  public CompletionStage<Void> ready() {
    return table.thenAccept(ready -> {});
  }

  /**
   * Has every change told from now on, on the thread that reads the topic, which must not be held
   * up. Writing a source as it was is a change too: it asks the source's owner to poll it.
   */
  public void onChange(Consumer<Change<Source>> listener) {
    listeners.add(listener);
  }

  private void tell(Change<Source> change) {
    if (change.row() != null) {
      admission.note(change.row().value());
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  /** All sources; none before the topic has been read. */
  public List<Source> all() {
    return opened().stream().flatMap(CompactedTable::values).toList();
  }

  /** The ids of all sources; none before the topic has been read. */
  public Set<String> ids() {
    return opened().map(CompactedTable::keys).orElse(Set.of());
  }

  /** Another number once the source was written again. */
  public long revision(String id) {
    return opened().map(rows -> rows.revision(id)).orElse(-1L);
  }

  /** How many sources there are; none before the topic has been read. */
  public int count() {
    return opened().map(CompactedTable::size).orElse(0);
  }

  /** All sources that live in one partition. */
  public List<Source> inPartition(int partition) {
    return opened().stream().flatMap(rows -> rows.values(partition)).toList();
  }

  private Optional<CompactedTable<Source>> opened() {
    return table.isDone() && !table.isCompletedExceptionally()
        ? Optional.of(table.join())
        : Optional.empty();
  }

  public Optional<Source> find(String id) {
    return opened().flatMap(rows -> rows.find(id)).map(Row::value);
  }

  /** The partition in which a source lives. */
  public Optional<Integer> partition(String id) {
    return opened().flatMap(rows -> rows.partition(id));
  }

  /** What became of a wish to add a source. */
  public enum Addition {
    ADDED,
    ID_EXISTS,
    URL_EXISTS
  }

  /**
   * Adds a source, unless its id or its URL is there already. Acknowledged by the broker and known
   * here when it completes.
   */
  public Uni<Addition> add(Source source) {
    return admission.add(source);
  }

  /** Writes a source, new or changed, in the partition that its host belongs to. */
  public Uni<Void> put(Source source) {
    return Uni.createFrom()
        .completionStage(table)
        .flatMap(
            rows -> rows.put(source.id(), source, Partitioning.of(source.url(), rows.partitions())))
        .invoke(() -> admission.note(source));
  }
}
