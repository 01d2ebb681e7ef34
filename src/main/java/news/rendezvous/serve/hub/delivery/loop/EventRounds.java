package news.rendezvous.serve.hub.delivery.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import news.rendezvous.serve.hub.delivery.DeliveryConfig;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.EventWindow;
import news.rendezvous.serve.hub.delivery.SharedContent;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscribers.Group;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the subscribers that new events are for. Events gather for a short time (request
 * coalescing) and are then evaluated once for each content, on another thread; subscribers that
 * they do not concern move on without a turn. Confined to the thread of the loop, but for the
 * evaluation.
 */
final class EventRounds {

  private static final Logger LOG = Logger.getLogger(EventRounds.class);

  /** Decides what the result of a round means to a subscriber. */
  interface Decisions {

    /** There may be events for an idle subscriber. */
    void proceed(OwnedSubscriber idle);

    /** The feed or view of a subscriber is not there any more. */
    void contentGone(OwnedSubscriber subscriber);
  }

  /**
   * A group whose new events are to be evaluated.
   *
   * @param from number of the first event that a member has not got
   * @param idleFrom the same of those that wait for events
   */
  private record Evaluation(Group group, long from, long idleFrom) {}

  private record Evaluated(Group group, boolean gone, SharedContent.@Nullable Matches matches) {}

  private final EventWindow window;
  private final OwnedSubscribers subscribers;
  private final Decisions decisions;
  private final long gather;
  private final Executor evaluators;
  private final Executor loop;
  private final DeliveryClocks clocks;
  private boolean grown;
  private long dueAt;
  private boolean evaluating;

  EventRounds(
      EventWindow window,
      OwnedSubscribers subscribers,
      Decisions decisions,
      DeliveryConfig config,
      Executor evaluators,
      Executor loop,
      DeliveryClocks clocks) {
    this.window = window;
    this.subscribers = subscribers;
    this.decisions = decisions;
    this.gather = config.gather().toNanos();
    this.evaluators = evaluators;
    this.loop = loop;
    this.clocks = clocks;
  }

  /** There are new events. */
  void grown() {
    if (!grown) {
      grown = true;
      dueAt = clocks.now() + gather;
    }
  }

  /** The time at which a round is due; empty while there are no new events. */
  OptionalLong dueAt() {
    return grown && !evaluating ? OptionalLong.of(dueAt) : OptionalLong.empty();
  }

  /** Starts a round. */
  void start() {
    grown = false;
    if (!window.isReady()) {
      return; // it is announced when it is
    }
    List<Evaluation> due = new ArrayList<>();
    List.copyOf(subscribers.groups()).forEach(group -> add(group, due));
    if (!due.isEmpty()) {
      evaluating = true;
      evaluators.execute(() -> evaluate(due));
    }
  }

  private void add(Group group, List<Evaluation> due) {
    long from = Long.MAX_VALUE;
    long idleFrom = Long.MAX_VALUE;
    for (OwnedSubscriber one : List.copyOf(group.members())) {
      boolean idle = one.phase == Phase.IDLE;
      if (one.place.isKnown()) {
        from = Math.min(from, one.place.number());
        idleFrom = idle ? Math.min(idleFrom, one.place.number()) : idleFrom;
      } else if (idle) {
        decisions.proceed(one);
      }
    }
    if (idleFrom < Long.MAX_VALUE) {
      due.add(new Evaluation(group, from, idleFrom));
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
    } catch (RuntimeException e) { // a bug, which the turns of its subscribers report
      LOG.debug("A feed could not be evaluated", e);
      return new Evaluated(one.group(), false, null);
    }
  }

  private void evaluated(List<Evaluated> results) {
    evaluating = false;
    for (Evaluated one : results) {
      for (OwnedSubscriber member : List.copyOf(one.group().members())) {
        if (one.gone()) {
          decisions.contentGone(member);
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
      decisions.proceed(idle);
      return;
    }
    List<EventWindow.Numbered> events = matches.events();
    boolean any = !events.isEmpty() && events.get(events.size() - 1).number() >= at.number();
    if (any) {
      decisions.proceed(idle);
    } else if (at.number() < matches.to()) {
      idle.place = new Place(at.position().or(matches.position()), matches.to());
    }
  }
}
