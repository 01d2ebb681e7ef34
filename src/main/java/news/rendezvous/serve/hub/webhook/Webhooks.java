package news.rendezvous.serve.hub.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewReadiness;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import news.rendezvous.view.saved.Webhook;
import org.jboss.logging.Logger;

/**
 * Reconciles the webhooks of the views with their rows among the subscribers: each webhook has a
 * row, with the position from which on it gets events, and no row is without its webhook. The
 * replica that takes the change of a view writes the rows; a periodic pass on all replicas repairs
 * what one that died in between left undone. It leaves alone what has changed just now: another
 * replica may be writing, and views and rows are read from two topics.
 */
@ApplicationScoped
public class Webhooks {

  private static final Logger LOG = Logger.getLogger(Webhooks.class);

  private static final Duration PASS = Duration.ofMinutes(1);

  /** Longer than a view and its rows take to reach all replicas. */
  private static final Duration PROPAGATION = Duration.ofMinutes(1);

  private final ViewRegistry views;
  private final SubscriberRegistry registry;
  private final Timeline timeline;
  private final ViewReadiness view;
  private final InstantSource clock;
  private final Vertx vertx;
  private long timer;

  @Inject
  Webhooks(
      ViewRegistry views,
      SubscriberRegistry registry,
      Timeline timeline,
      @Any ViewReadiness view,
      InstantSource clock,
      Vertx vertx) {
    this.views = views;
    this.registry = registry;
    this.timeline = timeline;
    this.view = view;
    this.clock = clock;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            PASS.toMillis(),
            x -> Infrastructure.getDefaultWorkerPool().execute(() -> repair(clock.instant())));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** The webhook of a row; empty where its view no longer has it. */
  public Optional<Webhook> find(Subscriber row) {
    return views
        .find(row.topic())
        .flatMap(
            found ->
                found.webhooks().stream()
                    .filter(webhook -> webhook.url().equals(row.callback()))
                    .findFirst());
  }

  /** True once the rows are known, and the position from which on new ones get events. */
  public boolean isReady() {
    return registry.isRead() && view.isCaughtUp();
  }

  /**
   * Writes the rows of a view that was put, and removes those of its former webhooks. Completes
   * when Kafka has acknowledged them.
   */
  public Uni<Void> put(SavedView changed) {
    List<Subscriber> rows = rows(changed.id());
    return missing(changed, rows).chain(() -> removed(former(changed, rows)));
  }

  /** Removes the rows of a view that was deleted. */
  public Uni<Void> remove(String id) {
    return removed(rows(id));
  }

  /** The row of a webhook, with its deliveries; empty before it was written. */
  public Optional<Subscriber> row(String viewId, Webhook webhook) {
    return registry.find(Subscriber.webhookId(viewId, webhook.url().toString()));
  }

  private List<Subscriber> rows(String viewId) {
    return all().filter(row -> row.topic().equals(viewId)).toList();
  }

  private Stream<Subscriber> all() {
    return registry.all().filter(row -> row.kind() == Subscriber.Kind.WEBHOOK);
  }

  // The new rows begin where the view is now. Rows that are there keep their position.
  private Uni<Void> missing(SavedView of, List<Subscriber> rows) {
    Set<String> known = rows.stream().map(Subscriber::id).collect(Collectors.toSet());
    return all(
        of.webhooks().stream()
            .map(webhook -> first(of.id(), webhook))
            .filter(row -> !known.contains(row.id()))
            .map(registry::subscribe)
            .toList());
  }

  private static List<Subscriber> former(SavedView of, List<Subscriber> rows) {
    Set<FeedUrl> urls = of.webhooks().stream().map(Webhook::url).collect(Collectors.toSet());
    return rows.stream().filter(row -> !urls.contains(row.callback())).toList();
  }

  private static boolean isBefore(Instant time, Optional<Instant> changed) {
    return changed.filter(at -> at.isBefore(time)).isPresent();
  }

  private Subscriber first(String viewId, Webhook webhook) {
    return new Subscriber(
        Subscriber.webhookId(viewId, webhook.url().toString()),
        Subscriber.Kind.WEBHOOK,
        webhook.url(),
        viewId,
        null,
        clock.instant(),
        null,
        timeline.position().toString(),
        Subscriber.DeliveryState.NONE);
  }

  private Uni<Void> removed(List<Subscriber> rows) {
    return all(rows.stream().map(row -> registry.remove(row.id())).toList());
  }

  private static Uni<Void> all(List<Uni<Void>> writes) {
    return writes.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(writes).andFailFast().replaceWithVoid();
  }

  /** Writes missing rows, and removes those without a webhook. */
  void repair(Instant now) {
    if (!views.isRead() || !isReady()) {
      return;
    }
    Instant settled = now.minus(PROPAGATION);
    Map<String, List<Subscriber>> rows = all().collect(Collectors.groupingBy(Subscriber::topic));
    Stream<Uni<Void>> missing =
        views.all().stream()
            .filter(found -> isBefore(settled, views.lastChanged(found.id())))
            .map(found -> missing(found, rows.getOrDefault(found.id(), List.of())));
    List<Subscriber> without =
        rows.values().stream()
            .flatMap(List::stream)
            .filter(row -> row.since().isBefore(settled) && find(row).isEmpty())
            .toList();
    List<Uni<Void>> writes = Stream.concat(missing, Stream.of(removed(without))).toList();
    all(writes)
        .subscribe()
        .with(
            done -> {},
            failure ->
                LOG.warnf(
                    "The rows of webhooks were not written, and are tried again in %ds: reason=%s",
                    PASS.toSeconds(), failure.getMessage()));
  }
}
