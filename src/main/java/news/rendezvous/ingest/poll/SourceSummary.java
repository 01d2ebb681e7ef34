package news.rendezvous.ingest.poll;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.PollHistory;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Title, profile and status of a source, derived from its definition and its poll state. API, page,
 * feeds and OPML all read them here.
 *
 * @param state its poll state; null before the first poll has ended
 */
public record SourceSummary(Source source, @Nullable PollState state) {

  private static final FeedProfile UNKNOWN =
      new FeedProfile(null, null, null, null, null, List.of(), null);

  public String id() {
    return source.id();
  }

  /** Title as configured, else as the feed gives it. */
  public @Nullable String title() {
    return source.title() == null ? profile().title() : source.title();
  }

  public String name() {
    return Objects.requireNonNullElse(title(), id());
  }

  /** Language as configured, else as the feed gives it. */
  public @Nullable String language() {
    return source.language() == null ? profile().language() : source.language();
  }

  /** Edition as fixed at the first successful poll, else as configured. */
  public @Nullable String edition() {
    return state == null || state.edition() == null ? source.edition() : state.edition();
  }

  /** Home page of the source; only an absolute http or https URL, since feeds contain any text. */
  public @Nullable String homePage() {
    return CanonicalUrl.resolve(profile().homePage(), null).orElse(null);
  }

  public @Nullable String icon() {
    return CanonicalUrl.resolve(profile().icon(), null).orElse(null);
  }

  /** True once a document of it has been read. */
  public boolean isRead() {
    return state != null && state.profile() != null;
  }

  /** Metadata as the feed gives it. */
  public FeedProfile profile() {
    return state == null || state.profile() == null ? UNKNOWN : state.profile();
  }

  public SourceStatus status() {
    return SourceStatus.of(source, state);
  }

  /** Time of the next poll; empty before the first poll, and while the source is disabled. */
  public Optional<PollPlan> plan() {
    return Optional.ofNullable(state).map(PollState::plan).filter(plan -> source.enabled());
  }

  /** The ETag of its last document (RFC 9110 section 8.8.3). */
  public @Nullable String etag() {
    return validators().etag();
  }

  /** The Last-Modified of its last document (RFC 9110 section 8.8.2), unparsed. */
  public @Nullable String lastModified() {
    return validators().lastModified();
  }

  private Validators validators() {
    return state == null ? Validators.NONE : state.validatorsOf(source.url().toString());
  }

  /** Its last polls, their latency and the last success. */
  public PollHistory history() {
    return state == null || state.history() == null ? PollHistory.NONE : state.history();
  }

  /**
   * Stories a day by its publishing rate at the last poll; empty if too few stories have a time.
   */
  public OptionalDouble storiesPerDay() {
    return state == null || state.memory().timing().publishingRate() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(state.memory().timing().publishingRate().perDay(state.plan().last()));
  }

  /**
   * Irregularities of its documents, though they can be read.
   *
   * @param eviction that the full view evicts items of this source
   */
  public @Nullable String warning(Optional<String> eviction) {
    String warning =
        Stream.of(Optional.ofNullable(state).map(PollState::warning), eviction)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return warning.isEmpty() ? null : warning;
  }
}
