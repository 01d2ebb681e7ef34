package news.rendezvous.serve.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.DeliveryMetrics.Reason;
import news.rendezvous.serve.hub.delivery.DeliveryTurn.Order;
import news.rendezvous.serve.hub.delivery.DeliveryTurn.Outcome;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.OwnedSubscriber.Phase;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.view.StreamPosition;
import org.jboss.logging.Logger;

/**
 * Decides which subscriber gets its next turn, and what the end of a turn, a change of its row and
 * the growth of the topic mean to it. Confined to the thread of the loop; each of its events is
 * short, the turns run elsewhere.
 */
final class DeliveryCoordinator implements EventRounds.Decisions, SubscriberStore.Listener {

  private static final Logger LOG = Logger.getLogger(DeliveryCoordinator.class);

  /**
   * Time in which rows of other replicas arrive: those that the owner before has written last, and
   * renewals that came just before the end of a lease.
   */
  private static final Duration PROPAGATION = Duration.ofSeconds(10);

  /** Time in which the view or source of a new subscriber, of another topic, is read here. */
  private static final Duration ARRIVAL = Duration.ofMinutes(1);

  /** Time after which the position of a subscriber is written that gets nothing. */
  private static final long IDLE_WRITE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Pause where the topic cannot be read, or a new subscriber's view is not there yet. */
  private static final long UNREADABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Runs turns on other threads. */
  interface Turns {

    /** Runs a turn; its end is reported once, on any thread. */
    void run(Order order, Consumer<Outcome> end);
  }

  private record Retry(long at, OwnedSubscriber subscriber) {}

  private final DeliveryConfig config;
  private final EventWindow window;
  private final SubscriberStore store;
  private final OwnedSubscribers subscribers;
  private final RowWriter writer;
  private final Turns turns;
  private final Executor loop;
  private final DeliveryMetrics metrics;
  private final DeliveryClocks clocks;
  private final RandomGenerator random;
  private final EventRounds rounds;
  private final PartitionReleases releases;
  private final CallbackQueue queue;
  private final RetryPolicy policy;
  private final LogLimit logged;
  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::at));
  private final Set<Integer> partitions = new HashSet<>();
  private int generation;
  private long sweepAt;

  /**
   * A coordinator without partitions.
   *
   * @param evaluators threads for what takes long
   * @param loop the thread that this is confined to
   */
  DeliveryCoordinator(
      DeliveryConfig config,
      EventWindow window,
      SubscriberStore store,
      OwnedSubscribers subscribers,
      RowWriter writer,
      Turns turns,
      Executor evaluators,
      Executor loop,
      DeliveryMetrics metrics,
      DeliveryClocks clocks,
      RandomGenerator random) {
    this.config = config;
    this.window = window;
    this.store = store;
    this.subscribers = subscribers;
    this.writer = writer;
    this.turns = turns;
    this.loop = loop;
    this.metrics = metrics;
    this.clocks = clocks;
    this.random = random;
    this.rounds = new EventRounds(window, subscribers, this, config, evaluators, loop, clocks);
    this.releases = new PartitionReleases(subscribers, writer);
    this.queue = new CallbackQueue(config);
    this.policy = new RetryPolicy(config, random);
    this.logged = new LogLimit(clocks);
    this.sweepAt = clocks.now();
  }

  // Ownership

  void gained(Set<Integer> gained) {
    partitions.addAll(gained);
    gained.forEach(partition -> store.inPartition(partition).forEach(row -> adopt(row, partition)));
  }

  /**
   * Ends the service of partitions. Completes when the requests under way have ended, for which
   * they have a short time, and the positions were written.
   */
  CompletableFuture<Void> release(Set<Integer> lost) {
    partitions.removeAll(lost);
    return releases.begin(lost, clocks.now());
  }

  private void adopt(Subscriber row, int partition) {
    subscribers.add(row, partition, clocks.now()).ifPresent(this::begin);
  }

  private void begin(OwnedSubscriber adopted) {
    // Spread, so that those without news are not written all at once.
    adopted.writtenAt -= (long) (random.nextDouble() * IDLE_WRITE_NANOS);
    Instant nextTry = adopted.state.nextTry();
    if (nextTry != null) {
      Duration wait = policy.bounded(Duration.between(clocks.time(), nextTry));
      adopted.waits = true;
      adopted.retryAt = clocks.now() + wait.toNanos();
    }
    proceed(adopted);
  }

  // Rows

  @Override
  public void changed(Subscriber row, int partition) {
    OwnedSubscriber known = subscribers.find(row.id());
    if (known != null && known.partition == partition) {
      rowChanged(known, row);
      return;
    }
    if (known != null) { // its row moved, since the topic has more partitions now
      subscribers.remove(known);
    }
    if (partitions.contains(partition)) {
      adopt(row, partition);
    }
  }

  @Override
  public void removed(String id) {
    OwnedSubscriber known = subscribers.find(id);
    if (known == null) {
      return;
    }
    subscribers.remove(known);
    if (known.renewed != null) {
      writer.restore(known.renewed);
    }
  }

  private void rowChanged(OwnedSubscriber subscriber, Subscriber row) {
    Subscriber before = subscriber.row;
    boolean renewed =
        !Objects.equals(before.leaseEnd(), row.leaseEnd())
            || !Objects.equals(before.secret(), row.secret())
            || !before.since().equals(row.since());
    if (subscriber.phase == Phase.REMOVING) {
      subscriber.renewed = renewed ? row : subscriber.renewed;
      return;
    }
    subscriber.row = row;
    boolean own =
        row.position().equals(subscriber.writtenPosition)
            && row.state().equals(subscriber.writtenState);
    if (!own) {
      takeLater(subscriber, row, before);
      subscriber.changed = true; // what this replica knows counts
    }
    if (renewed && subscriber.phase == Phase.IDLE) {
      proceed(subscriber);
    }
  }

  // The owner before may have written its last position just before the partition was gained here.
  private void takeLater(OwnedSubscriber subscriber, Subscriber row, Subscriber before) {
    boolean ofOwnerBefore =
        clocks.now() - subscriber.gainedAt < PROPAGATION.toNanos()
            && row.since().equals(before.since())
            && subscriber.phase != Phase.BUSY;
    StreamPosition there = StreamPosition.parse(row.position()).orElseGet(StreamPosition::of);
    if (ofOwnerBefore && there.reaches(subscriber.place.position())) {
      subscriber.place = Place.at(there);
      subscriber.state = row.state();
    }
  }

  // The topic

  /** There are new events. */
  void grown() {
    rounds.grown();
  }

  /** See {@link EventWindow.Listener#emptied}. */
  void emptied(boolean recreated) {
    if (recreated) {
      generation++;
      LOG.warn("The items topic was created again: all subscribers get what it has");
    }
    for (OwnedSubscriber one : subscribers.all()) {
      one.place = Place.at(recreated ? StreamPosition.of() : one.place.position());
      one.changed |= recreated;
    }
  }

  @Override
  public void contentGone(OwnedSubscriber subscriber) {
    if (!subscriber.row.since().plus(ARRIVAL).isAfter(clocks.time())) {
      drop(subscriber, Reason.NO_FEED);
    } else if (subscriber.phase == Phase.IDLE) {
      subscriber.retryAt = clocks.now() + UNREADABLE_NANOS;
      subscriber.waits = true;
      proceed(subscriber);
    }
  }

  // Turns

  /** Starts what is due. */
  void step() {
    long now = clocks.now();
    queue.moveSlow(now);
    releases.finishDue(now);
    while (!retries.isEmpty() && retries.element().at() - now <= 0) {
      Retry due = retries.remove();
      OwnedSubscriber subscriber = due.subscriber();
      if (subscriber.phase == Phase.WAITING && subscriber.retryAt == due.at()) {
        proceed(subscriber);
      }
    }
    if (rounds.dueAt().orElse(Long.MAX_VALUE) <= now) {
      rounds.start();
    }
    if (sweepAt - now <= 0) {
      sweepAt = now + config.writeInterval().toNanos();
      sweep(now);
    }
    OwnedSubscriber next = queue.next(now);
    while (next != null) {
      start(next);
      next = queue.next(now);
    }
  }

  /** The wait until something is due that no event announces. */
  Optional<Duration> untilNext() {
    long now = clocks.now();
    long next = Math.min(sweepAt, now + queue.untilSlow(now).orElse(Long.MAX_VALUE - now));
    next = Math.min(next, rounds.dueAt().orElse(next));
    next = Math.min(next, releases.deadline().orElse(next));
    if (!retries.isEmpty()) {
      next = Math.min(next, retries.element().at());
    }
    return Optional.of(Duration.ofNanos(Math.max(0, next - now)));
  }

  // A subscriber that is not busy waits, is queued, or idle, as its place and its failures demand.
  @Override
  public void proceed(OwnedSubscriber subscriber) {
    if (!subscriber.isServed() || !partitions.contains(subscriber.partition)) {
      return;
    }
    if (subscriber.isExpired(clocks.time())) {
      subscriber.phase = Phase.IDLE;
    } else if (subscriber.waits && subscriber.retryAt - clocks.now() > 0) {
      subscriber.phase = Phase.WAITING;
      retries.add(new Retry(subscriber.retryAt, subscriber));
    } else if (!subscriber.place.isKnown() || subscriber.place.number() < window.end()) {
      queue.add(subscriber);
    } else {
      subscriber.phase = Phase.IDLE;
    }
  }

  private void start(OwnedSubscriber subscriber) {
    if (!partitions.contains(subscriber.partition) || subscriber.isExpired(clocks.time())) {
      queue.release(subscriber);
      subscriber.phase = Phase.IDLE;
      return;
    }
    subscriber.phase = Phase.BUSY;
    int of = generation;
    Order order =
        new Order(
            subscriber.row,
            subscriber.partition,
            subscriber.place,
            subscriber.content,
            subscriber.givingUp ? clocks.time().minus(config.giveUp()) : null);
    turns.run(order, outcome -> loop.execute(() -> ended(subscriber, of, outcome)));
  }

  private void ended(OwnedSubscriber subscriber, int of, Outcome outcome) {
    queue.release(subscriber);
    if (outcome instanceof Outcome.Requested requested) {
      count(subscriber, requested);
    }
    if (subscriber.phase == Phase.BUSY) { // otherwise it was removed, or lost, meanwhile
      subscriber.phase = Phase.IDLE;
      take(subscriber, of, outcome);
    }
    releases.ended(subscriber);
  }

  private void take(OwnedSubscriber subscriber, int of, Outcome outcome) {
    boolean gaveUp = subscriber.givingUp;
    subscriber.givingUp = false;
    if (outcome instanceof Outcome.Skipped skipped) {
      move(subscriber, of, skipped.to(), skipped.lost());
      setAside(subscriber, skipped.setAside());
    } else if (outcome instanceof Outcome.Requested requested) {
      requested(subscriber, of, requested);
    } else if (outcome instanceof Outcome.NoContent) {
      contentGone(subscriber);
    } else if (outcome instanceof Outcome.Unreadable) {
      long later = clocks.now() + UNREADABLE_NANOS;
      boolean longer = gaveUp && subscriber.retryAt - later > 0;
      subscriber.retryAt = longer ? subscriber.retryAt : later;
      subscriber.waits = true;
    } else if (outcome instanceof Outcome.Broken broken) {
      if (logged.may()) {
        LOG.errorf(broken.cause(), "A delivery failed by an error: id=%s", subscriber.id());
      }
      failed(subscriber, new DeliveryResult.Failed(String.valueOf(broken.cause()), null));
    } else if (!window.isReady()) { // not begun: it is announced when it is
      subscriber.place = Place.at(subscriber.place.position());
      return;
    }
    if (subscriber.phase == Phase.IDLE) {
      proceed(subscriber);
    }
  }

  private void count(OwnedSubscriber subscriber, Outcome.Requested requested) {
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

  private void requested(OwnedSubscriber subscriber, int of, Outcome.Requested requested) {
    if (requested.result() instanceof DeliveryResult.Failed failure) {
      failed(subscriber, failure);
      return;
    }
    if (requested.result() instanceof DeliveryResult.Gone) {
      if (subscriber.row.kind() == Kind.WEBSUB) {
        drop(subscriber, Reason.GONE);
      } else { // it is the operator who removes a webhook
        failed(subscriber, new DeliveryResult.Failed("status 410", null));
      }
      return;
    }
    boolean recovered = subscriber.state.failures() > 0;
    subscriber.delivered(requested.times().size());
    move(subscriber, of, requested.to(), requested.lost());
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

  private void move(OwnedSubscriber subscriber, int of, Place to, boolean lost) {
    if (of != generation) {
      return; // it is a place in the topic that was there before
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
    subscriber.failed(failure.reason(), time, time.plus(pause));
    subscriber.retryAt = clocks.now() + pause.toNanos();
    subscriber.waits = true;
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
    if (subscriber.row.kind() == Kind.WEBHOOK
        && since != null
        && !since.plus(config.giveUp()).isAfter(time)
        && partitions.contains(subscriber.partition)) {
      subscriber.givingUp = true;
      queue.add(subscriber);
    }
  }

  // Removal and positions

  private void drop(OwnedSubscriber subscriber, Reason reason) {
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

  private void sweep(long now) {
    Instant time = clocks.time();
    Instant expired = time.minus(PROPAGATION);
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
        backlog = Math.max(backlog, one.phase == Phase.IDLE ? 0 : behind(one, reached));
      }
    }
    metrics.backlog(backlog);
  }

  private static long behind(OwnedSubscriber subscriber, StreamPosition reached) {
    long records = 0;
    for (int partition = 0; partition < reached.partitions(); partition++) {
      records += Math.max(0, reached.next(partition) - subscriber.place.position().next(partition));
    }
    return records;
  }
}
