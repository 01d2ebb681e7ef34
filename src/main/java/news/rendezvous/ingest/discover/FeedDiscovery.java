package news.rendezvous.ingest.discover;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.fetch.Fetched;
import news.rendezvous.ingest.fetch.Fetcher;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Feed autodiscovery: the document at a URL if it is a feed, else the feeds that the page announces
 * by {@code <link rel="alternate">} (HTML Living Standard, section 4.6.7.1), else the first feed at
 * one of the paths where many sites have one.
 */
@ApplicationScoped
public class FeedDiscovery {

  private final Fetcher fetcher;
  private final FeedParser parser;
  private final DialectReader dialect;
  private final List<String> paths;
  private final Duration timeout;

  @Inject
  public FeedDiscovery(
      Fetcher fetcher, FeedParser parser, DialectReader dialect, DiscoveryConfig config) {
    this.fetcher = fetcher;
    this.parser = parser;
    this.dialect = dialect;
    this.paths = config.wellKnownPaths().orElse(List.of());
    this.timeout = config.wellKnownTimeout();
  }

  /** The feeds at a URL, in the order in which a page announces them. */
  public Uni<Discovery> discover(FeedUrl url) {
    return fetch(url)
        .flatMap(page -> page.isWithoutFeed() ? probe(page) : Uni.createFrom().item(page.result()));
  }

  /**
   * A document that was fetched.
   *
   * @param at its URL after redirects; the requested one if there is no document
   */
  private record Page(String at, Discovery result) {

    boolean isWithoutFeed() {
      return result instanceof Discovery.Found found && found.feeds().isEmpty();
    }
  }

  private Uni<Page> fetch(FeedUrl url) {
    return fetcher.fetch(
        url,
        fetching ->
            fetching
                .emitOn(Infrastructure.getDefaultWorkerPool()) // parsing is CPU-bound
                .map(fetched -> page(url, fetched)));
  }

  // Without validators there is no answer of "not modified".
  private Page page(FeedUrl url, Fetched fetched) {
    if (fetched instanceof Fetched.Modified modified) {
      return new Page(modified.document().url().toString(), read(url, modified));
    }
    Fetched.Failed failed = (Fetched.Failed) fetched;
    return new Page(url.toString(), new Discovery.Failed(failed.outcome(), failed.detail()));
  }

  private Discovery read(FeedUrl url, Fetched.Modified modified) {
    ParsedDocument parsed = parser.parse(modified.document());
    if (parsed instanceof ParsedDocument.Rejected rejected) {
      return rejected(rejected);
    }
    ParsedDocument.Feed feed =
        parsed instanceof ParsedDocument.Text text
            ? dialect.feed(text, modified.document(), url.toString())
            : (ParsedDocument.Feed) parsed;
    URI moved = modified.transfer().movedTo();
    String address = moved == null ? url.toString() : moved.toString();
    String title = PlainText.of(feed.info().title());
    return new Discovery.Found(List.of(named(address, title, feed.type())), "");
  }

  private static Discovery rejected(ParsedDocument.Rejected rejected) {
    return switch (rejected.outcome()) {
      case NOT_A_FEED, EMPTY ->
          new Discovery.Found(
              rejected.announced().stream().map(FeedDiscovery::plain).toList(), rejected.detail());
      default -> new Discovery.Failed(rejected.outcome(), rejected.detail());
    };
  }

  // Some pages escape titles twice.
  private static FeedLink plain(FeedLink feed) {
    return named(feed.url(), PlainText.of(feed.title()), feed.type());
  }

  private static FeedLink named(String url, @Nullable String title, String type) {
    return new FeedLink(url, title == null ? url : title, type);
  }

  private Uni<Discovery> probe(Page page) {
    return probe(page, 0).ifNoItem().after(timeout).recoverWithItem(page.result());
  }

  // One after the other, within the budget of the host. The first feed ends it: the others are
  // mostly the same feed in other formats.
  private Uni<Discovery> probe(Page page, int path) {
    Optional<FeedUrl> url =
        path < paths.size()
            ? CanonicalUrl.resolve(paths.get(path), page.at()).map(FeedUrl::of)
            : Optional.empty();
    if (url.isEmpty()) {
      return Uni.createFrom().item(page.result());
    }
    return fetch(url.get())
        .flatMap(
            probed ->
                hasFeed(probed.result())
                    ? Uni.createFrom().item(probed.result())
                    : probe(page, refuses(probed.result()) ? paths.size() : path + 1));
  }

  // Any text is a feed of one story if an operator names it, but not if it was guessed.
  private static boolean hasFeed(Discovery probed) {
    return probed instanceof Discovery.Found found
        && found.feeds().stream().anyMatch(feed -> !feed.type().equals("text/plain"));
  }

  private static boolean refuses(Discovery probed) {
    return probed instanceof Discovery.Failed failed
        && (failed.outcome().isSilence() || failed.outcome() == PollOutcome.THROTTLED);
  }
}
