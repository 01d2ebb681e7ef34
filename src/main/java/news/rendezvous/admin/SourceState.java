package news.rendezvous.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.poll.OlderPages;
import news.rendezvous.poll.Overrun;
import news.rendezvous.poll.PermanentRedirect;
import news.rendezvous.poll.PollPlan;
import news.rendezvous.poll.PollState;
import news.rendezvous.poll.SourceStatus;
import news.rendezvous.resolve.ReferenceState;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * A source as an operator sees it: its definition and how it fares.
 *
 * @param title as configured, else as the feed gives it
 * @param edition as fixed at the first successful poll, else as configured
 * @param status name of a {@link SourceStatus}, in lower case
 * @param lastOutcome label of the last poll's outcome
 * @param lastError what went wrong, and what to do about it
 * @param nextReason why the next poll is when it is
 * @param heldUntil until when its host is left alone because it asked for that, by an answer to
 *     this source or to another of that host
 * @param warning what is odd about its documents, though they can be read
 * @param moving where permanent redirects lead, until the URL follows them
 * @param overrun the last poll that may have come too late for some entries
 * @param olderPages how many older pages of the feed may still be read
 * @param entries entries in the newest document
 * @param items items held that this source carried
 * @param references how its references fare
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
   * What is known of a source.
   *
   * @param held until when its host is left alone
   * @param crowding that it gives way to others in a full view
   */
  static SourceState of(
      Source source,
      Optional<PollState> state,
      Optional<Instant> held,
      Optional<String> crowding,
      int items,
      ReferenceState references) {
    Optional<PollPlan> plan = state.map(PollState::plan).filter(known -> source.enabled());
    return new SourceState(
        source.id(),
        source.url(),
        Optional.ofNullable(source.title())
            .or(() -> state.map(PollState::profile).map(FeedProfile::title))
            .orElse(null),
        state.map(PollState::edition).orElse(source.edition()),
        source.language(),
        source.zone(),
        source.interval(),
        source.linksBase(),
        source.enabled(),
        source.configured(),
        source.backfill(),
        SourceStatus.of(source, state.orElse(null)).name().toLowerCase(Locale.ROOT),
        state.map(s -> s.health().outcome().label()).orElse(null),
        state.map(s -> s.health().error()).orElse(null),
        state.map(s -> s.plan().last()).orElse(null),
        plan.map(PollPlan::next).orElse(null),
        plan.map(PollPlan::reason).orElse(null),
        held.map(until -> until.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
        Stream.of(state.map(PollState::warning), crowding)
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + "; " + other)
            .orElse(null),
        state
            .map(s -> s.memory().move())
            .filter(move -> !move.to().toString().equals(source.url()))
            .orElse(null),
        state.map(s -> s.memory().overrun()).orElse(null),
        state.map(s -> s.memory().backlog()).map(OlderPages::left).orElse(0),
        state.map(s -> s.health().failures()).orElse(0),
        state.map(s -> s.memory().entries()).orElse(0),
        items,
        references);
  }
}
