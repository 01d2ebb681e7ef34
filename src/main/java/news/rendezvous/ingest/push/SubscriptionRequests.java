package news.rendezvous.ingest.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.random.RandomGenerator;
import news.rendezvous.ingest.push.HubClient.HubAnswer;
import news.rendezvous.ingest.push.PushMetrics.RequestResult;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import news.rendezvous.item.url.UrlRedaction;
import news.rendezvous.source.CredentialVault.Opened;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests to hubs when they are due: subscription, renewal of the lease, retries with backoff, and
 * the next hub after a refusal. Each owned subscription has a timer for its next step. Confined to
 * the thread of the subscriber.
 *
 * <p>A request is made a moment after its callback is stored, since the hub may verify it at once,
 * at any replica. A renewal keeps callback and secret, because a hub knows a subscription by its
 * callback; after a failure for good the next attempt has others.
 */
final class SubscriptionRequests {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  /** Until every replica has read the callback. */
  static final Duration SPREAD = Duration.ofSeconds(1);

  /** Time between two warnings. */
  private static final Duration WARNINGS = Duration.ofSeconds(1);

  private final OwnedSubscriptions owned;
  private final PushSubscriptions stored;
  private final HubClient hubs;
  private final CallbackBase callbacks;
  private final CallbackSecrets secrets;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final SerialScheduler thread;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Map<String, ScheduledFuture<?>> timers = new HashMap<>();
  private final Set<String> requesting = new HashSet<>();
  private Instant warned = Instant.EPOCH;

  SubscriptionRequests(
      OwnedSubscriptions owned,
      PushSubscriptions stored,
      HubClient hubs,
      CallbackBase callbacks,
      CallbackSecrets secrets,
      PushConfig config,
      PushMetrics metrics,
      SerialScheduler thread,
      RandomGenerator random,
      InstantSource clock) {
    this.owned = owned;
    this.stored = stored;
    this.hubs = hubs;
    this.callbacks = callbacks;
    this.secrets = secrets;
    this.config = config;
    this.metrics = metrics;
    this.thread = thread;
    this.random = random;
    this.clock = clock;
  }

  /** Sets the timer of a subscription for the next step, and notes what its hub has sent. */
  void plan(String id) {
    ScheduledFuture<?> before = timers.remove(id);
    if (before != null) {
      before.cancel(false);
    }
    PushSubscription known = owned.writable(id);
    if (known == null) {
      metrics.active(id, false);
      return;
    }
    if (isBusy(id)) {
      return; // planned when that has ended
    }
    PushReceipt receipt = stored.receipt(id, known.callback());
    Instant now = clock.instant();
    boolean leased = callbacks.isUsable() && known.isOpen() && receipt.isLeased(now);
    if (metrics.active(id, leased)) {
      LOG.logf(
          receipt.isVerifiedSince(now.minus(config.patience())) // else before a restart
              ? Logger.Level.INFO
              : Logger.Level.DEBUG,
          "Subscription is active: source=%s hub=%s until=%s",
          id,
          UrlRedaction.of(known.hubUrl()),
          receipt.leaseEnd());
    }
    if (LeaseTimes.isDenied(known, receipt)) {
      denied(id, known, receipt);
    } else if (isVerifiedAfterFailures(known, receipt)) {
      owned.write(id, known.verified());
    } else if (callbacks.isUsable() || known.phase() == Phase.ENDED) {
      Duration wait = Duration.between(now, LeaseTimes.due(known, receipt, config.patience()));
      timers.put(id, thread.schedule(() -> step(id), wait));
    }
  }

  private static boolean isVerifiedAfterFailures(PushSubscription known, PushReceipt receipt) {
    return known.phase() == Phase.ACCEPTED
        && (known.lastError() != null || known.failures() > 0)
        && LeaseTimes.renewal(known, receipt).isPresent();
  }

  private boolean isBusy(String id) {
    return owned.isWriting(id) || requesting.contains(id);
  }

  private void step(String id) {
    PushSubscription known = owned.writable(id);
    if (known == null || isBusy(id)) {
      return;
    }
    PushReceipt receipt = stored.receipt(id, known.callback());
    Instant now = clock.instant();
    if (now.isBefore(LeaseTimes.due(known, receipt, config.patience()))) {
      plan(id); // it changed, or the clock has been set back
      return;
    }
    switch (known.phase()) {
      case PENDING -> request(id, known);
      case ACCEPTED -> {
        if (LeaseTimes.renewal(known, receipt).isPresent()) {
          owned.write(id, known.again(now));
        } else {
          failed(id, known, "the hub did not verify the subscription in time", null);
        }
      }
      case REFUSED, DENIED, SILENT -> startAnew(id, known, 0, null);
      case OWN -> giveUp(id, known, Phase.OWN, known.lastError());
      case ENDED -> owned.remove(id);
    }
  }

  private void request(String id, PushSubscription known) {
    Opened secret = secrets.open(id, known);
    if (!owned.owns(id)) {
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
            answer -> thread.execute(() -> answered(id, known, answer, sent)),
            failure -> {
              LOG.errorf(failure, "Request to a hub failed by a bug: source=%s", id);
              HubAnswer bug = new HubAnswer.Failed(String.valueOf(failure), null);
              thread.execute(() -> answered(id, known, bug, sent));
            });
  }

  private void answered(String id, PushSubscription requested, HubAnswer answer, Instant sent) {
    requesting.remove(id);
    PushSubscription known = owned.find(id).orElse(null);
    if (known == null
        || known.phase() != Phase.PENDING
        || !known.callback().equals(requested.callback())
        || !owned.owns(id)) {
      plan(id);
      return;
    }
    if (answer instanceof HubAnswer.Accepted) {
      metrics.requested(RequestResult.ACCEPTED);
      owned.write(id, known.accepted(sent));
    } else if (answer instanceof HubAnswer.Failed failed) {
      metrics.requested(RequestResult.FAILED);
      failed(id, known, failed.reason(), failed.retryAfter());
    } else {
      metrics.requested(RequestResult.REFUSED);
      refused(id, known, ((HubAnswer.Refused) answer).reason());
    }
  }

  private void failed(
      String id, PushSubscription known, String reason, @Nullable Duration retryAfter) {
    LOG.logf(
        known.failures() == 0 ? warning() : Logger.Level.DEBUG,
        "Request to hub failed: source=%s hub=%s reason=%s",
        id,
        UrlRedaction.of(known.hubUrl()),
        reason);
    Duration pause = LeaseTimes.backoff(known.failures(), retryAfter, config, random);
    owned.write(id, known.failed(reason, clock.instant().plus(pause)));
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
      giveUp(id, known, Phase.REFUSED, reason);
    }
  }

  private void denied(String id, PushSubscription known, PushReceipt receipt) {
    String reason = Objects.requireNonNullElse(receipt.reason(), "without a reason");
    LOG.logf(
        warning(),
        "Hub denies the subscription: source=%s hub=%s reason=%s",
        id,
        UrlRedaction.of(known.hubUrl()),
        reason);
    giveUp(id, known, Phase.DENIED, "the hub denies it: " + reason);
  }

  /** Gives up a hub that delivers nothing, so that polls alone bring the news of the source. */
  void silent(String id, PushSubscription known) {
    metrics.silent();
    LOG.logf(
        warning(),
        "Hub delivers nothing, polls find the news of the source: source=%s hub=%s",
        id,
        UrlRedaction.of(known.hubUrl()));
    giveUp(
        id,
        known.retiring(clock.instant()),
        Phase.SILENT,
        "the hub delivered none of the news that the last polls found");
    unsubscribe(id, known);
  }

  private void giveUp(String id, PushSubscription known, Phase why, @Nullable String error) {
    owned.write(id, known.ended(why, error, clock.instant().plus(config.pause())));
  }

  private void startAnew(String id, PushSubscription known, int hub, @Nullable String error) {
    Instant now = clock.instant();
    owned.write(
        id,
        known
            .ended(known.phase(), error, now)
            .retiring(now)
            .anew(
                known.hubs(),
                hub,
                known.topic(),
                secrets.create(id, known.hubs().get(hub)),
                now.plus(SPREAD)));
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

  /**
   * Requests the end of a subscription, if its hub accepted it. Best effort: a hub that does not
   * answer gets 410 for its next push. It may verify the request at any replica, so that one must
   * know before that the callback has ended.
   */
  void unsubscribe(String id, PushSubscription ended) {
    if (ended.phase() == Phase.ACCEPTED && callbacks.isUsable()) {
      thread.schedule(() -> requestEnd(id, ended), SPREAD);
    }
  }

  private void requestEnd(String id, PushSubscription ended) {
    hubs.unsubscribe(id, ended.hubUrl(), ended.topic(), ended.callback())
        .subscribe()
        .with(
            answer -> LOG.debugf("Unsubscribed at a hub: source=%s answer=%s", id, answer),
            failure -> LOG.errorf(failure, "Unsubscribing at a hub failed: source=%s", id));
  }
}
