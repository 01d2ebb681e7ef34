package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.Permit;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.source.Source;

/**
 * What this replica is to poll, and when. Plans are made in wall-clock time, since they outlive the
 * process; from here on monotonic time counts, for the clock may jump. Of one thread.
 */
final class Agenda {

  private final PollQueue queue;
  private final RequestScheduler requests;
  private final PollGauges gauges;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /** An empty agenda. */
  Agenda(
      PollQueue queue,
      RequestScheduler requests,
      PollGauges gauges,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.requests = requests;
    this.gauges = gauges;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Plans a source with what polls before a restart, or of another replica, learned of its host.
   */
  void restore(Source source, Optional<PollState> state) {
    plan(source, state);
    state.ifPresent(known -> regard(source, known));
  }

  /** Polls a source when its plan says, at once where there is none. */
  void plan(Source source, Optional<PollState> state) {
    SourceStatus status = SourceStatus.of(source, state.orElse(null));
    if (status == SourceStatus.DISABLED) {
      queue.remove(source.id());
      gauges.idle(source.id(), status, HostKey.of(source.url()));
      return;
    }
    Duration wait = state.map(PollState::plan).map(this::untilDue).orElse(Duration.ZERO);
    repeat(source, state, wait);
  }

  private Duration untilDue(Plan plan) {
    return plan.next() == null ? Duration.ZERO : until(plan.next(), plan);
  }

  // A clock that stands before the poll that made the plan was set back since: what counts then is
  // how long the plan meant to wait.
  private Duration until(Instant time, Plan plan) {
    Instant now = clock.instant();
    Duration wait = Duration.between(now.isBefore(plan.last()) ? plan.last() : now, time);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private void regard(Source source, PollState state) {
    HostKey host = HostKey.of(source.url());
    requests.judge(host, !state.health().outcome().isSilence());
    Instant hold = state.plan().hold();
    Duration left = hold == null ? Duration.ZERO : until(hold, state.plan());
    if (!left.isZero()) {
      requests.hold(host, left);
    }
  }

  /**
   * Polls a source as soon as it can be, whatever its plan and even if its host asked to be left
   * alone: an operator who writes a source or asks for a poll wants one answer, and one request is
   * no flood.
   */
  void force(Source source, Optional<PollState> state) {
    queue.hurry(source.id(), source.url().toString());
    planned(source, state, nanoTime.getAsLong());
  }

  /** Polls a source again after some time, whatever its plan. */
  void repeat(Source source, Optional<PollState> state, Duration wait) {
    long at = nanoTime.getAsLong() + wait.toNanos();
    queue.schedule(source.id(), source.url().toString(), at);
    planned(source, state, at);
  }

  private void planned(Source source, Optional<PollState> state, long at) {
    SourceStatus status = SourceStatus.of(source, state.orElse(null));
    queue.host(source.id()).ifPresent(host -> gauges.planned(source.id(), status, host, at));
  }

  /** Forgets a source; a poll of it that is under way is still to be reported as done. */
  void drop(String id) {
    queue.remove(id);
    gauges.left(id);
  }

  boolean isRunning(String id) {
    return queue.isRunning(id);
  }

  /** The next source to poll now, which is under way from then on; empty when all must wait. */
  Optional<String> take() {
    Optional<String> next = queue.take(nanoTime.getAsLong());
    next.ifPresent(gauges::began);
    return next;
  }

  /** The permit of a poll that was taken. */
  Optional<Permit> permit(String id) {
    return queue.permit(id);
  }

  /** A poll under way has got its answer, without a document, and needs its place no more. */
  void answered(String id) {
    queue.answered(id);
  }

  /** A poll that was taken has ended. */
  void done(String id) {
    queue.done(id);
  }

  /** How long until the next source is due; empty while none is planned. */
  Optional<Duration> untilNext() {
    return queue.wakeUp().stream()
        .mapToObj(at -> Duration.ofNanos(Math.max(1, at - nanoTime.getAsLong())))
        .findFirst();
  }
}
