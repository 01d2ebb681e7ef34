package news.rendezvous.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.Overrun;
import news.rendezvous.ingest.poll.state.PermanentRedirect;
import news.rendezvous.ingest.poll.state.PollHistory;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.push.PushState;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Definition and state of a source, as the admin API serves them.
 *
 * @param title title as configured, else as the feed gives it
 * @param edition edition as fixed at the first successful poll, else as configured
 * @param headers request headers; they are no secret to an administrator
 * @param authorization scheme of its credentials, which are never shown
 * @param status name of a {@code SourceStatus}, in lower case
 * @param lastOutcome label of the last poll's outcome
 * @param lastError cause of the last failure, and its remedy
 * @param lastStatus HTTP status of the last poll; null without a response
 * @param latencyMs median time from the request to the end of the response, of the recent polls
 * @param storiesPerDay by its publishing rate; null if too few stories have a time
 * @param nextReason reason for the time of the next poll
 * @param heldUntil end of a hold of its host by Retry-After, whichever source of that host got it
 * @param warning irregularities of its documents, though they can be read
 * @param moving target of permanent redirects, until the URL follows them
 * @param overrun the last poll that may have come too late for some entries
 * @param olderPages number of older pages of the feed that may still be read
 * @param entries number of entries in the newest readable document of the URL
 * @param items number of items in the view that this source carried
 * @param references counts of its references
 * @param push its subscription at a hub; null where its feed announces none
 * @param definition the request that would replace it by itself; null in a list
 * @param validators of its last document; null in a list
 * @param history its last polls, newest first; empty in a list
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
    Map<String, String> headers,
    @Nullable String authorization,
    String status,
    @Nullable String lastOutcome,
    @Nullable String lastError,
    @Nullable Integer lastStatus,
    @Nullable Instant lastPoll,
    @Nullable Instant lastSuccess,
    @Nullable Long latencyMs,
    @Nullable Double storiesPerDay,
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
    ReferenceState references,
    @Nullable PushState push,
    @Nullable SourceRequest definition,
    @Nullable DocumentValidators validators,
    List<PastPoll> history) {

  /** Validators of a document, sent with the next poll. */
  record DocumentValidators(@Nullable String etag, @Nullable String lastModified) {

    static DocumentValidators of(SourceSummary source) {
      return new DocumentValidators(source.etag(), source.lastModified());
    }
  }

  /**
   * A poll in the past.
   *
   * @param outcome its label
   * @param tookMs milliseconds from the request to the end of the response
   * @param status HTTP status; null without a response
   * @param entries entries in the document; 0 without a readable one
   * @param changed entries that were new or changed
   * @param error cause of a failure
   */
  record PastPoll(
      Instant at,
      String outcome,
      long tookMs,
      @Nullable Integer status,
      int entries,
      int changed,
      @Nullable String error) {

    static PastPoll of(PollHistory.Poll poll) {
      return new PastPoll(
          poll.at(),
          poll.outcome().label(),
          poll.took().toMillis(),
          poll.status(),
          poll.entries(),
          poll.changed(),
          poll.error());
    }
  }

  /** Extent of a state: a list of thousands of sources has none of their histories. */
  enum Extent {
    LISTED,
    WHOLE
  }

  /**
   * The state of a source.
   *
   * @param held end of a hold of its host
   * @param eviction warning that the full view evicts its items
   * @param push its subscription at a hub
   */
  static SourceState of(
      SourceSummary summary,
      Extent extent,
      Optional<Instant> held,
      Optional<String> eviction,
      int items,
      ReferenceState references,
      Optional<PushState> push) {
    Source source = summary.source();
    Optional<PollState> state = Optional.ofNullable(summary.state());
    Optional<PollPlan> plan = summary.plan();
    PollHistory history = summary.history();
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
        source.headers(),
        source.authorization() == null ? null : source.authorization().scheme().member(),
        summary.status().name().toLowerCase(Locale.ROOT),
        state.map(s -> s.health().outcome().label()).orElse(null),
        state.map(s -> s.health().error()).orElse(null),
        history.newest().map(PollHistory.Poll::status).orElse(null),
        state.map(s -> s.plan().last()).orElse(null),
        history.lastSuccess(),
        history.latency().map(Duration::toMillis).orElse(null),
        rounded(summary.storiesPerDay()),
        plan.map(PollPlan::next).orElse(null),
        plan.map(PollPlan::reason).orElse(null),
        held.map(until -> until.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
        summary.warning(eviction),
        state
            .map(s -> s.memory().move())
            .filter(move -> !move.to().toString().equals(source.url().toString()))
            .orElse(null),
        state.map(s -> s.memory().overrun()).orElse(null),
        state.map(s -> s.memory().backlog()).map(OlderPages::left).orElse(0),
        state.map(s -> s.health().failures()).orElse(0),
        state.map(s -> s.memory().entries()).orElse(0),
        items,
        references,
        push.orElse(null),
        extent == Extent.WHOLE ? SourceRequest.of(source) : null,
        state
            .filter(s -> extent == Extent.WHOLE)
            .map(s -> DocumentValidators.of(summary))
            .orElse(null),
        extent == Extent.WHOLE
            ? history.newestFirst().stream().map(PastPoll::of).toList()
            : List.of());
  }

  private static @Nullable Double rounded(OptionalDouble number) {
    return number.isEmpty() ? null : Math.round(number.getAsDouble() * 100) / 100.0;
  }
}
