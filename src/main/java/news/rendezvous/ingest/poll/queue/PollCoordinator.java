package news.rendezvous.ingest.poll.queue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollQueue.PollTask;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.source.Source;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Starts due polls and reacts to completed polls, changed sources and manual requests. Confined to
 * the thread of the {@code PollScheduler}.
 *
 * <p>Plans are made in wall-clock time, because they outlive the process. Here they become
 * monotonic time, so that a jump of the clock neither delays nor repeats a poll.
 */
public final class PollCoordinator {

  private static final Logger LOG = Logger.getLogger(PollCoordinator.class);

  public interface Runner {

    Uni<CompletedPoll> poll(Attempt attempt, Permit permit);

    /** The known reason why Kafka would not accept results now. */
    Optional<KafkaException> refusal();
  }

  /**
   * A poll whose entries and state the broker has acknowledged.
   *
   * @param olderPage whether it read an older page of the feed, not the feed itself
   */
  public record CompletedPoll(PollAnswer.Polled result, PollState state, boolean olderPage) {}

  public record Clocks(LongSupplier nanoTime, InstantSource wall) {}

  private final PollQueue queue;
  private final RequestScheduler requests;
  private final Function<String, Optional<Source>> owned;
  private final Function<String, Optional<PollState>> states;
  private final Runner runner;
  private final WriteRetries retries;
  private final PollGauges gauges;
  private final Clocks clocks;
  private final Executor thread;
  private final Duration repeatAfter;

  /** Callers that wait for the end of a poll, by source. */
  private final Map<String, List<UniEmitter<? super PollAnswer>>> waiters = new HashMap<>();

  /** Sources whose next poll reads the feed, even if older pages are still to be read. */
  private final Set<String> feedFirst = new HashSet<>();

  /** Sources that changed during a poll: it used the old definition and is repeated. */
  private final Set<String> pollAgain = new HashSet<>();

  /**
   * A coordinator without sources.
   *
   * @param thread the thread that all methods are called on; runs the end of each poll
   * @param repeatAfter delay of the retry of a poll that failed by a bug
   */
  public PollCoordinator(
      PollQueue queue,
      RequestScheduler requests,
      Function<String, Optional<Source>> owned,
      Function<String, Optional<PollState>> states,
      Runner runner,
      WriteRetries retries,
      PollGauges gauges,
      Clocks clocks,
      Executor thread,
      Duration repeatAfter) {
    this.queue = queue;
    this.requests = requests;
    this.owned = owned;
    this.states = states;
    this.runner = runner;
    this.retries = retries;
    this.gauges = gauges;
    this.clocks = clocks;
    this.thread = thread;
    this.repeatAfter = repeatAfter;
  }

  /** Schedules sources that this replica polls from now on. */
  public void gained(Stream<Source> sources) {
    sources.forEach(
        source -> {
          Optional<PollState> state = states.apply(source.id());
          schedule(source, state);
          state.ifPresent(known -> restoreHost(source, known));
        });
  }

  // Hold and responsiveness of a host survive a restart and a change of owner in the poll state.
  private void restoreHost(Source source, PollState state) {
    HostKey host = HostKey.of(source.url());
    requests.restoreResponsive(host, !state.health().outcome().isSilence());
    Instant hold = state.plan().hold();
    Duration left = hold == null ? Duration.ZERO : until(hold, state.plan());
    if (!left.isZero()) {
      requests.hold(host, left);
    }
  }

  /** Removes sources that another replica polls from now on. */
  public void lost(Stream<Source> sources) {
    sources.map(Source::id).forEach(this::remove);
  }

  // Each write of a source is followed by one poll, even if nothing changed or the host is on hold.
  public void changed(Change<Source> change) {
    String id = change.key();
    if (change.value() == null || owned.apply(id).isEmpty()) {
      remove(id);
    } else if (!change.value().enabled()) {
      schedule(change.value(), states.apply(id));
    } else if (queue.isRunning(id)) {
      pollAgain.add(id);
    } else {
      scheduleUrgently(change.value(), states.apply(id));
    }
  }

  /** Polls a source that this replica owns, or joins the poll that is under way. */
  public void pollNow(Source source, UniEmitter<? super PollAnswer> waiter) {
    waiters.computeIfAbsent(source.id(), id -> new ArrayList<>()).add(waiter);
    if (!queue.isRunning(source.id())) {
      scheduleUrgently(source, states.apply(source.id()));
    }
  }

  // By its plan, or now if it was never polled.
  private void schedule(Source source, Optional<PollState> state) {
    if (SourceStatus.of(source, state.orElse(null)) == SourceStatus.DISABLED) {
      dequeue(source.id());
      gauges.disabled(source.id());
    } else {
      Duration wait = state.map(PollState::plan).map(this::untilDue).orElse(Duration.ZERO);
      scheduleIn(wait, source, state);
    }
  }

  private Duration untilDue(PollPlan plan) {
    return plan.next() == null ? Duration.ZERO : until(plan.next(), plan);
  }

  // A clock that is behind the last poll has been set back: the whole planned wait counts.
  private Duration until(Instant time, PollPlan plan) {
    Instant now = clocks.wall().instant();
    Duration wait = Duration.between(now.isBefore(plan.last()) ? plan.last() : now, time);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private void scheduleIn(Duration wait, Source source, Optional<PollState> state) {
    long dueAt = now() + wait.toNanos();
    scheduled(queue.schedule(source, dueAt), source, state, dueAt);
  }

  // On behalf of an operator: a single request is tolerable, even to a host on hold.
  private void scheduleUrgently(Source source, Optional<PollState> state) {
    feedFirst.add(source.id());
    scheduled(queue.scheduleUrgently(source), source, state, now());
  }

  private void scheduled(PollTask task, Source source, Optional<PollState> state, long dueAt) {
    SourceStatus status = SourceStatus.of(source, state.orElse(null));
    gauges.scheduled(source.id(), status, task.host(), dueAt);
  }

  private void remove(String id) {
    dequeue(id);
    gauges.removed(id);
    feedFirst.remove(id);
    retries.ended(id);
  }

  private void dequeue(String id) {
    queue.remove(id);
    if (!queue.isRunning(id)) {
      answer(id, new PollAnswer.NotPolled());
    }
  }

  /** Starts all polls that are due and have a permit. */
  public void startDue() {
    Optional<PollTask> next = queue.take(now());
    while (next.isPresent()) {
      start(next.get());
      next = queue.take(now());
    }
  }

  /** Time until the next poll is due; empty if none is scheduled. */
  public Optional<Duration> untilNext() {
    return queue.nextDueAt().stream()
        .mapToObj(dueAt -> Duration.ofNanos(Math.max(1, dueAt - now())))
        .findFirst();
  }

  private long now() {
    return clocks.nanoTime().getAsLong();
  }

  private void start(PollTask task) {
    gauges.started(task.id());
    Optional<Source> source = owned.apply(task.id());
    Permit permit = task.permit;
    if (source.isEmpty() || permit == null) {
      queue.done(task);
      remove(task.id());
      return;
    }
    boolean feed = feedFirst.remove(task.id());
    Uni.createFrom()
        .deferred(() -> runner.poll(attempt(source.get(), feed), permit))
        .emitOn(thread)
        .subscribe()
        .with(completed -> completed(task, completed), failure -> failed(task, failure));
  }

  private Attempt attempt(Source source, boolean feed) {
    Optional<PollState> state = states.apply(source.id());
    return feed ? Attempt.begin(source, state) : Attempt.resume(source, state);
  }

  /** Ends all manual requests, since no further event is handled. */
  public void close() {
    PollAnswer stopped = new PollAnswer.Failed("the service stops");
    Set.copyOf(waiters.keySet()).forEach(id -> answer(id, stopped));
  }

  private void answer(String id, PollAnswer answer) {
    List<UniEmitter<? super PollAnswer>> answered = waiters.remove(id);
    if (answered != null) {
      answered.forEach(waiter -> waiter.complete(answer));
    }
  }

  private void completed(PollTask task, CompletedPoll completed) {
    String id = task.id();
    queue.done(task);
    retries.ended(id);
    // A manual poll reads the feed: the result of an older page is none for its callers.
    Optional<Source> source = owned.apply(id);
    boolean feedWanted = completed.olderPage() && waiters.containsKey(id) && source.isPresent();
    if (!feedWanted) {
      answer(id, completed.result());
    }
    boolean again = pollAgain.remove(id) || feedWanted;
    // From the poll itself: the table of states may not have read the record back yet.
    Optional<PollState> state = Optional.of(completed.state());
    if (source.isEmpty()) {
      remove(id);
    } else if (again) {
      scheduleUrgently(source.get(), state);
    } else {
      schedule(source.get(), state);
    }
  }

  private void failed(PollTask task, Throwable failure) {
    String id = task.id();
    queue.done(task);
    answer(id, new PollAnswer.Failed(KafkaFailure.of(failure).words()));
    Duration wait = waitAfter(id, failure);
    owned
        .apply(id)
        .ifPresentOrElse(source -> scheduleIn(wait, source, states.apply(id)), () -> remove(id));
  }

  private Duration waitAfter(String id, Throwable failure) {
    if (failure instanceof KafkaException kafka) {
      LOG.debugf(kafka, "Results of the poll of source %s were not written, it is repeated", id);
      return retries.failed(id, kafka, runner.refusal().isPresent());
    }
    LOG.errorf(failure, "Poll of source %s failed by a bug and is repeated", id);
    return repeatAfter;
  }
}
