package news.rendezvous.serve.format;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/** Items for tests. */
public final class SampleItems {

  public static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
  public static final FeedMetadata HEAD =
      new FeedMetadata(
          "Harbour news",
          "https://news.example.org/",
          "All that sails",
          "en",
          null,
          List.of("Harbour desk"));

  private SampleItems() {}

  /** An item with nothing but a title and a text, that many minutes older than noon. */
  public static NewsItem item(int minutes, @Nullable String title, String... carriers) {
    return item(minutes, story(title, null, "The text of the story.", null), carriers);
  }

  static Story story(
      @Nullable String title, @Nullable String html, @Nullable String text, @Nullable String sum) {
    return new Story(
        null, title, html, text, sum, null, List.of(), null, null, List.of(), List.of(), null);
  }

  /** A story with a link. */
  public static Story linked(String title) {
    return new Story(
        CanonicalUrl.of("https://harbour.example.org/" + title).orElseThrow(),
        title,
        null,
        "Text",
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        List.of(),
        null);
  }

  public static NewsItem item(int minutes, Story story, String... carriers) {
    Instant time = NOON.minus(Duration.ofMinutes(minutes));
    String first = carriers.length == 0 ? "harbour" : carriers[0];
    List<Duplicate> others =
        IntStream.range(1, carriers.length)
            .mapToObj(i -> new Duplicate(carriers[i], null, null, Match.GUID, time))
            .toList();
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, first + minutes)),
        story,
        new NewsItem.Extension(
            "en",
            new SourceRef(first, null, "https://" + first + ".example.org/feed"),
            null,
            1,
            time,
            time,
            null,
            null,
            List.of(),
            others,
            others.isEmpty() ? null : others.size()));
  }

  /** An item with everything. */
  public static NewsItem rich() {
    Story story =
        new Story(
            CanonicalUrl.of("https://harbour.example.org/ferry?a=1&b=2").orElseThrow(),
            "The night ferry <returns>",
            "<p>It sails &amp; sails.</p>",
            "It sails & sails.",
            "Ferries < trams",
            "https://harbour.example.org/lead.jpg",
            List.of(
                new Attachment("https://harbour.example.org/a.mp3", "audio/mpeg", 700L, 60L, null),
                new Attachment(
                    "https://harbour.example.org/b.pdf", "application/pdf", null, null, null)),
            Instant.parse("2026-03-03T09:08:07Z"),
            Instant.parse("2026-03-03T10:00:00Z"),
            List.of(new Author("Li Na"), new Author("Ma Wei")),
            List.of("Ships", "Night"),
            "en");
    return new NewsItem(
        ItemId.of("en", new Alias(Match.GUID, "rich")),
        story,
        new NewsItem.Extension(
            "en",
            new SourceRef("harbour", "Harbour & Sea", "https://harbour.example.org/feed?x=1&y=2"),
            "ferry-1",
            2,
            Instant.parse("2026-03-03T09:10:00Z"),
            Instant.parse("2026-03-03T09:10:00Z"),
            null,
            null,
            related(),
            List.of(),
            null));
  }

  /** An item with these references, as the dedup stage makes it. */
  static NewsItem referring(@Nullable String publisher, Related... references) {
    List<Related> related = List.of(references);
    NewsItem bare = item(1, linked("quay").picturing(related));
    NewsItem.Extension e = bare.extension();
    return new NewsItem(
        bare.id(),
        bare.story(),
        new NewsItem.Extension(
            e.edition(),
            e.source(),
            e.guid(),
            e.revision(),
            e.firstSeen(),
            e.timeline(),
            publisher,
            e.itunes(),
            related,
            e.duplicates(),
            e.duplicateCount()));
  }

  static Related related(char digit, String title, Related.Kind kind, String... urls) {
    return Related.resolved(
        hash(digit),
        title,
        kind,
        Stream.of(urls).map(url -> CanonicalUrl.of(url).orElseThrow()).toList());
  }

  private static List<Related> related() {
    return List.of(
        related('1', Related.Kind.STORY, "https://canal.example.org/older"),
        related('2', Related.Kind.IMAGE, "https://harbour.example.org/deck.jpg"),
        related('3', Related.Kind.IMAGE, "https://harbour.example.org/lead.jpg"),
        related('4', Related.Kind.SELF, "https://harbour.example.org/ferry?a=1&b=2"),
        Related.unresolved(hash('e'), "Nowhere", List.of()));
  }

  private static Related related(char digit, Related.Kind kind, String url) {
    return Related.resolved(
        hash(digit), "See \"" + digit, kind, List.of(CanonicalUrl.of(url).orElseThrow()));
  }

  static LinkHash hash(char digit) {
    return new LinkHash(String.valueOf(digit).repeat(32));
  }

  public static ViewItem held(NewsItem item) {
    return Timelines.held(item, item.extension().firstSeen());
  }

  public static FeedDocument document(NewsItem... items) {
    return document(HEAD, null, items);
  }

  public static FeedDocument document(FeedMetadata head, @Nullable String next, NewsItem... items) {
    return FeedDocument.of(
        head,
        "urn:uuid:6f0f6c1e-6f0b-3c55-9a57-0c4a3f8e2d11",
        links(next),
        Stream.of(items).map(SampleItems::held).toList());
  }

  /** Those of a feed whose next page has this path. */
  public static DocumentLinks links(@Nullable String next) {
    return new DocumentLinks(
        "https://news.example.org",
        new DocumentLinks.Link("application/x", "/feed?a=1&b=2"),
        next == null ? null : new DocumentLinks.Link("application/x", next),
        new DocumentLinks.Link("text/html", "/?a=1"),
        List.of(new DocumentLinks.Link("application/y", "/feed.y?a=1&b=2")),
        new DocumentLinks.Link("text/event-stream", "/stream?a=1"));
  }
}
