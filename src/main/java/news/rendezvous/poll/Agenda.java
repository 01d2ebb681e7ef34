package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;

/**
 * What this replica is to poll, and when. Plans are made in wall-clock time, since they outlive the
 * process; from here on monotonic time counts, for the clock may jump. Of one thread.
 */
final class Agenda {

  private final PollQueue queue;
  private final PollGauges gauges;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /** An empty agenda. */
  Agenda(PollQueue queue, PollGauges gauges, InstantSource clock, LongSupplier nanoTime) {
    this.queue = queue;
    this.gauges = gauges;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Polls a source when its plan says, at once where there is none. */
  void plan(Source source, Optional<PollState> state) {
    SourceStatus status = SourceStatus.of(source, state.orElse(null));
    String host = host(source);
    if (status == SourceStatus.DISABLED) {
      queue.remove(source.id());
      gauges.idle(source.id(), status, host);
      return;
    }
    Duration wait = state.map(PollState::plan).map(this::untilDue).orElse(Duration.ZERO);
    long at = nanoTime.getAsLong() + wait.toNanos();
    queue.schedule(source.id(), host, at);
    gauges.planned(source.id(), status, host, at);
    state.ifPresent(known -> regard(source, host, known));
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

  // What polls learned of the source's host; after a restart too.
  private void regard(Source source, String host, PollState state) {
    queue.judge(source.id(), state.health().outcome().isSuccess());
    Instant hold = state.plan().hold();
    Duration left = hold == null ? Duration.ZERO : until(hold, state.plan());
    if (!left.isZero()) {
      long now = nanoTime.getAsLong();
      queue.hold(source.id(), now + left.toNanos());
      gauges.held(host, now + left.toNanos(), now);
    }
  }

  /**
   * Polls a source as soon as it can be, whatever its plan and even if its host asked to be left
   * alone: an operator who asks for a poll wants one answer, and one request is no flood.
   */
  void hurry(Source source, Optional<PollState> state) {
    long now = nanoTime.getAsLong();
    String host = host(source);
    queue.hurry(source.id(), host, now);
    gauges.planned(source.id(), SourceStatus.of(source, state.orElse(null)), host, now);
  }

  /** Polls a source again after some time, whatever its plan. */
  void repeat(Source source, Optional<PollState> state, Duration wait) {
    long at = nanoTime.getAsLong() + wait.toNanos();
    String host = host(source);
    queue.schedule(source.id(), host, at);
    gauges.planned(source.id(), SourceStatus.of(source, state.orElse(null)), host, at);
  }

  /** Whether a source's host asked to be left alone, and still is. */
  boolean isHeld(String id) {
    return gauges.heldFor(id, nanoTime.getAsLong()) > 0;
  }

  // A source rarely moves, and to parse a URL takes longer than all else that is decided here.
  private String host(Source source) {
    return queue
        .host(source.id())
        .filter(host -> isAt(source.url(), host))
        .orElseGet(() -> parsedHost(source.url()));
  }

  private static boolean isAt(String url, String host) {
    int start = url.indexOf("://") + 3;
    int end = start + host.length();
    return url.startsWith(host, start)
        && (end == url.length() || "/:?#".indexOf(url.charAt(end)) >= 0);
  }

  private static String parsedHost(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null ? url : parsed.host();
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

  /**
   * The host of a poll under way has answered, and may be asked for something else.
   *
   * @param document whether it brought one that is still to be read
   */
  void answered(String id, boolean document) {
    queue.answered(id, document, nanoTime.getAsLong());
  }

  /** A poll that was taken has ended. */
  void done(String id) {
    queue.done(id, nanoTime.getAsLong());
  }

  /** How long until {@link #take} is worth another try; empty while nothing waits. */
  Optional<Duration> untilNext() {
    return queue.wakeUp().stream()
        .mapToObj(at -> Duration.ofNanos(Math.max(1, at - nanoTime.getAsLong())))
        .findFirst();
  }
}
