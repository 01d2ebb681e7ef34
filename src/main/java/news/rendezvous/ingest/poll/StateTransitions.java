package news.rendezvous.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.schedule.Schedule;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.PollHistory;
import news.rendezvous.ingest.poll.state.PollMemory;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** Computes the state of a source after a poll. */
final class StateTransitions {

  private final Schedule schedule;

  StateTransitions(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * The state after a poll.
   *
   * @param check time between two polls while a hub delivers the news; null where none does
   */
  PollState after(Attempt attempt, PollContent content, @Nullable Duration check, Instant now) {
    if (attempt.page() != null && attempt.state() != null) {
      return afterOlderPage(attempt.source(), attempt.state(), content, now);
    }
    PollHealth health = health(attempt, content, now);
    PollPlan plan =
        plan(attempt.source(), content.memory(), health, check, content.retryAfter(), now);
    PollContent.NewEntries found = content.newEntries();
    return new PollState(
        content.memory(),
        health,
        plan,
        found == null ? attempt.edition().orElse(null) : found.edition(),
        found == null
            ? attempt.profile()
            : found.normalizer().profile().after(attempt.profile(), now),
        attempt.generation(),
        attempt.source().url().toString(),
        attempt.history().with(poll(content, now)));
  }

  private static PollHistory.Poll poll(PollContent content, Instant now) {
    return new PollHistory.Poll(
        now,
        content.outcome(),
        content.transfer().took(),
        content.transfer().status(),
        content.entries(),
        content.changed(),
        content.error());
  }

  // An unreadable page is no failure of the feed. It ends the backlog, unless the host is on hold.
  private PollState afterOlderPage(
      Source source, PollState state, PollContent content, Instant now) {
    boolean ended = !content.outcome().isSuccess() && content.retryAfter() == null;
    PollMemory memory =
        ended ? content.memory().with(content.memory().overrun(), null) : content.memory();
    PollPlan plan = plan(source, memory, state.health(), null, content.retryAfter(), now);
    return new PollState(
        memory,
        state.health(),
        plan,
        state.edition(),
        state.profile(),
        state.generation(),
        state.url(),
        state.history());
  }

  private PollPlan plan(
      Source source,
      PollMemory memory,
      PollHealth health,
      @Nullable Duration check,
      @Nullable Duration retryAfter,
      Instant now) {
    OlderPages backlog = memory.backlog();
    return backlog != null && health.failures() == 0
        ? schedule.nextPage(backlog.left(), retryAfter, now)
        : schedule.next(source.interval(), health, memory.timing(), check, retryAfter, now);
  }

  private static PollHealth health(Attempt attempt, PollContent content, Instant now) {
    if (content.outcome().isSuccess()) {
      return new PollHealth(content.outcome(), null, 0, null);
    }
    Instant goneSince =
        content.outcome() != PollOutcome.GONE
            ? null
            : attempt.goneSince() == null ? now : attempt.goneSince();
    return new PollHealth(content.outcome(), content.error(), attempt.failures() + 1, goneSince);
  }

  /** Disables a source that moved to the URL of another one, so that a feed is not polled twice. */
  static PollState duplicate(PollState state, String url, Source other) {
    String reason =
        "moved for good to %s, which the source '%s' polls: this one is disabled"
            .formatted(url, other.id());
    return new PollState(
        state.memory(),
        new PollHealth(state.health().outcome(), reason, 0, null),
        new PollPlan(state.plan().last(), null, reason, null),
        state.edition(),
        state.profile(),
        state.generation(),
        state.url(),
        state.history());
  }
}
