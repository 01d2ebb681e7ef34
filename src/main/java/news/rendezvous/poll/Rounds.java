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
  private final Set<String> feedFirst = new HashSet<>();
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
    sources.forEach(this::plan);
    pollDue();
  }

  void end(Stream<Source> sources) {
    sources.map(Source::id).forEach(this::drop);
  }

  // A source that was written is polled at once, even if it is what it was before.
  void changed(Change<Source> change) {
    String id = change.key();
    if (change.row() == null || !share.owns(id)) {
      drop(id);
    } else if (!change.row().value().enabled()) {
      plan(change.row().value());
    } else if (agenda.isRunning(id)) {
      onceMore.add(id); // the poll under way is of the source as it was
    } else {
      hurry(change.row().value());
    }
    pollDue();
  }

  private void drop(String id) {
    agenda.drop(id);
    feedFirst.remove(id);
  }

  private void plan(Source source) {
    agenda.plan(source, states.find(source.id()));
  }

  private void hurry(Source source) {
    hurry(source, states.find(source.id()));
  }

  private void hurry(Source source, Optional<PollState> state) {
    feedFirst.add(source.id()); // before the older pages that are still to be read
    agenda.hurry(source, state);
  }

  private void pollDue() {
    Optional<String> next = agenda.take();
    while (next.isPresent()) {
      poll(next.get());
      next = agenda.take();
    }
    thread.decideIn(agenda.untilNext(), this::pollDue);
  }

  private void poll(String id) {
    Optional<Source> source = share.find(id);
    if (source.isEmpty()) {
      agenda.done(id);
      drop(id);
      askers.answer(id, new PollAnswer.NotPolled());
      return;
    }
    if (isNewAtAHostThatIsLeftAlone(id)) {
      agenda.done(id);
      plan(source.get());
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
                    answer -> thread.decide(() -> answered(id, answer))))
        .subscribe()
        .with(
            ending -> thread.decide(() -> ended(id, ending)),
            failure -> thread.decide(() -> failed(id, failure)));
  }

  // It waits like all feeds of its host, but for an operator who asks for a poll.
  private boolean isNewAtAHostThatIsLeftAlone(String id) {
    return agenda.isHeld(id) && states.find(id).isEmpty() && !askers.await(id);
  }

  private void answered(String id, Fetched answer) {
    agenda.answered(id, answer instanceof Fetched.Modified);
    pollDue();
  }

  private void ended(String id, Ending ending) {
    agenda.done(id);
    Optional<PollState> state = Optional.of(ending.state());
    // Those who wait want the feed polled, not an older page of it.
    boolean joined = ending.olderPage() && askers.await(id) && share.owns(id);
    boolean again = onceMore.remove(id) || joined;
    share
        .find(id)
        .ifPresentOrElse(
            source -> {
              if (again) {
                hurry(source, state);
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
            () -> drop(id));
    askers.answer(id, new PollAnswer.Failed(String.valueOf(failure.getMessage())));
    pollDue();
  }

  /** Polls a source that this replica owns, or joins the poll that is under way. */
  void pollNow(Source source, UniEmitter<? super PollAnswer> asker) {
    askers.add(source.id(), asker);
    if (!agenda.isRunning(source.id())) {
      hurry(source);
      pollDue();
    }
  }
}
