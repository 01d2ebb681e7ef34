package news.rendezvous.serve.hub.delivery.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;

/** Meters of deliveries. Gauges are written by the thread of the loop. */
final class DeliveryMetrics {

  /** Outcome of a request, or of what is instead of one. */
  enum Outcome {
    DELIVERED,
    FAILED,
    GONE,
    SET_ASIDE,

    /** The topic did not hold the next events any more. */
    LOST
  }

  /** Reason for which a subscriber was removed. */
  enum Reason {
    /** Its callback answered 410. */
    GONE,

    /** Its lease ended. */
    EXPIRED,

    /** Its lease ended while deliveries failed. */
    FAILED,

    /** Its feed or view is not there any more. */
    NO_FEED
  }

  private final Map<Kind, Map<Outcome, Counter>> deliveries = new EnumMap<>(Kind.class);
  private final Map<Kind, AtomicInteger> subscribers = new EnumMap<>(Kind.class);
  private final Map<Reason, Counter> dropped = new EnumMap<>(Reason.class);
  private final Timer delivery;
  private volatile long backlog;

  DeliveryMetrics(MeterRegistry metrics) {
    for (Kind kind : Kind.values()) {
      AtomicInteger count = new AtomicInteger();
      subscribers.put(kind, count);
      Gauge.builder("rendezvous.hub.subscribers", count::get)
          .description("Subscribers that this replica serves")
          .tag("kind", label(kind))
          .register(metrics);
      Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        byOutcome.put(
            outcome,
            Counter.builder("rendezvous.hub.deliveries")
                .description("Requests to callbacks by outcome, events set aside, lost positions")
                .tag("kind", label(kind))
                .tag("outcome", label(outcome))
                .register(metrics));
      }
      deliveries.put(kind, byOutcome);
    }
    for (Reason reason : Reason.values()) {
      dropped.put(
          reason,
          Counter.builder("rendezvous.hub.dropped")
              .description("Subscribers that were removed")
              .tag("reason", label(reason))
              .register(metrics));
    }
    this.delivery =
        Timer.builder("rendezvous.hub.delivery")
            .description("Time from the record of an event to its delivery, for each callback")
            .register(metrics);
    Gauge.builder("rendezvous.hub.backlog", () -> backlog)
        .description("Records of the items topic that the slowest subscriber is behind")
        .register(metrics);
  }

  static String label(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  void count(Kind kind, Outcome outcome, int events) {
    Map<Outcome, Counter> byOutcome = deliveries.get(kind);
    Counter counter = byOutcome == null ? null : byOutcome.get(outcome);
    if (counter != null) {
      counter.increment(events);
    }
  }

  void delivered(Duration after) {
    delivery.record(after.isNegative() ? Duration.ZERO : after); // the clock of another replica
  }

  void dropped(Reason reason) {
    Counter counter = dropped.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  void served(Kind kind, int difference) {
    AtomicInteger count = subscribers.get(kind);
    if (count != null) {
      count.addAndGet(difference);
    }
  }

  void backlog(long records) {
    backlog = records;
  }
}
