package news.rendezvous.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.item.url.RegistrableDomain;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sources topic as a table, the same on every replica. */
@ApplicationScoped
public class SourceRegistry {

  private static final Logger LOG = Logger.getLogger(SourceRegistry.class);

  private final TopicClients clients;
  private final Topics topics;
  private final ConfiguredSources configured;
  private final List<Consumer<Change<Source>>> listeners = new CopyOnWriteArrayList<>();
  private final UniqueSources unique = new UniqueSources(this::find);
  private final CompletableFuture<CompactedTable<Source>> table = new CompletableFuture<>();

  /** The ids in order, for lists by pages; one of a source that has just gone may be among them. */
  private final NavigableSet<String> sorted = new ConcurrentSkipListSet<>();

  private volatile @Nullable CompactedTable<Source> opening;

  @Inject
  SourceRegistry(TopicClients clients, Topics topics, ConfiguredSources configured) {
    this.clients = clients;
    this.topics = topics;
    this.configured = configured;
  }

  void start(@Observes StartupEvent event) {
    // Loading the public suffix list takes half a second, too long for an event loop.
    Infrastructure.getDefaultWorkerPool().execute(RegistrableDomain::load);
    CompactedTable<Source> opened =
        clients.table(
            topics.sources(), Source.class, (id, source) -> id.equals(source.id()), this::changed);
    opening = opened;
    opened.onCaughtUp(
        () -> {
          table.complete(opened);
          configured.differences(concerned(opened)).forEach(this::apply);
        });
  }

  /** The sources of the configuration, now or before: a few of those in the table. */
  private List<Source> concerned(CompactedTable<Source> rows) {
    return rows.values()
        .filter(source -> source.configured() || configured.isNamed(source.id()))
        .toList();
  }

  private void apply(ConfiguredSources.Difference difference) {
    String id = difference.source().id();
    WriteRetry.untilTaken(put(difference.source()))
        .subscribe()
        .with(
            done -> LOG.infof("Source %s: source=%s", difference.kind(), id),
            failure ->
                LOG.errorf(
                    "Source not %s: source=%s reason=%s",
                    difference.kind(), id, failure.getMessage()));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<Source> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  /** Completes when the topic has been read to its end once. */
  public CompletionStage<Void> ready() {
    return table.thenAccept(ready -> {});
  }

  /** True once the topic has been read to its end. */
  public boolean isRead() {
    return table.isDone();
  }

  /**
   * Adds a listener to all further changes. It runs on the thread that reads the topic and must not
   * block. Writing a source unchanged is a change too: it makes the source's owner poll it.
   */
  public void onChange(Consumer<Change<Source>> listener) {
    listeners.add(listener);
  }

  private void changed(Change<Source> change) {
    if (change.value() == null) {
      sorted.remove(change.key());
      unique.removed();
    } else {
      index(change.value());
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  private void index(Source source) {
    unique.index(source);
    sorted.add(source.id());
  }

  /**
   * The sources with an id after this one, in the order of ids; decoded one by one as they are
   * consumed. None before the topic has been read.
   */
  public Stream<Source> after(String id) {
    return sorted.tailSet(id, false).stream().flatMap(next -> find(next).stream());
  }

  /** The ids of all sources; none before the topic has been read. */
  public Set<String> ids() {
    return opened().map(CompactedTable::keys).orElse(Set.of());
  }

  /** Changes with every write of the source; -1 for an unknown one. */
  public long revision(String id) {
    return opened().map(rows -> rows.revision(id)).orElse(-1L);
  }

  /** Time at which the source got its definition, whatever was written since without a change. */
  public Optional<Instant> lastChanged(String id) {
    return opened().flatMap(rows -> rows.lastChanged(id));
  }

  /** The number of sources; 0 before the topic has been read. */
  public int count() {
    return opened().map(CompactedTable::size).orElse(0);
  }

  /** All sources of one partition, decoded one by one as they are consumed. */
  public Stream<Source> inPartition(int partition) {
    return opened().stream().flatMap(rows -> rows.values(partition));
  }

  private Optional<CompactedTable<Source>> opened() {
    return Optional.ofNullable(table.getNow(null));
  }

  public Optional<Source> find(String id) {
    return opened().flatMap(rows -> rows.find(id));
  }

  /** True if a source has the id, or one that is being added. */
  public boolean isTaken(String id) {
    return unique.isTaken(id);
  }

  /**
   * The source with this URL, compared in canonical form; of several the first that moved there.
   */
  public Optional<Source> findByUrl(String url) {
    return unique.findByUrl(url);
  }

  /** The partition of a source. */
  public Optional<Integer> partition(String id) {
    return opened().flatMap(rows -> rows.partition(id));
  }

  /**
   * Adds a source if the claim on its id and URL is granted. Completes when the broker has
   * acknowledged the record and this replica has the source.
   */
  public Uni<Claim> add(Source source) {
    return clients.whenThere(topics.sources(), table).flatMap(rows -> addUnique(source));
  }

  private Uni<Claim> addUnique(Source source) {
    Claim claim = unique.claim(source);
    Uni<Claim> result = Uni.createFrom().item(claim);
    return claim == Claim.GRANTED
        ? put(source).chain(() -> result).onTermination().invoke(() -> unique.release(source))
        : result;
  }

  /** True for a source that the configuration writes at each start, whatever was changed. */
  public boolean isConfigured(String id) {
    return configured.isNamed(id);
  }

  /**
   * Replaces the definition of a source, unless another source has its URL; then false. Completes
   * when the broker has acknowledged the record and this replica has the definition.
   */
  public Uni<Boolean> replace(Source source) {
    return clients.whenThere(topics.sources(), table).flatMap(rows -> replaceUnique(source));
  }

  private Uni<Boolean> replaceUnique(Source source) {
    return unique.claimUrl(source)
        ? put(source).replaceWith(true).onTermination().invoke(() -> unique.releaseUrl(source))
        : Uni.createFrom().item(false);
  }

  /**
   * Changes the URL of a source that moved, unless its definition was changed or removed since.
   *
   * @param before the definition by which it was polled
   */
  public Uni<Void> move(Source before, String url) {
    return find(before.id())
        .filter(now -> now.url().equals(before.url()))
        .map(now -> put(now.movedTo(url)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /**
   * Removes a source by a tombstone. Completes when the broker has acknowledged it and this replica
   * has read it.
   */
  public Uni<Void> remove(String id) {
    return clients.whenThere(topics.sources(), table).flatMap(rows -> rows.remove(id));
  }

  /** Writes a source, new, changed, or unchanged to have it polled. */
  public Uni<Void> put(Source source) {
    return clients
        .whenThere(topics.sources(), table)
        .flatMap(rows -> rows.put(source.id(), source, partition(source.url(), rows.partitions())))
        .invoke(() -> index(source));
  }

  /**
   * The partition for a URL, by its registrable domain: the replica that owns a partition owns the
   * rate limits of all hosts in it. A text that is no URL, which only another writer of the topic
   * can have written, is its own domain.
   */
  static int partition(FeedUrl url, int partitions) {
    String domain = url.parsed().map(RegistrableDomain::of).orElseGet(url::toString);
    return Utils.toPositive(Utils.murmur2(domain.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
