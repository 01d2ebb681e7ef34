package news.rendezvous.poll;

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
import news.rendezvous.dialect.Dialect;
import news.rendezvous.fetch.Document;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.normalize.Carriage;
import news.rendezvous.normalize.Normalizer;
import news.rendezvous.parse.FeedParser;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.poll.PollState.Backlog;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Overrun;
import news.rendezvous.poll.PollState.Pace;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** Finds out what a fetch brought: whether it is a feed, and which of its entries are new. */
@ApplicationScoped
class Harvester {

  private static final String UNDETERMINED = "und";

  private final PollConfig config;
  private final FeedParser parser;
  private final Dialect dialect;
  private final Normalizer normalizer;
  private final InstantSource clock;

  @Inject
  Harvester(
      PollConfig config,
      FeedParser parser,
      Dialect dialect,
      Normalizer normalizer,
      InstantSource clock) {
    this.config = config;
    this.parser = parser;
    this.dialect = dialect;
    this.normalizer = normalizer;
    this.clock = clock;
  }

  /** Finds out what was fetched; work for a worker thread. */
  Harvest harvest(Attempt attempt, Fetched fetched) {
    if (fetched instanceof Fetched.Failed failed) {
      return new Harvest(
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

  private Harvest unmodified(Attempt attempt, Fetched.NotModified fetched) {
    Memory memory = attempt.memory();
    Duration freshFor = fetched.transfer().freshFor();
    Pace pace = memory.pace().unmodified();
    Memory next =
        moved(attempt, fetched, memory)
            .validatedBy(fetched.validators(), memory.bodyHash())
            .with(freshFor == null ? pace : pace.freshFor(freshFor));
    return Harvest.success(Outcome.NOT_MODIFIED, fetched.transfer(), next, null);
  }

  private Harvest read(Attempt attempt, Fetched.Modified modified) {
    Memory memory = attempt.memory();
    String hash = Digest.of(modified.document().body());
    // The server does not know what has not changed; we do.
    if (attempt.page() == null && hash.equals(memory.bodyHash())) {
      return repeated(attempt, modified, hash);
    }
    Parsed parsed = parser.parse(modified.document());
    if (parsed instanceof Parsed.Rejected rejected) {
      return new Harvest(
          rejected.outcome(),
          told(rejected, attempt, modified),
          null,
          modified.transfer(),
          memory,
          null);
    }
    Parsed.Feed feed =
        parsed instanceof Parsed.Text text
            ? dialect.feed(text, modified.document(), attempt.source().url().toString())
            : (Parsed.Feed) parsed;
    return attempt.page() == null
        ? take(
            attempt,
            modified,
            moved(attempt, modified, memory).validatedBy(modified.validators(), hash),
            feed)
        : takeOlder(attempt, attempt.page(), modified, feed);
  }

  private Harvest repeated(Attempt attempt, Fetched.Modified modified, String hash) {
    Memory memory = attempt.memory();
    Pace pace =
        memory
            .pace()
            .freshFor(modified.transfer().freshFor())
            .repeated(!modified.validators().isEmpty());
    Memory next =
        moved(attempt, modified, memory).validatedBy(modified.validators(), hash).with(pace);
    Outcome outcome = memory.entries() == 0 ? Outcome.EMPTY : Outcome.OK;
    return Harvest.success(outcome, modified.transfer(), next, null);
  }

  // Only an answer that is the feed says where it has moved to: a redirect to a login page or to an
  // error is none. One to the feed's own URL, which sets a cookie, is none either.
  private Memory moved(Attempt attempt, Fetched fetched, Memory memory) {
    String url = attempt.source().url().toString();
    URI target = fetched.transfer().movedTo();
    boolean stays = target == null || target.toString().equals(url);
    boolean hasMoved = memory.move() != null && memory.move().to().toString().equals(url);
    return stays && hasMoved ? memory : memory.movedTo(stays ? null : target, clock.instant());
  }

  // Most pages in place of a feed are where a redirect led: to a login, a consent, a new home page.
  private static String told(Parsed.Rejected rejected, Attempt attempt, Fetched.Modified modified) {
    String place = modified.document().url().toString();
    return place.equals(attempt.source().url().toString())
        ? rejected.detail()
        : "%s (redirected to %s)".formatted(rejected.detail(), place);
  }

  private Harvest take(
      Attempt attempt, Fetched.Modified modified, Memory memory, Parsed.Feed feed) {
    List<ParsedEntry> entries = feed.entries();
    SeenEntries seen = SeenEntries.of(memory.seen());
    boolean first = memory.seen() == null; // of the polls that brought entries
    boolean overrun = isOverrun(memory, entries, seen);
    Instant now = modified.document().fetchedAt();
    Memory known =
        memory
            .of(entries.size() + feed.dropped())
            .with(pace(memory.pace(), feed, seen, now).freshFor(modified.transfer().freshFor()))
            .with(
                overrun ? new Overrun(now, 0, false) : recent(memory.overrun(), now),
                backlog(attempt, modified.document(), feed, overrun));
    // What was seen stays seen where nothing is: the entries may come back.
    Memory next = entries.isEmpty() ? known : known.seen(seen, entries, most(entries));
    return Harvest.success(
        entries.isEmpty() ? Outcome.EMPTY : Outcome.OK,
        modified.transfer(),
        next,
        crop(attempt, modified.document(), feed, seen, first));
  }

  // A feed of one story shows nothing but new ones all the time, and is polled for that.
  private static boolean isOverrun(Memory before, List<ParsedEntry> entries, SeenEntries seen) {
    return seen.size() > 0
        && Math.max(entries.size(), before.entries()) > 1
        && !entries.isEmpty()
        && seen.unseen(entries).size() == entries.size();
  }

  private static @Nullable Overrun recent(@Nullable Overrun overrun, Instant now) {
    return overrun == null || overrun.isPast(now) ? null : overrun;
  }

  private static Pace pace(Pace before, Parsed.Feed feed, SeenEntries seen, Instant now) {
    List<ParsedEntry> entries = feed.entries();
    List<ParsedEntry> unseen = seen.unseen(entries);
    List<Instant> arrivals = Rhythm.arrivals(before.arrivals(), unseen, now);
    return new Pace(
        feed.info().cadence(),
        Rhythm.of(entries, arrivals, now),
        null,
        arrivals,
        0,
        haste(before.haste(), unseen.size(), entries.size(), seen.size() == 0));
  }

  // Half of the entries known means that the double interval would just not have been too long.
  private static int haste(int before, int unseen, int entries, boolean first) {
    if (first || 2 * unseen < entries) {
      return Pace.slower(before);
    }
    return unseen == entries && entries > 1 ? Math.min(before + 1, Pace.MOST_HASTE) : before;
  }

  private @Nullable Backlog backlog(
      Attempt attempt, Document document, Parsed.Feed feed, boolean overrun) {
    if (overrun) {
      return OlderPages.after(document, feed, config.maxRepair(), false);
    }
    return attempt.memory().seen() == null
        ? OlderPages.after(
            document, feed, Math.min(attempt.source().backfill(), config.maxBackfill()), true)
        : attempt.memory().backlog();
  }

  private Harvest takeOlder(
      Attempt attempt, Backlog page, Fetched.Modified modified, Parsed.Feed feed) {
    Memory memory = attempt.memory();
    return Harvest.success(
        Outcome.OK,
        modified.transfer(),
        OlderPages.read(memory, page, modified.document(), feed, config.maxSeen()),
        crop(attempt, modified.document(), feed, SeenEntries.of(memory.seen()), page.backfill()));
  }

  private int most(List<ParsedEntry> entries) {
    return Math.min(config.maxSeen(), config.seenFactor() * entries.size());
  }

  private Harvest.Crop crop(
      Attempt attempt, Document document, Parsed.Feed feed, SeenEntries seen, boolean first) {
    Source source = attempt.source();
    String edition = attempt.edition().orElseGet(() -> edition(source, feed.info().language()));
    List<ParsedEntry> news = feed.entries().stream().filter(entry -> !seen.hold(entry)).toList();
    Carriage carriage =
        new Carriage(source, edition, document.fetchedAt(), first, source.url().toString());
    return new Harvest.Crop(feed, news, edition, normalizer.forDocument(carriage, feed));
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
