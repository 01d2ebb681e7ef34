package news.rendezvous.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.Overrun;
import news.rendezvous.ingest.poll.state.PermanentRedirect;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Definition and state of a source, as the admin API serves them.
 *
 * @param title title as configured, else as the feed gives it
 * @param edition edition as fixed at the first successful poll, else as configured
 * @param status name of a {@code SourceStatus}, in lower case
 * @param lastOutcome label of the last poll's outcome
 * @param lastError cause of the last failure, and its remedy
 * @param nextReason reason for the time of the next poll
 * @param heldUntil end of a hold of its host by Retry-After, whichever source of that host got it
 * @param warning irregularities of its documents, though they can be read
 * @param moving target of permanent redirects, until the URL follows them
 * @param overrun the last poll that may have come too late for some entries
 * @param olderPages number of older pages of the feed that may still be read
 * @param entries number of entries in the newest document
 * @param items number of items in the view that this source carried
 * @param references counts of its references
 */
record SourceState(
    String id,
    String url,
    @Nullable String title,
    @Nullable String edition,
    @Nullable String language,
    @Nullable ZoneId zone,
    @Nullable Duration interval,
    @Nullable String linksBase,
    boolean enabled,
    boolean configured,
    int backfill,
    String status,
    @Nullable String lastOutcome,
    @Nullable String lastError,
    @Nullable Instant lastPoll,
    @Nullable Instant nextPoll,
    @Nullable String nextReason,
    @Nullable Instant heldUntil,
    @Nullable String warning,
    @Nullable PermanentRedirect moving,
    @Nullable Overrun overrun,
    int olderPages,
    int failures,
    int entries,
    int items,
    ReferenceState references) {

  /**
   * The state of a source.
   *
   * @param held end of a hold of its host
   * @param crowding warning that the full view evicts its items
   */
  static SourceState of(
      SourceSummary summary,
      Optional<Instant> held,
      Optional<String> crowding,
      int items,
      ReferenceState references) {
    Source source = summary.source();
    Optional<PollState> state = Optional.ofNullable(summary.state());
    Optional<PollPlan> plan = summary.plan();
    return new SourceState(
        source.id(),
        source.url().toString(),
        summary.title(),
        summary.edition(),
        source.language(),
        source.zone(),
        source.interval(),
        source.linksBase(),
        source.enabled(),
        source.configured(),
        source.backfill(),
        summary.status().name().toLowerCase(Locale.ROOT),
        state.map(s -> s.health().outcome().label()).orElse(null),
        state.map(s -> s.health().error()).orElse(null),
        state.map(s -> s.plan().last()).orElse(null),
        plan.map(PollPlan::next).orElse(null),
        plan.map(PollPlan::reason).orElse(null),
        held.map(until -> until.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
        summary.warning(crowding),
        state
            .map(s -> s.memory().move())
            .filter(move -> !move.to().toString().equals(source.url().toString()))
            .orElse(null),
        state.map(s -> s.memory().overrun()).orElse(null),
        state.map(s -> s.memory().backlog()).map(OlderPages::left).orElse(0),
        state.map(s -> s.health().failures()).orElse(0),
        state.map(s -> s.memory().entries()).orElse(0),
        items,
        references);
  }
}
