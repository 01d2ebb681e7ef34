package news.rendezvous.ingest.push;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.push.HubClient.HubAnswer;
import news.rendezvous.ingest.push.PushMetrics.RequestResult;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.item.url.UrlRedaction;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.CredentialVault.Opened;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * WebSub subscriber (W3C Recommendation): requests, renews and ends the subscriptions of the
 * sources that this replica owns. All decisions are made on one thread; the subscriptions
 * themselves are in their topic, so that the next owner of a source continues.
 *
 * <p>A request is made a moment after its callback is stored, since the hub may verify it at once,
 * at any replica. A renewal keeps callback and secret, because a hub knows a subscription by its
 * callback; after a failure for good the next attempt has others.
 */
@ApplicationScoped
public class PushSubscriber {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  /** Until every replica has read the callback. */
  private static final Duration SPREAD = Duration.ofSeconds(1);

  /** Time between two warnings. */
  private static final Duration WARNINGS = Duration.ofSeconds(1);

  /** Time for which an ended subscription is kept, so that its hub gets 410. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** A feed may announce another hub or topic so often in that time: some differ at each poll. */
  private static final int MAX_CHANGES = 3;

  private static final Duration CHANGES = Duration.ofHours(1);
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final int MAX_MISSES = 2;

  private final PushSubscriptions subscriptions;
  private final SourceRegistry sources;
  private final HubClient hubs;
  private final CallbackBase callbacks;
  private final CredentialVault vault;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final InstantSource clock;
  private final BackgroundTask task;
  private final SecureRandom random = new SecureRandom();

  // Discards events that are submitted after the shutdown.
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, run -> new Thread(run, "rendezvous-push"), new ThreadPoolExecutor.DiscardPolicy());

  /** Confined to the thread, as all that follows. */
  private final Map<String, ScheduledFuture<?>> timers = new HashMap<>();

  private final Map<String, PushSubscription> writing = new HashMap<>();
  private final Set<String> requesting = new HashSet<>();
  private Instant warned = Instant.EPOCH;
  private volatile @Nullable Ownership ownership;

  /** The sources that this replica polls. Read by any thread. */
  public interface Ownership {

    boolean owns(String sourceId);

    /** Partitions of the sources topic. */
    Set<Integer> partitions();
  }

  /**
   * Result of a poll of a source's feed.
   *
   * @param document URL of the document, after redirects
   * @param links the hubs that it announces
   * @param news true if it had entries that neither a poll nor a push had brought before
   * @param delivered true for digests that have some of these entries
   * @param previous time of the poll before it
   */
  public record PolledFeed(
      URI document,
      HubLinks links,
      boolean news,
      Predicate<byte[]> delivered,
      @Nullable Instant previous) {}

  @Inject
  PushSubscriber(
      PushSubscriptions subscriptions,
      SourceRegistry sources,
      HubClient hubs,
      CallbackBase callbacks,
      CredentialVault vault,
      PushConfig config,
      PushMetrics metrics,
      BackgroundTaskRegistry work,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.sources = sources;
    this.hubs = hubs;
    this.callbacks = callbacks;
    this.vault = vault;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.task = work.register("subscribe at hubs");
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Begins to look after the subscriptions of a replica's sources. */
  public void start(Ownership owned) {
    ownership = owned;
    subscriptions.onChange(source -> execute(() -> plan(source)));
    subscriptions
        .ready()
        .thenRun(
            () -> {
              task.running();
              assigned();
            });
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  private void execute(Runnable event) {
    thread.execute(() -> run(event));
  }

  private void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOG.error("An event of the subscriptions at hubs failed", e);
    } catch (Error e) {
      task.died(e);
      throw e;
    }
  }

  /** Partitions were gained or lost. */
  public void assigned() {
    if (subscriptions.isRead()) {
      execute(this::planAll);
    }
  }

  private void planAll() {
    Set<String> known = subscriptions.sources();
    known.forEach(this::plan);
    known.forEach(this::endIfDeleted);
  }

  /** A source was written or deleted. */
  public void changed(String source, @Nullable Source now) {
    execute(() -> sourceChanged(source, now));
  }

  private void sourceChanged(String id, @Nullable Source now) {
    if (now == null) {
      endIfDeleted(id);
    } else if (owns(id)) {
      find(id)
          .filter(known -> !now.enabled() || !isOf(known, now))
          .ifPresent(known -> end(id, known));
    }
  }

  // A source that follows a permanent redirect keeps its subscription.
  private static boolean isOf(PushSubscription known, Source source) {
    String url = source.url().toString();
    return known.feed().equals(url) || known.document().equals(url);
  }

  private void endIfDeleted(String id) {
    Ownership owned = ownership;
    if (owned != null && sources.find(id).isEmpty() && subscriptions.isIn(owned.partitions(), id)) {
      find(id).ifPresent(known -> end(id, known));
    }
  }

  private void end(String id, PushSubscription known) {
    if (known.phase() != Phase.ENDED) {
      Instant now = clock.instant();
      write(id, known.retiring(now).ended(Phase.ENDED, null, now.plus(KEPT)));
      unsubscribe(id, known);
    }
  }

  // Best effort: a hub that does not answer gets 410 for its next push. It may verify the request
  // at any replica, so that one must know before that the callback has ended.
  private void unsubscribe(String id, PushSubscription ended) {
    if (ended.phase() == Phase.ACCEPTED && callbacks.isUsable()) {
      thread.schedule(
          () -> run(() -> requestEnd(id, ended)), SPREAD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void requestEnd(String id, PushSubscription ended) {
    hubs.unsubscribe(id, ended.hubUrl(), ended.topic(), ended.callback())
        .subscribe()
        .with(
            answer -> LOG.debugf("Unsubscribed at a hub: source=%s answer=%s", id, answer),
            failure -> LOG.errorf(failure, "Unsubscribing at a hub failed: source=%s", id));
  }

  /** A poll has read the feed of a source; its entries are acknowledged. */
  public void polled(Source source, PolledFeed feed) {
    if (callbacks.isUsable()) {
      var unused = subscriptions.ready().thenRun(() -> execute(() -> announced(source, feed)));
    }
  }

  private void announced(Source source, PolledFeed feed) {
    String id = source.id();
    if (!owns(id)) {
      return;
    }
    PushSubscription known = find(id).orElse(null);
    if (feed.links().hubs().isEmpty()) {
      if (known != null) {
        end(id, known);
      }
      return;
    }
    String document = feed.document().toString();
    // Section 4 requires self; without it the topic is the document, after redirects.
    String topic = Objects.requireNonNullElse(feed.links().self(), document);
    String url = source.url().toString();
    boolean changed =
        known == null || !known.isFor(feed.links().hubs(), topic) || known.phase() == Phase.ENDED;
    if (changed && known != null && known.changesWithin(CHANGES, clock.instant()) >= MAX_CHANGES) {
      LOG.debugf("Announces another hub or topic too often: source=%s", id);
    } else if (known == null || changed) {
      subscribe(source, known, feed.links().hubs(), topic, document);
    } else if (!known.feed().equals(url) || !known.document().equals(document)) {
      checkNews(id, known.announcedAt(url, document), feed, true);
    } else {
      checkNews(id, known, feed, false);
    }
  }

  private void subscribe(
      Source source,
      @Nullable PushSubscription known,
      List<String> announced,
      String topic,
      String document) {
    String id = source.id();
    Instant now = clock.instant();
    Credentials credentials = credentials(id, announced.get(0));
    PushSubscription fresh =
        known == null
            ? PushSubscription.of(
                source.url().toString(), document, announced, topic, credentials, now.plus(SPREAD))
            : known
                .retiring(now)
                .announcedAt(source.url().toString(), document)
                .anew(announced, 0, topic, credentials, now.plus(SPREAD));
    if (known != null) {
      unsubscribe(id, known);
    }
    boolean loop = callbacks.isOwn(topic) || announced.stream().anyMatch(callbacks::isOwn);
    write(
        id,
        loop
            ? fresh.ended(
                Phase.OWN, "hub or topic is this service: a loop", now.plus(config.pause()))
            : fresh);
  }

  private Credentials credentials(String source, String hub) {
    return new Credentials(
        random(ID_BYTES), vault.seal(random(SECRET_BYTES), owner(source), FeedUrl.of(hub)));
  }

  private String random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static String owner(String source) {
    return CallbackBase.PATH + "/" + source;
  }

  // News that was there before the hub verified the subscription was not to be delivered.
  private void checkNews(String id, PushSubscription known, PolledFeed feed, boolean moved) {
    Instant now = clock.instant();
    PushReceipt receipt = subscriptions.receipt(id, known.callback());
    Instant verified = receipt.verifiedAt();
    boolean expected =
        known.isOpen()
            && receipt.isLeased(now)
            && verified != null
            && feed.previous() != null
            && !feed.previous().isBefore(verified);
    if (feed.news() && expected) {
      write(id, known.withNews(now));
      thread.schedule(
          () -> run(() -> checkDelivery(id, known.callback(), feed.delivered())),
          config.patience().toMillis(),
          TimeUnit.MILLISECONDS);
    } else if (moved) {
      write(id, known);
    }
  }

  private void checkDelivery(String id, String callback, Predicate<byte[]> delivered) {
    PushSubscription known =
        find(id).filter(now -> now.isOpen() && now.callback().equals(callback)).orElse(null);
    if (known == null || !owns(id)) {
      return;
    }
    byte[] seen = subscriptions.receipt(id, callback).seen();
    PushSubscription next = known.withDelivery(seen != null && delivered.test(seen));
    if (next.misses() < MAX_MISSES) {
      write(id, next);
      return;
    }
    metrics.silent();
    LOG.logf(
        warning(),
        "Hub delivers nothing, polls find the news of the source: source=%s hub=%s",
        id,
        UrlRedaction.of(known.hubUrl()));
    Instant now = clock.instant();
    write(
        id,
        next.retiring(now)
            .ended(
                Phase.SILENT,
                "the hub delivered none of the news that the last polls found",
                now.plus(config.pause())));
    unsubscribe(id, known);
  }

  private Optional<PushSubscription> find(String id) {
    PushSubscription written = writing.get(id);
    return written == null ? subscriptions.find(id) : Optional.of(written);
  }

  private boolean owns(String id) {
    Ownership owned = ownership;
    return owned != null && owned.owns(id);
  }

  // Of a deleted source by its partition.
  private boolean mayWrite(String id) {
    Ownership owned = ownership;
    return owned != null && (owned.owns(id) || subscriptions.isIn(owned.partitions(), id));
  }

  @SuppressWarnings("ReferenceEquality") // a later write has replaced it
  private void write(String id, PushSubscription next) {
    writing.put(id, next);
    WriteRetry.untilTaken(Uni.createFrom().deferred(() -> put(id, next)))
        .subscribe()
        .with(
            done -> execute(() -> written(id, next)),
            failure -> {
              LOG.errorf(failure, "Subscription not stored: source=%s", id);
              execute(() -> written(id, next));
            });
  }

  private Uni<Void> put(String id, PushSubscription next) {
    Optional<Integer> partition = sources.partition(id);
    if (!mayWrite(id)) {
      return Uni.createFrom().voidItem(); // the new owner decides
    }
    return partition.isPresent()
        ? subscriptions.put(id, next, partition.get())
        : subscriptions.put(id, next);
  }

  @SuppressWarnings("ReferenceEquality")
  private void written(String id, PushSubscription next) {
    if (writing.get(id) == next) {
      writing.remove(id);
      plan(id);
    }
  }

  /** Sets the timer of a subscription for the next step, and notes what its hub has sent. */
  private void plan(String id) {
    ScheduledFuture<?> before = timers.remove(id);
    if (before != null) {
      before.cancel(false);
    }
    PushSubscription known = mayWrite(id) ? find(id).orElse(null) : null;
    if (known == null) {
      metrics.active(id, false);
      return;
    }
    PushReceipt receipt = subscriptions.receipt(id, known.callback());
    Instant now = clock.instant();
    if (writing.containsKey(id) || requesting.contains(id)) {
      return; // planned when that has ended
    }
    boolean leased = callbacks.isUsable() && known.isOpen() && receipt.isLeased(now);
    if (metrics.active(id, leased)) {
      LOG.logf(
          isVerifiedNow(receipt, now) ? Logger.Level.INFO : Logger.Level.DEBUG, // else of before
          "Subscription is active: source=%s hub=%s until=%s",
          id,
          UrlRedaction.of(known.hubUrl()),
          receipt.leaseEnd());
    }
    if (LeaseTimes.isDenied(known, receipt)) {
      denied(id, known, receipt);
    } else if (leased && known.phase() == Phase.ACCEPTED && known.lastError() != null) {
      write(id, known.verified());
    } else if (callbacks.isUsable() || known.phase() == Phase.ENDED) {
      Duration wait = Duration.between(now, LeaseTimes.due(known, receipt, config.patience()));
      timers.put(
          id,
          thread.schedule(
              () -> run(() -> step(id)), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS));
    }
  }

  private boolean isVerifiedNow(PushReceipt receipt, Instant now) {
    Instant verified = receipt.verifiedAt();
    return verified != null && verified.plus(config.patience()).isAfter(now);
  }

  private void denied(String id, PushSubscription known, PushReceipt receipt) {
    String reason = Objects.requireNonNullElse(receipt.reason(), "without a reason");
    LOG.logf(
        warning(),
        "Hub denies the subscription: source=%s hub=%s reason=%s",
        id,
        UrlRedaction.of(known.hubUrl()),
        reason);
    write(
        id,
        known.ended(
            Phase.DENIED, "the hub denies it: " + reason, clock.instant().plus(config.pause())));
  }

  private void step(String id) {
    PushSubscription known = mayWrite(id) ? find(id).orElse(null) : null;
    if (known == null || writing.containsKey(id) || requesting.contains(id)) {
      return;
    }
    PushReceipt receipt = subscriptions.receipt(id, known.callback());
    if (clock.instant().isBefore(LeaseTimes.due(known, receipt, config.patience()))) {
      plan(id); // it changed, or the clock has been set back
      return;
    }
    switch (known.phase()) {
      case PENDING -> request(id, known);
      case ACCEPTED -> {
        if (LeaseTimes.renewal(known, receipt).isPresent()) {
          write(id, known.again(clock.instant()));
        } else {
          failed(id, known, "the hub did not verify the subscription in time", null);
        }
      }
      case REFUSED, DENIED, SILENT -> startAnew(id, known, 0, null);
      case OWN -> write(id, known.ended(Phase.OWN, known.lastError(), pause()));
      case ENDED -> remove(id);
    }
  }

  // One hub serves the feeds of many sources: its failure is that of all of them.
  private Logger.Level warning() {
    Instant now = clock.instant();
    if (now.isBefore(warned.plus(WARNINGS)) && !now.isBefore(warned)) {
      return Logger.Level.DEBUG;
    }
    warned = now;
    return Logger.Level.WARN;
  }

  private Instant pause() {
    return clock.instant().plus(config.pause());
  }

  private void startAnew(String id, PushSubscription known, int hub, @Nullable String error) {
    Instant now = clock.instant();
    write(
        id,
        known
            .ended(known.phase(), error, now)
            .retiring(now)
            .anew(
                known.hubs(),
                hub,
                known.topic(),
                credentials(id, known.hubs().get(hub)),
                now.plus(SPREAD)));
  }

  private void remove(String id) {
    WriteRetry.untilTaken(
            Uni.createFrom()
                .deferred(
                    () -> mayWrite(id) ? subscriptions.remove(id) : Uni.createFrom().voidItem()))
        .subscribe()
        .with(
            done -> LOG.debugf("Ended subscription removed: source=%s", id),
            failure -> LOG.errorf(failure, "Ended subscription not removed: source=%s", id));
  }

  private void request(String id, PushSubscription known) {
    Opened secret = vault.open(known.secret(), owner(id), FeedUrl.of(known.hubUrl()));
    if (!owns(id)) {
      return;
    }
    if (!(secret instanceof Opened.Value value)) {
      // Another key is configured now: another secret takes its place.
      startAnew(id, known, known.hub(), ((Opened.Unreadable) secret).reason());
      return;
    }
    requesting.add(id);
    Instant sent = clock.instant(); // a hub may verify before its answer arrives
    hubs.subscribe(id, known.hubUrl(), known.topic(), known.callback(), value.text())
        .subscribe()
        .with(
            answer -> execute(() -> answered(id, known, answer, sent)),
            failure -> {
              LOG.errorf(failure, "Request to a hub failed by a bug: source=%s", id);
              execute(
                  () ->
                      answered(
                          id, known, new HubAnswer.Failed(String.valueOf(failure), null), sent));
            });
  }

  private void answered(String id, PushSubscription requested, HubAnswer answer, Instant sent) {
    requesting.remove(id);
    PushSubscription known = find(id).orElse(null);
    if (known == null
        || known.phase() != Phase.PENDING
        || !known.callback().equals(requested.callback())
        || !owns(id)) {
      plan(id);
      return;
    }
    if (answer instanceof HubAnswer.Accepted) {
      metrics.requested(RequestResult.ACCEPTED);
      write(id, known.accepted(sent));
    } else if (answer instanceof HubAnswer.Failed failed) {
      metrics.requested(RequestResult.FAILED);
      failed(id, known, failed.reason(), failed.retryAfter());
    } else {
      metrics.requested(RequestResult.REFUSED);
      refused(id, known, ((HubAnswer.Refused) answer).reason());
    }
  }

  // Exponential backoff with the jitter of 20 %.
  private void failed(
      String id, PushSubscription known, String reason, @Nullable Duration retryAfter) {
    LOG.logf(
        known.failures() == 0 ? warning() : Logger.Level.DEBUG,
        "Request to hub failed: source=%s hub=%s reason=%s",
        id,
        UrlRedaction.of(known.hubUrl()),
        reason);
    long most = config.pause().toMillis();
    long doubled = config.backoff().toMillis() << Math.min(known.failures(), 20);
    double wait = Math.min(most, doubled) * random.nextDouble(0.8, 1.2);
    long demanded = retryAfter == null ? 0 : retryAfter.toMillis();
    write(id, known.failed(reason, clock.instant().plusMillis(Math.max((long) wait, demanded))));
  }

  private void refused(String id, PushSubscription known, String reason) {
    LOG.logf(
        warning(),
        "Hub refuses the subscription: source=%s hub=%s reason=%s",
        id,
        UrlRedaction.of(known.hubUrl()),
        reason);
    if (known.hasNextHub()) {
      startAnew(id, known, known.hub() + 1, reason);
    } else {
      write(id, known.ended(Phase.REFUSED, reason, pause()));
    }
  }
}
