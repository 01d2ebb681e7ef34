package news.rendezvous.ingest.push;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * WebSub subscriber (W3C Recommendation): begins and ends the subscriptions of the sources that
 * this replica owns, as their feeds announce hubs, and gives up hubs that deliver nothing. All
 * decisions are made on one thread; the subscriptions themselves are in their topic, so that the
 * next owner of a source continues.
 */
@ApplicationScoped
public class PushSubscriber {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  /** Time for which an ended subscription is kept, so that its hub gets 410. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final PushSubscriptions subscriptions;
  private final CallbackBase callbacks;
  private final CallbackSecrets secrets;
  private final PushConfig config;
  private final InstantSource clock;
  private final BackgroundTask task;
  private final SerialScheduler thread;
  private final OwnedSubscriptions owned;
  private final SubscriptionRequests requests;

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
      CallbackSecrets secrets,
      PushConfig config,
      PushMetrics metrics,
      BackgroundTaskRegistry work,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.callbacks = callbacks;
    this.secrets = secrets;
    this.config = config;
    this.clock = clock;
    this.task = work.register("subscribe at hubs");
    this.thread = new SerialScheduler(task::died);
    this.owned = new OwnedSubscriptions(subscriptions, sources, thread, this::written);
    this.requests =
        new SubscriptionRequests(
            owned,
            subscriptions,
            hubs,
            callbacks,
            secrets,
            config,
            metrics,
            thread,
            new SecureRandom(),
            clock);
  }

  private void written(String source) {
    requests.plan(source);
  }

  /** Begins to look after the subscriptions of a replica's sources. */
  public void start(SourceOwnership ownership) {
    owned.own(ownership);
    subscriptions.onChange(source -> thread.execute(() -> requests.plan(source)));
    subscriptions
        .ready()
        .thenRun(
            () -> {
              task.running();
              assigned();
            });
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdown();
  }

  /** Partitions were gained or lost. */
  public void assigned() {
    if (subscriptions.isRead()) {
      thread.execute(this::planAll);
    }
  }

  private void planAll() {
    Set<String> known = subscriptions.sources();
    known.forEach(requests::plan);
    known.forEach(this::endIfDeleted);
  }

  /** A source was written or deleted. */
  public void changed(String source, @Nullable Source now) {
    thread.execute(() -> sourceChanged(source, now));
  }

  private void sourceChanged(String id, @Nullable Source now) {
    if (now == null) {
      endIfDeleted(id);
    } else if (owned.owns(id)) {
      owned
          .find(id)
          .filter(known -> !now.enabled() || !known.isOfSource(now.url().toString()))
          .ifPresent(known -> end(id, known));
    }
  }

  private void endIfDeleted(String id) {
    owned.orphan(id).ifPresent(known -> end(id, known));
  }

  private void end(String id, PushSubscription known) {
    if (known.phase() != Phase.ENDED) {
      Instant now = clock.instant();
      owned.write(id, known.retiring(now).ended(Phase.ENDED, null, now.plus(KEPT)));
      requests.unsubscribe(id, known);
    }
  }

  /** A poll has read the feed of a source; its entries are acknowledged. */
  public void polled(Source source, PolledFeed feed) {
    if (callbacks.isUsable()) {
      var unused =
          subscriptions.ready().thenRun(() -> thread.execute(() -> announced(source, feed)));
    }
  }

  private void announced(Source source, PolledFeed feed) {
    String id = source.id();
    if (!owned.owns(id)) {
      return;
    }
    PushSubscription known = owned.find(id).orElse(null);
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
    if (changed && known != null && known.changesTooOften(clock.instant())) {
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
    Credentials credentials = secrets.create(id, announced.get(0));
    PushSubscription fresh =
        known == null
            ? PushSubscription.of(
                source.url().toString(),
                document,
                announced,
                topic,
                credentials,
                now.plus(SubscriptionRequests.SPREAD))
            : known
                .retiring(now)
                .announcedAt(source.url().toString(), document)
                .anew(announced, 0, topic, credentials, now.plus(SubscriptionRequests.SPREAD));
    if (known != null) {
      requests.unsubscribe(id, known);
    }
    boolean loop = callbacks.isOwn(topic) || announced.stream().anyMatch(callbacks::isOwn);
    owned.write(
        id,
        loop
            ? fresh.ended(
                Phase.OWN, "hub or topic is this service: a loop", now.plus(config.pause()))
            : fresh);
  }

  private void checkNews(String id, PushSubscription known, PolledFeed feed, boolean moved) {
    Instant now = clock.instant();
    Instant previous = feed.previous();
    boolean expected =
        known.isOpen()
            && previous != null
            && subscriptions.receipt(id, known.callback()).coversNewsAfter(previous, now);
    if (feed.news() && expected) {
      owned.write(id, known.withNews(now));
      thread.schedule(
          () -> checkDelivery(id, known.callback(), feed.delivered()), config.patience());
    } else if (moved) {
      owned.write(id, known);
    }
  }

  private void checkDelivery(String id, String callback, Predicate<byte[]> delivered) {
    PushSubscription known = owned.find(id).filter(now -> now.isOpenAt(callback)).orElse(null);
    if (known == null || !owned.owns(id)) {
      return;
    }
    byte[] seen = subscriptions.receipt(id, callback).seen();
    PushSubscription next = known.withDelivery(seen != null && delivered.test(seen));
    if (next.isSilent()) {
      requests.silent(id, known);
    } else {
      owned.write(id, next);
    }
  }
}
