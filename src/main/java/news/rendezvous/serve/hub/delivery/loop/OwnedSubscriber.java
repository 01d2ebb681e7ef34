package news.rendezvous.serve.hub.delivery.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * State machine of a subscriber that this replica serves. Confined to the thread of the loop. Times
 * are readings of a monotonic clock in nanoseconds, except those that are stored.
 */
final class OwnedSubscriber {

  /**
   * Time in which rows of other replicas arrive: those that the owner before has written last, and
   * renewals that came just before the end of a lease.
   */
  static final Duration PROPAGATION = Duration.ofSeconds(10);

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

  /** Makes no request before a time. */
  void waitUntil(long time) {
    retryAt = time;
    waits = true;
  }

  /** The number of records before a position that it has not got. */
  long behind(StreamPosition reached) {
    return IntStream.range(0, reached.partitions())
        .mapToLong(p -> Math.max(0, reached.next(p) - place.position().next(p)))
        .sum();
  }

  /**
   * Merges the row as it was read, see the package on its two writers: lease and secret are those
   * of the row, and position and state those that are known here.
   *
   * @return true if the subscription was renewed, and is served
   */
  boolean merge(Subscriber read, long now) {
    Subscriber before = row;
    boolean renewal =
        !Objects.equals(before.leaseEnd(), read.leaseEnd())
            || !Objects.equals(before.secret(), read.secret())
            || !before.since().equals(read.since());
    if (phase == Phase.REMOVING) {
      renewed = renewal ? read : renewed;
      return false;
    }
    row = read;
    boolean own = read.position().equals(writtenPosition) && read.state().equals(writtenState);
    if (!own) {
      takeLater(read, before, now);
      changed = true; // what this replica knows counts
    }
    return renewal;
  }

  // The owner before may have written its last position just before the partition was gained here.
  private void takeLater(Subscriber read, Subscriber before, long now) {
    boolean ofOwnerBefore =
        now - gainedAt < PROPAGATION.toNanos()
            && read.since().equals(before.since())
            && phase != Phase.BUSY;
    StreamPosition there = StreamPosition.parse(read.position()).orElseGet(StreamPosition::of);
    if (ofOwnerBefore && there.reaches(place.position())) {
      place = Place.at(there);
      state = read.state();
    }
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
