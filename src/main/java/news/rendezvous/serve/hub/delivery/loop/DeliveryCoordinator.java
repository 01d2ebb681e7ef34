package news.rendezvous.serve.hub.delivery.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberStore;
import news.rendezvous.serve.hub.delivery.loop.DeliveryTurn.Order;
import news.rendezvous.serve.hub.delivery.loop.DeliveryTurn.Outcome;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import news.rendezvous.view.StreamPosition;
import org.jboss.logging.Logger;

/**
 * Decides which subscriber gets its next turn, and what the end of a turn, a change of its row and
 * the growth of the topic mean to it. Confined to the thread of the loop; each of its events is
 * short, the turns run elsewhere.
 */
final class DeliveryCoordinator implements EventRounds.Decisions, SubscriberStore.Listener {

  private static final Logger LOG = Logger.getLogger(DeliveryCoordinator.class);

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
  private final DeliveryClocks clocks;
  private final RandomGenerator random;
  private final EventRounds rounds;
  private final PartitionReleases releases;
  private final CallbackQueue queue;
  private final RetryPolicy policy;
  private final SubscriberSweep sweep;
  private final TurnOutcomes outcomes;
  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::at));
  private final Set<Integer> partitions = new HashSet<>();
  private int generation;

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
    this.clocks = clocks;
    this.random = random;
    this.rounds = new EventRounds(window, subscribers, this, config, evaluators, loop, clocks);
    this.releases = new PartitionReleases(subscribers, writer, this::left);
    this.queue = new CallbackQueue(config);
    this.policy = new RetryPolicy(config, random);
    this.sweep = new SubscriberSweep(config, window, subscribers, writer, metrics, clocks);
    this.outcomes = new TurnOutcomes(config, policy, writer, sweep, metrics, clocks);
  }

  // Ownership

  void gained(Set<Integer> gained) {
    partitions.addAll(gained);
    gained.forEach(this::adopt);
  }

  private void adopt(int partition) {
    store.inPartition(partition).forEach(row -> adopt(row, partition));
  }

  // Those that were gained again meanwhile are served on.
  private void left(Set<Integer> released) {
    released.stream().filter(partitions::contains).forEach(this::adopt);
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
    adopted.writtenAt -= (long) (random.nextDouble() * SubscriberSweep.IDLE_WRITE_NANOS);
    Instant nextTry = adopted.state.nextTry();
    if (nextTry != null) {
      Duration wait = policy.bounded(Duration.between(clocks.time(), nextTry));
      adopted.waitUntil(clocks.now() + wait.toNanos());
    }
    proceed(adopted);
  }

  // Rows

  @Override
  public void changed(Subscriber row, int partition) {
    OwnedSubscriber known = subscribers.find(row.id());
    if (known != null && known.partition == partition) {
      if (known.merge(row, clocks.now()) && known.phase == Phase.IDLE) {
        proceed(known);
      }
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
    outcomes.contentGone(subscriber);
    if (subscriber.phase == Phase.IDLE) {
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
    sweep.runIfDue(now);
    OwnedSubscriber next = queue.next(now);
    while (next != null) {
      start(next);
      next = queue.next(now);
    }
  }

  /** The wait until something is due that no event announces. */
  Optional<Duration> untilNext() {
    long now = clocks.now();
    long next = Math.min(sweep.dueAt(), now + queue.untilSlow(now).orElse(Long.MAX_VALUE - now));
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
      outcomes.count(subscriber, requested);
    }
    if (subscriber.phase == Phase.BUSY) { // otherwise it was removed, or lost, meanwhile
      subscriber.phase = Phase.IDLE;
      outcomes.apply(subscriber, of == generation, outcome);
      next(subscriber, outcome);
    }
    releases.ended(subscriber);
  }

  private void next(OwnedSubscriber subscriber, Outcome ended) {
    if (ended instanceof Outcome.NotBegun && !window.isReady()) {
      subscriber.place = Place.at(subscriber.place.position()); // it is announced when it is
    } else if (subscriber.givingUp && partitions.contains(subscriber.partition)) {
      queue.add(subscriber);
    } else if (subscriber.phase == Phase.IDLE) {
      proceed(subscriber);
    }
  }
}
