package news.rendezvous.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.broker.CompactedTable.Change;
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

  /** A poll that Kafka kept from its end is repeated after this time. */
  private static final Duration REPEAT = Duration.ofSeconds(5);

  private final Duration interval;
  private final Share share;
  private final PollStates states;
  private final Poller poller;
  private final Agenda agenda;
  private final DecisionThread thread;
  private final Askers askers = new Askers();
  private final Set<String> onceMore = new HashSet<>();

  /**
   * Nothing is planned yet.
   *
   * @param interval after which a poll is repeated that was not completed
   */
  Rounds(
      Duration interval,
      Share share,
      PollStates states,
      Poller poller,
      Agenda agenda,
      DecisionThread thread) {
    this.interval = interval;
    this.share = share;
    this.states = states;
    this.poller = poller;
    this.agenda = agenda;
    this.thread = thread;
  }

  void begin(Stream<Source> sources) {
    sources.forEach(source -> agenda.restore(source, states.find(source.id())));
    pollDue();
  }

  void end(Stream<Source> sources) {
    sources.map(Source::id).forEach(agenda::drop);
  }

  // A source that was written is polled at once, even if it is what it was before.
  void changed(Change<Source> change) {
    String id = change.key();
    if (change.row() == null || !share.owns(id)) {
      agenda.drop(id);
    } else if (!change.row().value().enabled()) {
      plan(change.row().value());
    } else if (agenda.isRunning(id)) {
      onceMore.add(id); // the poll under way is of the source as it was
    } else {
      hurry(change.row().value());
    }
    pollDue();
  }

  private void plan(Source source) {
    agenda.plan(source, states.find(source.id()));
  }

  private void hurry(Source source) {
    agenda.hurry(source, states.find(source.id()));
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
      agenda.drop(id);
      askers.answer(id, new PollAnswer.NotPolled());
      return;
    }
    Uni.createFrom()
        .deferred(
            () ->
                poller.poll(
                    source.get(),
                    states.find(id),
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
    Optional<PollState> state = Optional.of(ending.state());
    boolean again = onceMore.remove(id);
    share
        .find(id)
        .ifPresentOrElse(
            source -> {
              if (again) {
                agenda.hurry(source, state);
              } else {
                agenda.plan(source, state);
              }
            },
            () -> agenda.drop(id));
    askers.answer(id, new PollAnswer.Polled(ending.report()));
    pollDue();
  }

  private void failed(String id, Throwable failure) {
    boolean kafka = failure instanceof KafkaException;
    if (kafka) {
      LOG.warnf("Poll of source %s will be repeated: Kafka %s", id, failure.getMessage());
    } else {
      LOG.errorf(failure, "Poll of source %s was not completed, it will be repeated", id);
    }
    agenda.done(id);
    share
        .find(id)
        .ifPresentOrElse(
            source -> agenda.repeat(source, states.find(id), kafka ? REPEAT : interval),
            () -> agenda.drop(id));
    askers.answer(id, new PollAnswer.Failed(String.valueOf(failure.getMessage())));
    pollDue();
  }

  /** Polls a source that this replica owns, or joins the poll that is under way. */
  void pollNow(Source source, UniEmitter<? super PollAnswer> asker) {
    askers.add(source.id(), asker);
    if (!agenda.isRunning(source.id())) {
      agenda.force(source, states.find(source.id()));
      pollDue();
    }
  }
}
