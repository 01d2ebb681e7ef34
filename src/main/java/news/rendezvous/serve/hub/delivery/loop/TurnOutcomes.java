package news.rendezvous.serve.hub.delivery.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.serve.hub.delivery.loop.DeliveryMetrics.Reason;
import news.rendezvous.serve.hub.delivery.loop.DeliveryTurn.Outcome;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import org.jboss.logging.Logger;

/**
 * Applies the outcome of a turn to its subscriber: its position after a delivery, the pause after a
 * failure, its removal after a 410. When it has its next turn is decided elsewhere. Confined to the
 * thread of the loop.
 */
final class TurnOutcomes {

  private static final Logger LOG = Logger.getLogger(TurnOutcomes.class);

  /** Time in which the view or source of a new subscriber, of another topic, is read here. */
  private static final Duration ARRIVAL = Duration.ofMinutes(1);

  /** Pause where the topic cannot be read, or a new subscriber's view is not there yet. */
  private static final long UNREADABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DeliveryConfig config;
  private final RetryPolicy policy;
  private final RowWriter writer;
  private final SubscriberSweep sweep;
  private final DeliveryMetrics metrics;
  private final DeliveryClocks clocks;
  private final LogLimit logged;

  TurnOutcomes(
      DeliveryConfig config,
      RetryPolicy policy,
      RowWriter writer,
      SubscriberSweep sweep,
      DeliveryMetrics metrics,
      DeliveryClocks clocks) {
    this.config = config;
    this.policy = policy;
    this.writer = writer;
    this.sweep = sweep;
    this.metrics = metrics;
    this.clocks = clocks;
    this.logged = new LogLimit(clocks);
  }

  /** Counts a request, also one of a subscriber that was removed or lost meanwhile. */
  void count(OwnedSubscriber subscriber, Outcome.Requested requested) {
    DeliveryMetrics.Outcome label =
        requested.result() instanceof DeliveryResult.Delivered
            ? DeliveryMetrics.Outcome.DELIVERED
            : requested.result() instanceof DeliveryResult.Gone
                ? DeliveryMetrics.Outcome.GONE
                : DeliveryMetrics.Outcome.FAILED;
    metrics.count(subscriber.row.kind(), label, 1);
    if (label == DeliveryMetrics.Outcome.DELIVERED) {
      Instant time = clocks.time();
      requested.times().forEach(event -> metrics.delivered(Duration.between(event, time)));
    }
    subscriber.slow = requested.took().compareTo(config.slowAfter()) > 0;
  }

  /**
   * Applies the outcome of a turn that has ended.
   *
   * @param sameTopic false if the items topic was created again since the turn began, so that its
   *     places are of the topic before
   */
  void apply(OwnedSubscriber subscriber, boolean sameTopic, Outcome outcome) {
    boolean gaveUp = subscriber.givingUp;
    subscriber.givingUp = false;
    if (outcome instanceof Outcome.Skipped skipped) {
      move(subscriber, sameTopic, skipped.to(), skipped.lost());
      setAside(subscriber, skipped.setAside());
    } else if (outcome instanceof Outcome.Requested requested) {
      requested(subscriber, sameTopic, requested);
    } else if (outcome instanceof Outcome.NoContent) {
      contentGone(subscriber);
    } else if (outcome instanceof Outcome.Unreadable) {
      long later = clocks.now() + UNREADABLE_NANOS;
      boolean longer = gaveUp && subscriber.retryAt - later > 0;
      subscriber.waitUntil(longer ? subscriber.retryAt : later);
    } else if (outcome instanceof Outcome.Broken broken) {
      if (logged.may()) {
        LOG.errorf(broken.cause(), "A delivery failed by an error: id=%s", subscriber.id());
      }
      failed(subscriber, new DeliveryResult.Failed(String.valueOf(broken.cause()), null));
    }
  }

  /** Removes a subscriber without a feed or view; that of a new one may not be there yet. */
  void contentGone(OwnedSubscriber subscriber) {
    if (!subscriber.row.since().plus(ARRIVAL).isAfter(clocks.time())) {
      sweep.drop(subscriber, Reason.NO_FEED);
    } else if (subscriber.phase == Phase.IDLE) {
      subscriber.waitUntil(clocks.now() + UNREADABLE_NANOS);
    }
  }

  private void requested(
      OwnedSubscriber subscriber, boolean sameTopic, Outcome.Requested requested) {
    if (requested.result() instanceof DeliveryResult.Failed failure) {
      failed(subscriber, failure);
    } else if (requested.result() instanceof DeliveryResult.Delivered) {
      delivered(subscriber, sameTopic, requested);
    } else if (subscriber.row.kind() == Kind.WEBSUB) {
      sweep.drop(subscriber, Reason.GONE);
    } else { // it is the operator who removes a webhook
      failed(subscriber, new DeliveryResult.Failed("status 410", null));
    }
  }

  private void delivered(
      OwnedSubscriber subscriber, boolean sameTopic, Outcome.Requested requested) {
    boolean recovered = subscriber.state.failures() > 0;
    subscriber.delivered(requested.times().size());
    move(subscriber, sameTopic, requested.to(), requested.lost());
    subscriber.changed = true;
    if (recovered) {
      if (logged.may()) {
        LOG.infof(
            "Callback works again: id=%s host=%s%s",
            subscriber.id(), subscriber.host, logged.more());
      }
      writer.write(subscriber);
    }
  }

  private void move(OwnedSubscriber subscriber, boolean sameTopic, Place to, boolean lost) {
    if (!sameTopic) {
      return;
    }
    subscriber.place = to;
    if (lost) {
      subscriber.changed = true;
      metrics.count(subscriber.row.kind(), DeliveryMetrics.Outcome.LOST, 1);
      if (logged.may()) {
        LOG.warnf(
            "The items topic does not hold the next events of a subscriber any more, it continues with the oldest: id=%s%s",
            subscriber.id(), logged.more());
      }
    }
  }

  private void setAside(OwnedSubscriber subscriber, int events) {
    if (events == 0) {
      return;
    }
    subscriber.setAside(events);
    metrics.count(subscriber.row.kind(), DeliveryMetrics.Outcome.SET_ASIDE, events);
    if (logged.may()) {
      LOG.warnf(
          "Events set aside that a webhook did not take in %s: id=%s events=%d failing_since=%s reason=%s%s",
          config.giveUp(),
          subscriber.id(),
          events,
          subscriber.state.failingSince(),
          subscriber.state.lastError(),
          logged.more());
    }
    writer.write(subscriber);
  }

  private void failed(OwnedSubscriber subscriber, DeliveryResult.Failed failure) {
    Instant time = clocks.time();
    Duration pause = policy.pause(subscriber.state.failures(), failure.retryAfter());
    subscriber.failed(failure.reason(), time, time.plus(pause).truncatedTo(ChronoUnit.MILLIS));
    subscriber.waitUntil(clocks.now() + pause.toNanos());
    subscriber.changed = true;
    if (subscriber.state.failures() == 1) {
      if (logged.may()) {
        LOG.infof(
            "Callback fails and is tried again: id=%s host=%s reason=%s%s",
            subscriber.id(), subscriber.host, failure.reason(), logged.more());
      }
      writer.write(subscriber);
    }
    Instant since = subscriber.state.failingSince();
    subscriber.givingUp =
        subscriber.row.kind() == Kind.WEBHOOK
            && since != null
            && !since.plus(config.giveUp()).isAfter(time);
  }
}
