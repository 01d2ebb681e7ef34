package news.rendezvous.serve.hub.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.DeliveryMetrics.Reason;
import news.rendezvous.serve.hub.delivery.DeliveryTurn.Order;
import news.rendezvous.serve.hub.delivery.DeliveryTurn.Outcome;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.OwnedSubscriber.Phase;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.view.StreamPosition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides which subscriber gets its next turn, and what the end of a turn, a change of its row and
 * the growth of the topic mean to it. Confined to the thread of the loop; each of its events is
 * short, the turns run elsewhere.
 */
final class DeliveryCoordinator {

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

  /** Time that requests under way have to end when their partition is lost. */
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int MAX_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  /**
   * Clocks.
   *
   * @param nanos monotonic, for waits
   * @param wall for what is stored
   */
  record Clocks(LongSupplier nanos, InstantSource wall) {}

  /** Runs turns on other threads. */
  interface Turns {

    /** Runs a turn; its end is reported once, on any thread. */
    void run(Order order, Consumer<Outcome> end);
  }

  /** The subscribers with the same content. */
  private record Group(SharedContent content, Set<OwnedSubscriber> members) {}

  /**
   * A group whose new events are to be evaluated.
   *
   * @param from number of the first event that a member has not got
   * @param idleFrom the same of those that wait for events
   */
  private record Evaluation(Group group, long from, long idleFrom) {}

  private record Evaluated(Group group, boolean gone, SharedContent.@Nullable Matches matches) {}

  private record Retry(long at, OwnedSubscriber subscriber) {}

  /** Partitions that are being lost: requests under way may end. */
  private record Release(
      Set<Integer> partitions,
      Set<OwnedSubscriber> open,
      long deadline,
      CompletableFuture<Void> done) {}

  private final DeliveryConfig config;
  private final EventWindow window;
  private final SubscriberStore store;
  private final Map<Kind, NotificationFormat> formats;
  private final SharedContent.Shared shared;
  private final Turns turns;
  private final Executor evaluators;
  private final Executor loop;
  private final DeliveryMetrics metrics;
  private final BackgroundTask writes;
  private final Clocks clocks;
  private final RandomGenerator random;

  private final CallbackQueue queue;
  private final Set<Integer> partitions = new HashSet<>();
  private final Map<String, OwnedSubscriber> members = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::at));
  private final List<Release> releases = new ArrayList<>();
  private final LogLimit logged;
  private int generation;
  private boolean grown;
  private long roundAt;
  private boolean evaluating;
  private long sweepAt;

  DeliveryCoordinator(
      DeliveryConfig config,
      EventWindow window,
      SubscriberStore store,
      Map<Kind, NotificationFormat> formats,
      SharedContent.Shared shared,
      Turns turns,
      Executor evaluators,
      Executor loop,
      DeliveryMetrics metrics,
      BackgroundTask writes,
      Clocks clocks,
      RandomGenerator random) {
    this.config = config;
    this.window = window;
    this.store = store;
    this.formats = Map.copyOf(formats);
    this.shared = shared;
    this.turns = turns;
    this.evaluators = evaluators;
    this.loop = loop;
    this.metrics = metrics;
    this.writes = writes;
    this.clocks = clocks;
    this.random = random;
    this.queue = new CallbackQueue(config);
    this.logged = new LogLimit(clocks.nanos());
    this.sweepAt = now();
    writes.running();
  }

  private long now() {
    return clocks.nanos().getAsLong();
  }

  private Instant time() {
    return clocks.wall().instant();
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
    Set<OwnedSubscriber> open = new LinkedHashSet<>();
    inPartitions(lost).filter(one -> one.phase == Phase.BUSY).forEach(open::add);
    Release release =
        new Release(Set.copyOf(lost), open, now() + DRAIN_NANOS, new CompletableFuture<>());
    if (open.isEmpty()) {
      finish(release);
    } else {
      releases.add(release);
    }
    return release.done();
  }

  private Stream<OwnedSubscriber> inPartitions(Set<Integer> some) {
    return List.copyOf(members.values()).stream().filter(one -> some.contains(one.partition));
  }

  private void finish(Release release) {
    List<Uni<Void>> written = new ArrayList<>();
    inPartitions(release.partitions())
        .forEach(
            one -> {
              String position = one.place.position().toString();
              boolean differs = one.changed || one.writing || !position.equals(one.writtenPosition);
              if (differs && one.isServed()) {
                written.add(store.progress(one.id(), position, one.state));
              }
              forget(one);
            });
    Uni<?> all =
        written.isEmpty()
            ? Uni.createFrom().voidItem()
            : Uni.join().all(written).andCollectFailures();
    all.subscribe()
        .with(
            done -> release.done().complete(null),
            failure -> {
              LOG.warnf("Positions were not written at a hand-over: %s", failure.getMessage());
              release.done().complete(null);
            });
  }

  private void releaseDue(long now) {
    for (Release release : List.copyOf(releases)) {
      if (release.open().isEmpty() || now - release.deadline() >= 0) {
        releases.remove(release);
        finish(release);
      }
    }
  }

  private void adopt(Subscriber row, int partition) {
    NotificationFormat format = formats.get(row.kind());
    if (format == null || members.containsKey(row.id())) {
      return;
    }
    Group group =
        groups.computeIfAbsent(
            SharedContent.key(row),
            key -> new Group(new SharedContent(format, row, shared), new LinkedHashSet<>()));
    StreamPosition position = StreamPosition.parse(row.position()).orElseGet(StreamPosition::of);
    OwnedSubscriber adopted =
        new OwnedSubscriber(row, partition, group.content(), Place.at(position), now());
    // Spread, so that those without news are not written all at once.
    adopted.writtenAt -= (long) (random.nextDouble() * IDLE_WRITE_NANOS);
    members.put(row.id(), adopted);
    group.members().add(adopted);
    metrics.served(row.kind(), 1);
    Instant nextTry = row.state().nextTry();
    if (nextTry != null) {
      Duration wait = Duration.between(time(), nextTry);
      adopted.waits = true;
      adopted.retryAt = now() + shorter(wait, config.giveUp()).toNanos();
    }
    proceed(adopted);
  }

  private void forget(OwnedSubscriber subscriber) {
    if (subscriber.phase == Phase.LEFT) {
      return;
    }
    subscriber.phase = Phase.LEFT;
    members.remove(subscriber.id());
    metrics.served(subscriber.row.kind(), -1);
    String key = SharedContent.key(subscriber.row);
    Group group = groups.get(key);
    if (group != null && group.members().remove(subscriber) && group.members().isEmpty()) {
      groups.remove(key);
    }
  }

  // Rows

  void changed(Change<Subscriber> change) {
    OwnedSubscriber known = members.get(change.key());
    Subscriber row = change.value();
    if (row == null) {
      if (known != null) {
        removed(known);
      }
      return;
    }
    int partition = store.partition(row.id()).orElse(-1);
    if (known != null && known.partition == partition) {
      rowChanged(known, row);
    } else {
      if (known != null) { // its row moved, since the topic has more partitions now
        forget(known);
      }
      if (partitions.contains(partition)) {
        adopt(row, partition);
      }
    }
  }

  private void removed(OwnedSubscriber subscriber) {
    forget(subscriber);
    Subscriber renewed = subscriber.renewed;
    if (renewed != null) {
      store
          .restore(renewed)
          .subscribe()
          .with(
              done -> LOG.debugf("Renewed while it was removed: id=%s", renewed.id()),
              failure ->
                  LOG.warnf(
                      "A renewed subscription was lost: id=%s reason=%s",
                      renewed.id(), failure.getMessage()));
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
        now() - subscriber.gainedAt < PROPAGATION.toNanos()
            && row.since().equals(before.since())
            && subscriber.phase != Phase.BUSY;
    StreamPosition there = StreamPosition.parse(row.position()).orElseGet(StreamPosition::of);
    if (ofOwnerBefore && there.reaches(subscriber.place.position())) {
      subscriber.place = Place.at(there);
      subscriber.state = row.state();
    }
  }

  // The topic

  /** There are new events. They gather for a short time. */
  void grown() {
    if (!grown) {
      grown = true;
      roundAt = now() + config.gather().toNanos();
    }
  }

  /** See {@link EventWindow.Listener#emptied}. */
  void emptied(boolean recreated) {
    if (recreated) {
      generation++;
      LOG.warnf(
          "The items topic was created again: %d subscribers get all that it has", members.size());
    }
    for (OwnedSubscriber one : members.values()) {
      one.place = Place.at(recreated ? StreamPosition.of() : one.place.position());
      one.changed |= recreated;
    }
  }

  private void evaluate() {
    grown = false;
    if (!window.isReady()) {
      return; // it is announced when it is
    }
    List<Evaluation> due = new ArrayList<>();
    for (Group group : groups.values()) {
      long from = Long.MAX_VALUE;
      long idleFrom = Long.MAX_VALUE;
      for (OwnedSubscriber one : List.copyOf(group.members())) {
        boolean idle = one.phase == Phase.IDLE;
        if (one.place.isKnown()) {
          from = Math.min(from, one.place.number());
          idleFrom = idle ? Math.min(idleFrom, one.place.number()) : idleFrom;
        } else if (idle) {
          proceed(one);
        }
      }
      if (idleFrom < Long.MAX_VALUE) {
        due.add(new Evaluation(group, from, idleFrom));
      }
    }
    if (!due.isEmpty()) {
      evaluating = true;
      evaluators.execute(() -> evaluate(due));
    }
  }

  // On another thread.
  private void evaluate(List<Evaluation> due) {
    List<Evaluated> results = new ArrayList<>(due.size());
    try {
      due.forEach(one -> results.add(evaluate(one)));
    } finally {
      loop.execute(() -> evaluated(results));
    }
  }

  private Evaluated evaluate(Evaluation one) {
    SharedContent content = one.group().content();
    try {
      boolean gone = content.current().isEmpty();
      content.forgetBefore(one.from());
      return new Evaluated(
          one.group(), gone, gone ? null : content.matches(window, one.idleFrom()));
    } catch (RuntimeException e) { // a bug, which the turns of its subscribers log
      LOG.debug("A feed could not be evaluated", e);
      return new Evaluated(one.group(), false, null);
    }
  }

  private void evaluated(List<Evaluated> results) {
    evaluating = false;
    for (Evaluated one : results) {
      for (OwnedSubscriber member : List.copyOf(one.group().members())) {
        if (one.gone()) {
          absent(member);
        } else if (member.phase == Phase.IDLE) {
          take(member, one.matches());
        }
      }
    }
  }

  private void take(OwnedSubscriber idle, SharedContent.@Nullable Matches matches) {
    Place at = idle.place;
    if (matches == null || !at.isKnown()) {
      idle.place = Place.at(at.position());
      proceed(idle);
      return;
    }
    List<EventWindow.Numbered> events = matches.events();
    boolean any = !events.isEmpty() && events.get(events.size() - 1).number() >= at.number();
    if (any) {
      proceed(idle);
    } else if (at.number() < matches.to()) {
      idle.place = new Place(at.position().or(matches.position()), matches.to());
    }
  }

  // Turns

  /** Starts what is due. */
  void step() {
    long now = now();
    queue.moveSlow(now);
    releaseDue(now);
    while (!retries.isEmpty() && retries.element().at() - now <= 0) {
      Retry due = retries.remove();
      OwnedSubscriber subscriber = due.subscriber();
      if (subscriber.phase == Phase.WAITING && subscriber.retryAt == due.at()) {
        proceed(subscriber);
      }
    }
    if (grown && !evaluating && roundAt - now <= 0) {
      evaluate();
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
    long now = now();
    long wait = sweepAt - now;
    if (grown && !evaluating) {
      wait = Math.min(wait, roundAt - now);
    }
    if (!retries.isEmpty()) {
      wait = Math.min(wait, retries.element().at() - now);
    }
    for (Release release : releases) {
      wait = Math.min(wait, release.deadline() - now);
    }
    wait = Math.min(wait, queue.untilSlow(now).orElse(wait));
    return Optional.of(Duration.ofNanos(Math.max(0, wait)));
  }

  // A subscriber that is not busy waits, is queued, or idle, as its place and its failures demand.
  private void proceed(OwnedSubscriber subscriber) {
    if (!subscriber.isServed() || !partitions.contains(subscriber.partition)) {
      return;
    }
    if (subscriber.isExpired(time())) {
      subscriber.phase = Phase.IDLE;
    } else if (subscriber.waits && subscriber.retryAt - now() > 0) {
      subscriber.phase = Phase.WAITING;
      retries.add(new Retry(subscriber.retryAt, subscriber));
    } else if (!subscriber.place.isKnown() || subscriber.place.number() < window.end()) {
      queue.add(subscriber);
    } else {
      subscriber.phase = Phase.IDLE;
    }
  }

  private void start(OwnedSubscriber subscriber) {
    if (!partitions.contains(subscriber.partition) || subscriber.isExpired(time())) {
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
            subscriber.givingUp ? time().minus(config.giveUp()) : null);
    turns.run(order, outcome -> loop.execute(() -> ended(subscriber, of, outcome)));
  }

  private void ended(OwnedSubscriber subscriber, int of, Outcome outcome) {
    queue.release(subscriber);
    if (outcome instanceof Outcome.Requested requested) {
      count(subscriber, requested);
    }
    if (subscriber.phase != Phase.BUSY) {
      return; // it was removed, or lost, meanwhile
    }
    subscriber.phase = Phase.IDLE;
    boolean gaveUp = subscriber.givingUp;
    subscriber.givingUp = false;
    if (outcome instanceof Outcome.Skipped skipped) {
      move(subscriber, of, skipped.to(), skipped.lost());
      setAside(subscriber, skipped.setAside());
    } else if (outcome instanceof Outcome.Requested requested) {
      requested(subscriber, of, requested);
    } else if (outcome instanceof Outcome.NoContent) {
      absent(subscriber);
    } else if (outcome instanceof Outcome.Unreadable) {
      long later = now() + UNREADABLE_NANOS;
      boolean longer = gaveUp && subscriber.retryAt - later > 0;
      subscriber.retryAt = longer ? subscriber.retryAt : later;
      subscriber.waits = true;
    } else if (outcome instanceof Outcome.Broken broken) {
      if (logged.may()) {
        LOG.errorf(broken.cause(), "A delivery failed by an error: id=%s", subscriber.id());
      }
      failed(subscriber, new DeliveryResult.Failed(String.valueOf(broken.cause()), null));
    } else if (!window.isReady()) { // not begun
      subscriber.place = Place.at(subscriber.place.position());
      settle(subscriber);
      return;
    }
    if (subscriber.phase == Phase.IDLE) {
      proceed(subscriber);
    }
    settle(subscriber);
  }

  private void settle(OwnedSubscriber subscriber) {
    releases.forEach(release -> release.open().remove(subscriber));
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
      Instant time = time();
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
      LOG.infof("Callback works again: id=%s host=%s", subscriber.id(), subscriber.host);
      write(subscriber);
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
    write(subscriber);
  }

  private void failed(OwnedSubscriber subscriber, DeliveryResult.Failed failure) {
    Instant time = time();
    Duration pause = pause(subscriber.state.failures(), failure.retryAfter());
    subscriber.failed(failure.reason(), time, time.plus(pause));
    subscriber.retryAt = now() + pause.toNanos();
    subscriber.waits = true;
    subscriber.changed = true;
    if (subscriber.state.failures() == 1) {
      if (logged.may()) {
        LOG.infof(
            "Callback fails and is tried again: id=%s host=%s reason=%s%s",
            subscriber.id(), subscriber.host, failure.reason(), logged.more());
      }
      write(subscriber);
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

  // Exponential backoff with jitter, so that callbacks that failed together do not return together.
  private Duration pause(int failures, @Nullable Duration retryAfter) {
    Duration doubled = config.backoff().multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration most = shorter(doubled, config.maxBackoff());
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    Duration pause = Duration.ofNanos((long) (most.toNanos() * factor));
    if (retryAfter == null) {
      return pause;
    }
    Duration demanded = shorter(retryAfter, config.giveUp());
    return demanded.compareTo(pause) > 0 ? demanded : pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  // Removal and positions

  private void absent(OwnedSubscriber subscriber) {
    if (!subscriber.row.since().plus(ARRIVAL).isAfter(time())) {
      drop(subscriber, Reason.NO_FEED);
    } else if (subscriber.phase == Phase.IDLE) {
      subscriber.retryAt = now() + UNREADABLE_NANOS;
      subscriber.waits = true;
      proceed(subscriber);
    }
  }

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
    remove(subscriber);
  }

  private void remove(OwnedSubscriber subscriber) {
    subscriber.writing = true;
    store
        .remove(subscriber.id())
        .subscribe()
        .with(
            done -> loop.execute(() -> subscriber.writing = false),
            failure -> loop.execute(() -> notWritten(subscriber, failure)));
  }

  private void write(OwnedSubscriber subscriber) {
    subscriber.changed = true;
    if (subscriber.writing || !subscriber.isServed()) {
      return;
    }
    subscriber.changed = false;
    subscriber.writtenAt = now();
    String position = subscriber.place.position().toString();
    if (position.equals(subscriber.row.position())
        && subscriber.state.equals(subscriber.row.state())) {
      subscriber.writtenPosition = position;
      subscriber.writtenState = subscriber.state;
      return;
    }
    subscriber.writing = true;
    subscriber.writtenPosition = position;
    subscriber.writtenState = subscriber.state;
    store
        .progress(subscriber.id(), position, subscriber.state)
        .subscribe()
        .with(
            done -> loop.execute(() -> written(subscriber)),
            failure -> loop.execute(() -> notWritten(subscriber, failure)));
  }

  private void written(OwnedSubscriber subscriber) {
    subscriber.writing = false;
    writes.running();
  }

  private void notWritten(OwnedSubscriber subscriber, Throwable failure) {
    subscriber.writing = false;
    subscriber.changed = true;
    writes.failing(failure);
  }

  private void sweep(long now) {
    Instant time = time();
    Instant expired = time.minus(PROPAGATION);
    StreamPosition reached = window.reached();
    long backlog = 0;
    for (OwnedSubscriber one : List.copyOf(members.values())) {
      if (one.phase == Phase.REMOVING) {
        if (!one.writing && one.changed) {
          one.changed = false;
          remove(one);
        }
      } else if (one.isExpired(expired)) {
        drop(one, one.state.failures() > 0 ? Reason.FAILED : Reason.EXPIRED);
      } else {
        if (one.changed || now - one.writtenAt > IDLE_WRITE_NANOS) {
          write(one);
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

  /** Rate limit of the lines that callbacks cause: one a second. */
  private static final class LogLimit {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private long next;
    private long suppressed;

    LogLimit(LongSupplier nanos) {
      this.nanos = nanos;
      this.next = nanos.getAsLong();
    }

    boolean may() {
      long now = nanos.getAsLong();
      if (now - next < 0) {
        suppressed++;
        return false;
      }
      next = now + NANOS;
      return true;
    }

    String more() {
      String text = suppressed == 0 ? "" : " (%d more lines before it)".formatted(suppressed);
      suppressed = 0;
      return text;
    }
  }
}
