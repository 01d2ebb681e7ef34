package news.rendezvous.ingest.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.fetch.Fetched;
import news.rendezvous.ingest.fetch.Fetched.Transfer;
import news.rendezvous.ingest.normalize.DocumentNormalizer;
import news.rendezvous.ingest.normalize.DocumentNormalizer.DocumentOrigin;
import news.rendezvous.ingest.normalize.EntryDates;
import news.rendezvous.ingest.normalize.NormalizeConfig;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryRemovals.DeletedEntry;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.poll.schedule.PollTiming;
import news.rendezvous.ingest.poll.schedule.PublishingRate;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.Digest;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.Overrun;
import news.rendezvous.ingest.poll.state.PollMemory;
import news.rendezvous.ingest.poll.state.RemovedEntries;
import news.rendezvous.ingest.poll.state.SeenEntries;
import news.rendezvous.ingest.push.PushSubscriber.PolledFeed;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Change detection: parses a fetched document and compares its entries with those of earlier polls
 * ({@link SeenEntries}).
 */
@ApplicationScoped
class ChangeDetector {

  private static final String UNDETERMINED = "und";

  /** Pushed entries that are remembered until the next poll. */
  private static final int MAX_PUSHED = 1_000;

  /** Entries by which a later push is compared with the news of a poll. */
  private static final int MAX_COMPARED = 20;

  private final PollConfig config;
  private final FeedParser parser;
  private final DialectReader dialect;
  private final NormalizeConfig normalize;
  private final PushSubscriptions subscriptions;
  private final InstantSource clock;

  @Inject
  ChangeDetector(
      PollConfig config,
      FeedParser parser,
      DialectReader dialect,
      NormalizeConfig normalize,
      PushSubscriptions subscriptions,
      InstantSource clock) {
    this.config = config;
    this.parser = parser;
    this.dialect = dialect;
    this.normalize = normalize;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /** Parses and compares; CPU-bound, so call it on one of the {@link ParserThreadPool}. */
  PollContent detect(Attempt attempt, Fetched fetched) {
    if (fetched instanceof Fetched.Failed failed) {
      return new PollContent(
          failed.outcome(),
          failed.detail(),
          failed.retryAfter(),
          failed.transfer(),
          attempt.memory(),
          null);
    }
    return fetched instanceof Fetched.Modified modified
        ? read(attempt, modified)
        : unmodified(attempt, (Fetched.NotModified) fetched);
  }

  private PollContent unmodified(Attempt attempt, Fetched.NotModified fetched) {
    PollMemory memory = attempt.memory();
    Duration freshFor = fetched.transfer().freshFor();
    PollTiming timing = memory.timing().unmodified();
    PollMemory next =
        redirected(attempt, fetched, memory)
            .with(fetched.validators(), memory.bodyHash())
            .with(freshFor == null ? timing : timing.freshFor(freshFor));
    return confirmed(attempt, PollOutcome.NOT_MODIFIED, fetched.transfer(), next);
  }

  private PollContent read(Attempt attempt, Fetched.Modified modified) {
    PollMemory memory = attempt.memory();
    String hash = Digest.of(modified.document().body());
    // A full response (200) with an equal document: the server ignores validators.
    if (attempt.page() == null && hash.equals(memory.bodyHash())) {
      return repeated(attempt, modified, hash);
    }
    ParsedDocument parsed = parser.parse(modified.document());
    if (parsed instanceof ParsedDocument.Rejected rejected) {
      return new PollContent(
          rejected.outcome(),
          detail(rejected, attempt, modified),
          null,
          modified.transfer(),
          memory,
          null);
    }
    ParsedDocument.Feed feed = feed(parsed, attempt, modified.document());
    return attempt.page() == null
        ? feed(
            attempt,
            modified,
            redirected(attempt, modified, memory).with(modified.validators(), hash),
            feed)
        : olderPage(attempt, attempt.page(), modified, feed);
  }

  private ParsedDocument.Feed feed(ParsedDocument parsed, Attempt attempt, Document document) {
    return parsed instanceof ParsedDocument.Text text
        ? dialect.feed(text, document, attempt.source().url().toString())
        : (ParsedDocument.Feed) parsed;
  }

  /** Content of a document that a hub pushed. */
  sealed interface Pushed {

    /**
     * A feed, which may have a part of the entries only.
     *
     * @param entries their number
     * @param retractions of the entries that it says are deleted
     * @param seen digests of the entries that were pushed, these included
     */
    record Feed(
        int entries, PollContent.NewEntries found, List<Retraction> retractions, byte[] seen)
        implements Pushed {}

    record Unreadable(String reason) implements Pushed {}
  }

  /**
   * Parses a pushed document and compares it; CPU-bound, as {@link #detect}. What it lacks counts
   * neither as vanished nor as an overrun.
   */
  Pushed detectPushed(Attempt attempt, Document document) {
    ParsedDocument parsed = parser.parse(document);
    if (parsed instanceof ParsedDocument.Rejected rejected) {
      return new Pushed.Unreadable(rejected.detail());
    }
    ParsedDocument.Feed feed = feed(parsed, attempt, document);
    SeenEntries pushed = pushed(attempt);
    SeenEntries seen = SeenEntries.of(attempt.memory().seen()).and(pushed);
    PollContent.NewEntries found = newEntries(attempt, document, feed, seen, false, null);
    return new Pushed.Feed(
        feed.entries().size(),
        found,
        deleted(
                attempt.source(),
                found,
                feed.info().removals().deleted(),
                feed.entries(),
                document.fetchedAt())
            .toList(),
        pushed.with(feed.entries(), MAX_PUSHED).toBytes());
  }

  private PollContent repeated(Attempt attempt, Fetched.Modified modified, String hash) {
    PollMemory memory = attempt.memory();
    PollTiming timing =
        memory
            .timing()
            .freshFor(modified.transfer().freshFor())
            .repeated(!modified.validators().isEmpty());
    PollMemory next =
        redirected(attempt, modified, memory).with(modified.validators(), hash).with(timing);
    return memory.entries() == 0
        ? PollContent.success(PollOutcome.EMPTY, modified.transfer(), next, null)
        : confirmed(attempt, PollOutcome.OK, modified.transfer(), next);
  }

  // The same document again confirms what is missing in it.
  private PollContent confirmed(
      Attempt attempt, PollOutcome outcome, Transfer transfer, PollMemory memory) {
    RemovedEntries.Found removed = RemovedEntries.repeated(memory.removals());
    String edition = attempt.edition().orElse(null);
    return removed.missing().isEmpty() || memory.entries() == 0 || edition == null
        ? PollContent.success(outcome, transfer, memory, null)
        : PollContent.success(
                outcome,
                transfer,
                memory.with(removed.next()).forgetting(removed.missing().keySet()),
                null)
            .retracting(missing(attempt.source(), edition, removed, clock.instant()));
  }

  private static List<Retraction> missing(
      Source source, String edition, RemovedEntries.Found removed, Instant now) {
    return removed.missing().values().stream()
        .map(alias -> new Retraction(edition, source.id(), alias, null, EntryDates.millis(now)))
        .toList();
  }

  private static Stream<Retraction> deleted(
      Source source,
      PollContent.NewEntries found,
      List<DeletedEntry> deleted,
      List<ParsedEntry> document,
      Instant now) {
    return deleted.stream()
        .filter(tombstone -> document.stream().noneMatch(entry -> isNewer(entry, tombstone)))
        .flatMap(
            tombstone ->
                found.normalizer().aliasId(tombstone.ref()).stream()
                    .map(
                        alias ->
                            new Retraction(
                                found.edition(),
                                source.id(),
                                alias,
                                tombstone.when(),
                                EntryDates.millis(now))));
  }

  // RFC 6721 section 3: an entry of the same document that was changed later stands; so does one
  // whose date cannot be compared.
  private static boolean isNewer(ParsedEntry entry, DeletedEntry tombstone) {
    return tombstone.ref().equals(entry.guid())
        && !(entry.updated() instanceof EntryDate.Exact updated
            && tombstone.when() != null
            && !updated.instant().isAfter(tombstone.when()));
  }

  // Only redirects that end at the feed count, not those to a login page or an error, nor one to
  // the feed's own URL, which sets a cookie.
  private PollMemory redirected(Attempt attempt, Fetched fetched, PollMemory memory) {
    String url = attempt.source().url().toString();
    URI target = fetched.transfer().movedTo();
    boolean stays = target == null || target.toString().equals(url);
    boolean hasMoved = memory.move() != null && memory.move().to().toString().equals(url);
    return stays && hasMoved ? memory : memory.redirectedTo(stays ? null : target, clock.instant());
  }

  // An HTML page in place of a feed is mostly the end of a redirect: login, consent, new home page.
  private static String detail(
      ParsedDocument.Rejected rejected, Attempt attempt, Fetched.Modified modified) {
    String place = modified.document().url().toString();
    return place.equals(attempt.source().url().toString())
        ? rejected.detail()
        : "%s (redirected to %s)".formatted(rejected.detail(), place);
  }

  private PollContent feed(
      Attempt attempt, Fetched.Modified modified, PollMemory memory, ParsedDocument.Feed feed) {
    List<ParsedEntry> entries = feed.entries();
    SeenEntries seen = SeenEntries.of(memory.seen()).and(pushed(attempt));
    boolean first = memory.seen() == null; // no earlier document had entries
    // Nothing was missed at a URL that was not polled before.
    boolean overrun = attempt.memory().bodyHash() != null && isOverrun(memory, entries, seen);
    Instant now = modified.document().fetchedAt();
    PollMemory updated =
        memory
            .withEntries(entries.size() + feed.dropped())
            .with(timing(memory.timing(), feed, seen, now).freshFor(modified.transfer().freshFor()))
            .with(
                overrun ? new Overrun(now, 0, false) : recent(memory.overrun(), now),
                backlog(attempt, modified.document(), feed, overrun));
    // The entries of an emptied document may come back and must not be sent again.
    PollMemory next =
        entries.isEmpty() ? updated : updated.with(seen, entries, maxSeen(entries.size()));
    PollContent.NewEntries found =
        newEntries(
            attempt,
            modified.document(),
            feed,
            seen,
            first,
            polled(attempt, modified.document(), feed, seen));
    return entries.isEmpty()
        ? PollContent.success(PollOutcome.EMPTY, modified.transfer(), next, found)
        : withRemovals(attempt, modified, feed, next, found);
  }

  private static PollContent withRemovals(
      Attempt attempt,
      Fetched.Modified modified,
      ParsedDocument.Feed feed,
      PollMemory next,
      PollContent.NewEntries found) {
    Instant now = modified.document().fetchedAt();
    Source source = attempt.source();
    RemovedEntries.Found removed =
        RemovedEntries.in(
            attempt.memory().removals(),
            feed.info().removals(),
            feed.entries(),
            feed.dropped() == 0,
            found.normalizer()::aliasId);
    return PollContent.success(
            PollOutcome.OK,
            modified.transfer(),
            next.with(removed.next()).forgetting(removed.missing().keySet()),
            found)
        .retracting(
            Stream.concat(
                    deleted(source, found, removed.deleted(), feed.entries(), now),
                    missing(source, found.edition(), removed, now).stream())
                .toList());
  }

  /** The entries that hubs pushed and that are in the topics as they are now. */
  private SeenEntries pushed(Attempt attempt) {
    return SeenEntries.of(subscriptions.pushed(attempt.source().id(), attempt.generation()));
  }

  private static PolledFeed polled(
      Attempt attempt, Document document, ParsedDocument.Feed feed, SeenEntries seen) {
    List<ParsedEntry> unseen = seen.unseen(feed.entries());
    SeenEntries news = SeenEntries.of(null).with(unseen, MAX_COMPARED);
    return new PolledFeed(
        document.url(),
        feed.info().hubs(),
        !unseen.isEmpty(),
        pushed -> SeenEntries.of(pushed).overlaps(news),
        attempt.state() == null ? null : attempt.state().plan().last());
  }

  // The document of a feed with one entry always has new entries only.
  private static boolean isOverrun(PollMemory before, List<ParsedEntry> entries, SeenEntries seen) {
    return seen.size() > 0
        && Math.max(entries.size(), before.entries()) > 1
        && !entries.isEmpty()
        && seen.unseen(entries).size() == entries.size();
  }

  private static @Nullable Overrun recent(@Nullable Overrun overrun, Instant now) {
    return overrun == null || overrun.isOld(now) ? null : overrun;
  }

  private static PollTiming timing(
      PollTiming before, ParsedDocument.Feed feed, SeenEntries seen, Instant now) {
    List<ParsedEntry> entries = feed.entries();
    List<ParsedEntry> unseen = seen.unseen(entries);
    List<Instant> arrivals = PublishingRate.arrivals(before.arrivals(), unseen, now);
    return new PollTiming(
        feed.info().pollingHints(),
        PublishingRate.of(entries, arrivals, now),
        null,
        arrivals,
        0,
        halvings(before.halvings(), unseen.size(), entries.size(), seen.size() == 0));
  }

  // With half of the entries known, twice the interval would have been just short enough.
  private static int halvings(int before, int unseen, int entries, boolean first) {
    if (first || 2 * unseen < entries) {
      return PollTiming.slower(before);
    }
    return unseen == entries && entries > 1
        ? Math.min(before + 1, PollTiming.MAX_HALVINGS)
        : before;
  }

  private @Nullable OlderPages backlog(
      Attempt attempt, Document document, ParsedDocument.Feed feed, boolean overrun) {
    if (overrun) {
      return OlderPages.after(document, feed, config.maxRepair(), false);
    }
    return attempt.memory().seen() == null
        ? OlderPages.after(
            document, feed, Math.min(attempt.source().backfill(), config.maxBackfill()), true)
        : attempt.memory().backlog();
  }

  private PollContent olderPage(
      Attempt attempt, OlderPages page, Fetched.Modified modified, ParsedDocument.Feed feed) {
    PollMemory memory = attempt.memory();
    return PollContent.success(
        PollOutcome.OK,
        modified.transfer(),
        memory.after(page, modified.document(), feed, config.maxSeen()),
        newEntries(
            attempt,
            modified.document(),
            feed,
            SeenEntries.of(memory.seen()),
            page.backfill(),
            null));
  }

  private int maxSeen(int entries) {
    return Math.min(config.maxSeen(), config.seenFactor() * entries);
  }

  private PollContent.NewEntries newEntries(
      Attempt attempt,
      Document document,
      ParsedDocument.Feed feed,
      SeenEntries seen,
      boolean first,
      @Nullable PolledFeed push) {
    Source source = attempt.source();
    String edition = attempt.edition().orElseGet(() -> edition(source, feed.info().language()));
    List<ParsedEntry> entries =
        feed.entries().stream().filter(entry -> !seen.containsUnchanged(entry)).toList();
    DocumentOrigin origin =
        new DocumentOrigin(source, edition, document.fetchedAt(), first, source.url().toString());
    return new PollContent.NewEntries(
        entries, edition, new DocumentNormalizer(normalize, origin, feed), push);
  }

  private static String edition(Source source, @Nullable String language) {
    return Stream.of(
            Optional.ofNullable(source.edition()), primary(language), primary(source.language()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(UNDETERMINED);
  }

  // BCP 47 section 2.2.1: the primary subtag is the first; feeds write zh_CN too.
  private static Optional<String> primary(@Nullable String language) {
    return Optional.ofNullable(language)
        .map(tag -> Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage())
        .filter(tag -> !tag.isEmpty());
  }
}
