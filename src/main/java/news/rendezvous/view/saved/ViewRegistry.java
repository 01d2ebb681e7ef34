package news.rendezvous.view.saved;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.kafka.topic.CompactedTable;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The views topic as a table, the same on every replica. */
@ApplicationScoped
public class ViewRegistry {

  private static final Logger LOG = Logger.getLogger(ViewRegistry.class);

  private final TopicClients clients;
  private final Topics topics;
  private final ConfiguredViews configured;
  private final List<Consumer<Change<SavedView>>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong();
  private final CompletableFuture<CompactedTable<SavedView>> table = new CompletableFuture<>();
  private volatile @Nullable CompactedTable<SavedView> opening;

  @Inject
  ViewRegistry(TopicClients clients, Topics topics, ConfiguredViews configured) {
    this.clients = clients;
    this.topics = topics;
    this.configured = configured;
  }

  void start(@Observes StartupEvent event) {
    CompactedTable<SavedView> opened =
        clients.table(
            topics.views(), SavedView.class, (id, view) -> id.equals(view.id()), this::changed);
    opening = opened;
    opened.onCaughtUp(
        () -> {
          table.complete(opened);
          version.incrementAndGet();
          configure(opened.values().toList());
        });
  }

  private void configure(List<SavedView> known) {
    configured
        .changed(known)
        .forEach(view -> write(view.id(), "set as the configuration says", put(view)));
    configured
        .dropped(known)
        .forEach(
            id -> write(id, "deleted, since the configuration no longer names it", remove(id)));
  }

  private static void write(String id, String done, Uni<Void> write) {
    WriteRetry.untilTaken(write)
        .subscribe()
        .with(
            x -> LOG.infof("View %s: view=%s", done, id),
            failure ->
                LOG.errorf("View not %s: view=%s reason=%s", done, id, failure.getMessage()));
  }

  void stop(@Observes ShutdownEvent event) {
    CompactedTable<SavedView> opened = opening;
    if (opened != null) {
      opened.close();
    }
  }

  /** Completes once the topic has been read to its end. */
  public CompletionStage<Void> ready() {
    return table.thenAccept(opened -> {});
  }

  /** True once the topic has been read to its end. */
  public boolean isRead() {
    return table.isDone();
  }

  /**
   * Adds a listener to all further changes. It runs on the thread that reads the topic and must not
   * block. A view is already found as changed when the listener runs.
   */
  public void onChange(Consumer<Change<SavedView>> listener) {
    listeners.add(listener);
  }

  private void changed(Change<SavedView> change) {
    version.incrementAndGet();
    listeners.forEach(listener -> listener.accept(change));
  }

  /**
   * Version of all views. It grows after each change has become visible, so that what was derived
   * from them is valid for as long as the version stays the same.
   */
  public long version() {
    return version.get();
  }

  /** A view; empty for an unknown one, and before the topic has been read. */
  public Optional<SavedView> find(String id) {
    return opened().flatMap(rows -> rows.find(id));
  }

  /** Time at which a view got its definition. */
  public Optional<Instant> lastChanged(String id) {
    return opened().flatMap(rows -> rows.lastChanged(id));
  }

  /** All views, by title; none before the topic has been read. */
  public List<SavedView> all() {
    return opened().stream()
        .flatMap(CompactedTable::values)
        .sorted(
            Comparator.comparing(SavedView::title, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(SavedView::id))
        .toList();
  }

  private Optional<CompactedTable<SavedView>> opened() {
    return Optional.ofNullable(table.getNow(null));
  }

  /** True for a view that the configuration writes at each start, whatever was changed. */
  public boolean isConfigured(String id) {
    return configured.isNamed(id);
  }

  /**
   * Adds or replaces a view. Completes when the broker has acknowledged the record and this replica
   * has the view.
   */
  public Uni<Void> put(SavedView view) {
    return clients
        .whenThere(topics.views(), table)
        .flatMap(rows -> rows.put(view.id(), view, partition(view.id(), rows.partitions())))
        .invoke(version::incrementAndGet);
  }

  /**
   * Removes a view by a tombstone. Completes when the broker has acknowledged it and this replica
   * has read it.
   */
  public Uni<Void> remove(String id) {
    return clients.whenThere(topics.views(), table).flatMap(rows -> rows.remove(id));
  }

  private static int partition(String id, int partitions) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
