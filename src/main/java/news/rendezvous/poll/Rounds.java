package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.KafkaFailure;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.fetch.Permit;
import news.rendezvous.source.Source;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * The rounds of the polls: begins those that are due, and sees to what their ends, changes of their
 * sources and those who ask for one mean to the next. Of the decision thread alone.
 */
final class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  /** A poll that Kafka kept from its end is repeated after this time, which doubles. */
  private static final Duration REPEAT = Duration.ofSeconds(1);

  private static final int MOST_DOUBLINGS = 3;

  private final Duration interval;
  private final Share share;
  private final PollStates states;
  private final Poller poller;
  private final Agenda agenda;
  private final DecisionThread thread;
  private final Askers askers = new Askers();
  private final Set<String> feedFirst = new HashSet<>();
  private final Set<String> onceMore = new HashSet<>();
  private final BackgroundTask task;
  private final Map<String, Integer> repeated = new HashMap<>();

  /**
   * Nothing is planned yet.
   *
   * @param interval after which a poll is repeated that an error of the program cut short
   * @param task told whether Kafka takes what polls bring
   */
  Rounds(
      Duration interval,
      Share share,
      PollStates states,
      Poller poller,
      Agenda agenda,
      DecisionThread thread,
      BackgroundTask task) {
    this.interval = interval;
    this.share = share;
    this.states = states;
    this.poller = poller;
    this.agenda = agenda;
    this.thread = thread;
    this.task = task;
  }

  void begin(Stream<Source> sources) {
    sources.forEach(source -> agenda.restore(source, states.find(source.id())));
    pollDue();
  }

  void end(Stream<Source> sources) {
    sources.map(Source::id).forEach(this::drop);
  }

  // A source that an operator wrote is polled at once, even if it is what it was before or if its
  // host asked to be left alone: that is one request, as for a poll by hand.
  void changed(Change<Source> change) {
    String id = change.key();
    if (change.value() == null || !share.owns(id)) {
      drop(id);
    } else if (!change.value().enabled()) {
      plan(change.value());
    } else if (agenda.isRunning(id)) {
      onceMore.add(id); // the poll under way is of the source as it was
    } else {
      force(change.value(), states.find(id));
    }
    pollDue();
  }

  private void drop(String id) {
    agenda.drop(id);
    feedFirst.remove(id);
    taken(id); // it is nobody's concern any more whether Kafka takes what it brings
  }

  private void plan(Source source) {
    agenda.plan(source, states.find(source.id()));
  }

  private void force(Source source, Optional<PollState> state) {
    feedFirst.add(source.id()); // before the older pages that are still to be read
    agenda.force(source, state);
  }

  /** Begins what is due and has its turn. */
  void pollDue() {
    Optional<String> next = agenda.take();
    while (next.isPresent()) {
      poll(next.get());
      next = agenda.take();
    }
    thread.decideIn(agenda.untilNext(), this::pollDue);
  }

  private void poll(String id) {
    Optional<Source> source = share.find(id);
    Optional<Permit> permit = agenda.permit(id);
    if (source.isEmpty() || permit.isEmpty()) {
      agenda.done(id);
      drop(id);
      askers.answer(id, new PollAnswer.NotPolled());
      return;
    }
    boolean feed = feedFirst.remove(id);
    Uni.createFrom()
        .deferred(
            () ->
                poller.poll(
                    feed
                        ? Attempt.begin(source.get(), states.find(id))
                        : Attempt.resume(source.get(), states.find(id)),
                    permit.get(),
                    answer -> thread.decide(() -> answered(id, answer))))
        .subscribe()
        .with(
            ending -> thread.decide(() -> ended(id, ending)),
            failure -> thread.decide(() -> failed(id, failure)));
  }

  private void answered(String id, Fetched answer) {
    if (!(answer instanceof Fetched.Modified)) {
      agenda.answered(id);
    }
  }

  private void ended(String id, Ending ending) {
    agenda.done(id);
    taken(id);
    Optional<PollState> state = Optional.of(ending.state());
    // Those who wait want the feed polled, not an older page of it.
    boolean joined = ending.olderPage() && askers.await(id) && share.owns(id);
    boolean again = onceMore.remove(id) || joined;
    share
        .find(id)
        .ifPresentOrElse(
            source -> {
              if (again) {
                force(source, state);
              } else {
                agenda.plan(source, state);
              }
            },
            () -> drop(id));
    if (!joined) {
      askers.answer(id, new PollAnswer.Polled(ending.report()));
    }
    pollDue();
  }

  private void failed(String id, Throwable failure) {
    agenda.done(id);
    Duration wait = interval;
    if (failure instanceof KafkaException kafka) {
      wait = refused(id, kafka);
    } else {
      LOG.errorf(failure, "Poll of source %s was not completed, it will be repeated", id);
    }
    Duration pause = wait;
    share
        .find(id)
        .ifPresentOrElse(source -> agenda.repeat(source, states.find(id), pause), () -> drop(id));
    askers.answer(id, new PollAnswer.Failed(KafkaFailure.of(failure).words()));
    pollDue();
  }

  // No fault of the source: neither its failures nor its plan change, whatever Kafka answered.
  private Duration refused(String id, KafkaException failure) {
    int before = repeated.merge(id, 1, Integer::sum) - 1;
    KafkaFailure classified = KafkaFailure.of(failure, "Write");
    if (classified.kind() == KafkaFailure.Kind.TOPIC_MISSING
        || classified.kind() == KafkaFailure.Kind.DISK_FULL) {
      task.blocked(classified.words());
    } else if (before == 0 || poller.refusal().isPresent()) {
      task.failing(classified); // that Kafka is away may be known a moment later
    } else {
      task.failing(classified.words());
    }
    LOG.debugf(failure, "Poll of source %s will be repeated", id);
    return REPEAT.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
  }

  private void taken(String id) {
    if (repeated.remove(id) != null) {
      recovered();
    }
  }

  private void recovered() {
    if (repeated.isEmpty()) {
      task.running();
    }
  }

  /** Polls a source that this replica owns, or joins the poll that is under way. */
  void pollNow(Source source, UniEmitter<? super PollAnswer> asker) {
    askers.add(source.id(), asker);
    if (!agenda.isRunning(source.id())) {
      force(source, states.find(source.id()));
      pollDue();
    }
  }
}
