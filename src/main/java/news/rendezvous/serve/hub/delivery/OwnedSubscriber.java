package news.rendezvous.serve.hub.delivery;

import java.time.Instant;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * State machine of a subscriber that this replica serves. Confined to the thread of the loop. Times
 * are readings of a monotonic clock in nanoseconds, except those that are stored.
 */
final class OwnedSubscriber {

  enum Phase {
    /** There is nothing for it. */
    IDLE,
    /** There may be something for it; it waits for a permit. */
    QUEUED,
    /** It has a permit: events are read, or its request is under way. */
    BUSY,
    /** It waits for the next attempt. */
    WAITING,
    /** It is being removed from the topic. */
    REMOVING,
    /** It is not served here any more. */
    LEFT
  }

  final int partition;
  final SharedContent content;
  final String host;
  Subscriber row;
  Place place;
  DeliveryState state;
  Phase phase = Phase.IDLE;

  /** True if its last request took long, see {@link DeliveryConfig#slowAfter}. */
  boolean slow;

  /** Time before which no request is made. */
  long retryAt;

  boolean waits;

  /** True while the events that are too old are to be given up. */
  boolean givingUp;

  /** True if position or state are to be written. */
  boolean changed;

  boolean writing;
  long writtenAt;
  String writtenPosition;
  DeliveryState writtenState;
  final long gainedAt;

  /** The row as it was renewed while it was being removed. */
  @Nullable Subscriber renewed;

  OwnedSubscriber(Subscriber row, int partition, SharedContent content, Place place, long now) {
    this.row = row;
    this.partition = partition;
    this.content = content;
    this.host = Subscriber.host(row.callback());
    this.place = place;
    this.state = row.state();
    this.writtenPosition = row.position();
    this.writtenState = row.state();
    this.writtenAt = now;
    this.gainedAt = now;
  }

  String id() {
    return row.id();
  }

  boolean isExpired(Instant now) {
    Instant end = row.leaseEnd();
    return end != null && !now.isBefore(end);
  }

  boolean isServed() {
    return phase != Phase.REMOVING && phase != Phase.LEFT;
  }

  void delivered(int events) {
    state = new DeliveryState(state.delivered() + events, state.setAside(), 0, null, null, null);
    waits = false;
  }

  void setAside(int events) {
    state =
        new DeliveryState(
            state.delivered(),
            state.setAside() + events,
            state.failures(),
            state.failingSince(),
            state.nextTry(),
            state.lastError());
  }

  void failed(String reason, Instant now, Instant nextTry) {
    Instant since = state.failingSince();
    state =
        new DeliveryState(
            state.delivered(),
            state.setAside(),
            state.failures() + 1,
            since == null ? now : since,
            nextTry,
            reason);
  }
}
