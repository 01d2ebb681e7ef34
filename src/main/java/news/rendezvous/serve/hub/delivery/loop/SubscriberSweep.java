package news.rendezvous.serve.hub.delivery.loop;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.loop.DeliveryMetrics.Reason;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import news.rendezvous.view.StreamPosition;
import org.jboss.logging.Logger;

/**
 * Periodic sweep of the served subscribers: writes their positions, removes those whose lease has
 * ended, and measures the backlog. Confined to the thread of the loop.
 */
final class SubscriberSweep {

  private static final Logger LOG = Logger.getLogger(SubscriberSweep.class);

  /** Time after which the position of a subscriber is written that gets nothing. */
  static final long IDLE_WRITE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final long interval;
  private final EventWindow window;
  private final OwnedSubscribers subscribers;
  private final RowWriter writer;
  private final DeliveryMetrics metrics;
  private final DeliveryClocks clocks;
  private long dueAt;

  SubscriberSweep(
      DeliveryConfig config,
      EventWindow window,
      OwnedSubscribers subscribers,
      RowWriter writer,
      DeliveryMetrics metrics,
      DeliveryClocks clocks) {
    this.interval = config.writeInterval().toNanos();
    this.window = window;
    this.subscribers = subscribers;
    this.writer = writer;
    this.metrics = metrics;
    this.clocks = clocks;
    this.dueAt = clocks.now();
  }

  long dueAt() {
    return dueAt;
  }

  /** Sweeps, if it is due. */
  void runIfDue(long now) {
    if (dueAt - now > 0) {
      return;
    }
    dueAt = now + interval;
    Instant expired = clocks.time().minus(OwnedSubscriber.PROPAGATION);
    StreamPosition reached = window.reached();
    long backlog = 0;
    for (OwnedSubscriber one : subscribers.all()) {
      if (one.phase == Phase.REMOVING) {
        if (!one.writing && one.changed) {
          writer.remove(one);
        }
      } else if (one.isExpired(expired)) {
        drop(one, one.state.failures() > 0 ? Reason.FAILED : Reason.EXPIRED);
      } else {
        if (one.changed || now - one.writtenAt > IDLE_WRITE_NANOS) {
          writer.write(one);
        }
        backlog = Math.max(backlog, one.phase == Phase.IDLE ? 0 : one.behind(reached));
      }
    }
    metrics.backlog(backlog);
  }

  /** Removes a subscriber from the topic; the sweep repeats what Kafka does not take. */
  void drop(OwnedSubscriber subscriber, Reason reason) {
    if (!subscriber.isServed()) {
      return;
    }
    subscriber.phase = Phase.REMOVING;
    metrics.dropped(reason);
    LOG.infof(
        "Subscriber removed: id=%s host=%s reason=%s last_error=%s",
        subscriber.id(),
        subscriber.host,
        DeliveryMetrics.label(reason),
        subscriber.state.lastError());
    writer.remove(subscriber);
  }
}
