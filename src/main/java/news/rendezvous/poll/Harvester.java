package news.rendezvous.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.fetch.Document;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.normalize.Carriage;
import news.rendezvous.normalize.Normalizer;
import news.rendezvous.parse.FeedParser;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** Finds out what a fetch brought: whether it is a feed, and which of its entries are new. */
@ApplicationScoped
class Harvester {

  private static final String UNDETERMINED = "und";

  private final PollConfig config;
  private final FeedParser parser;
  private final Normalizer normalizer;

  @Inject
  Harvester(PollConfig config, FeedParser parser, Normalizer normalizer) {
    this.config = config;
    this.parser = parser;
    this.normalizer = normalizer;
  }

  /** Looks at what was fetched; work for a worker thread. */
  Harvest harvest(Attempt attempt, Fetched fetched) {
    Memory memory = attempt.memory().movedTo(fetched.transfer().movedTo());
    if (fetched instanceof Fetched.Modified modified) {
      return read(attempt, modified, memory);
    }
    if (fetched instanceof Fetched.Failed failed) {
      return new Harvest(
          failed.outcome(), failed.detail(), failed.retryAfter(), failed.transfer(), memory, null);
    }
    return Harvest.success(Outcome.NOT_MODIFIED, fetched.transfer(), memory, null);
  }

  private Harvest read(Attempt attempt, Fetched.Modified modified, Memory memory) {
    String hash = Digest.of(modified.document().body());
    if (hash.equals(memory.bodyHash())) { // the server does not know what has not changed; we do
      Outcome outcome = memory.entries() == 0 ? Outcome.EMPTY : Outcome.OK;
      return Harvest.success(
          outcome, modified.transfer(), memory.validatedBy(modified.validators(), hash), null);
    }
    Parsed parsed = parser.parse(modified.document());
    if (parsed instanceof Parsed.Feed feed) {
      Memory next = memory.validatedBy(modified.validators(), hash);
      return take(attempt, modified, next, feed);
    }
    Parsed.Rejected rejected = (Parsed.Rejected) parsed;
    return new Harvest(
        rejected.outcome(),
        told(rejected, attempt, modified),
        null,
        modified.transfer(),
        memory,
        null);
  }

  // Most pages in place of a feed are where a redirect led: to a login, a consent, a new home page.
  private static String told(Parsed.Rejected rejected, Attempt attempt, Fetched.Modified modified) {
    String place = modified.document().url().toString();
    return place.equals(attempt.source().url())
        ? rejected.detail()
        : "%s (redirected to %s)".formatted(rejected.detail(), place);
  }

  private Harvest take(
      Attempt attempt, Fetched.Modified modified, Memory memory, Parsed.Feed feed) {
    List<ParsedEntry> entries = feed.entries();
    SeenEntries seen = SeenEntries.of(memory.seen());
    List<ParsedEntry> news = entries.stream().filter(entry -> !seen.hold(entry)).toList();
    Memory known = memory.of(feed, modified.document().fetchedAt());
    // What was seen stays seen where nothing is: the entries may come back.
    Memory next = entries.isEmpty() ? known : known.seen(seen, entries, most(entries));
    return Harvest.success(
        entries.isEmpty() ? Outcome.EMPTY : Outcome.OK,
        modified.transfer(),
        next,
        crop(attempt, modified.document(), feed, news));
  }

  private int most(List<ParsedEntry> entries) {
    return Math.min(config.maxSeen(), config.seenFactor() * entries.size());
  }

  private Harvest.Crop crop(
      Attempt attempt, Document document, Parsed.Feed feed, List<ParsedEntry> news) {
    Source source = attempt.source();
    String edition = attempt.edition().orElseGet(() -> edition(source, feed.info().language()));
    boolean first = attempt.memory().seen() == null; // of the polls that brought entries
    Carriage carriage = new Carriage(source, edition, document.fetchedAt(), first, source.url());
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
