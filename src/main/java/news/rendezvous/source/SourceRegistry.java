package news.rendezvous.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import news.rendezvous.broker.CompactedTable;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.RegistrableDomain;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All sources, the same on every replica: the sources topic as a table. Sources are spread over its
 * partitions by registrable domain, so that whoever owns a partition owns its hosts.
 */
@ApplicationScoped
public class SourceRegistry {

  private static final Logger LOG = Logger.getLogger(SourceRegistry.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  private final TopicClients clients;
  private final Topics topics;
  private final ConfiguredSources configured;
  private final List<Consumer<Change<Source>>> listeners = new CopyOnWriteArrayList<>();
  private final Admission admission = new Admission(this);
  private final CompletableFuture<CompactedTable<Source>> table = new CompletableFuture<>();
  private volatile @Nullable CompactedTable<Source> opening;

  @Inject
  SourceRegistry(TopicClients clients, Topics topics, ConfiguredSources configured) {
    this.clients = clients;
    this.topics = topics;
    this.configured = configured;
  }

  void start(@Observes StartupEvent event) {
    // Reading the list of public suffixes is half a second of work that no event loop has time for.
    Infrastructure.getDefaultWorkerPool().execute(RegistrableDomain::load);
    CompactedTable<Source> opened =
        clients.table(
            topics.sources(), Source.class, (id, source) -> id.equals(source.id()), this::tell);
    opening = opened;
    opened.onCaughtUp(
        () -> {
          table.complete(opened);
          applyConfiguration();
        });
  }

  private void applyConfiguration() {
    configured.differences(all()).forEach(this::apply);
  }

  private void apply(ConfiguredSources.Difference difference) {
    String id = difference.source().id();
    put(difference.source())
        .onFailure(KafkaException.class)
        .retry()
        .withBackOff(FIRST_RETRY, LAST_RETRY)
        .indefinitely()
        .subscribe()
        .with(
            done -> LOG.infof("Source %s: %s", id, difference.kind()),
            failure ->
                LOG.errorf("Source %s: not %s: %s", id, difference.kind(), failure.getMessage()));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<Source> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  /** Completes when all sources are known. */
  public CompletionStage<Void> ready() {
    return table.thenAccept(ready -> {});
  }

  /** Whether all sources are known. */
  public boolean isRead() {
    return table.isDone();
  }

  /**
   * Has every change told from now on, on the thread that reads the topic, which must not be held
   * up. Writing a source as it was is a change too: it asks the source's owner to poll it.
   */
  public void onChange(Consumer<Change<Source>> listener) {
    listeners.add(listener);
  }

  private void tell(Change<Source> change) {
    if (change.value() != null) {
      admission.note(change.value());
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
    return Optional.ofNullable(table.getNow(null));
  }

  public Optional<Source> find(String id) {
    return opened().flatMap(rows -> rows.find(id));
  }

  /** The source that has a URL, however it is spelled; the first where several have moved there. */
  public Optional<Source> findByUrl(String url) {
    return admission.holder(url);
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
    return clients.whenThere(topics.sources(), table).flatMap(rows -> admission.add(source));
  }

  /** Writes a source, new or changed, in the partition that its host belongs to. */
  public Uni<Void> put(Source source) {
    return clients
        .whenThere(topics.sources(), table)
        .flatMap(
            rows -> rows.put(source.id(), source, Partitioning.of(source.url(), rows.partitions())))
        .invoke(() -> admission.note(source));
  }
}
