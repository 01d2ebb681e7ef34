package news.rendezvous.ingest.normalize;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.normalize.DocumentNormalizer.DocumentOrigin;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Related;
import news.rendezvous.source.Source;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Entries for tests, with as little in them as each test needs. */
public final class ParsedEntries {

  static final Instant FETCHED = Instant.parse("2026-06-01T00:00:00.123456Z");
  static final String LINK = "https://harbour.example/city/ferry.html";

  private ParsedEntries() {}

  static ParsedEntry entry(@Nullable String guid, @Nullable String link, @Nullable String title) {
    return new ParsedEntryMaker()
        .guid(guid)
        .link(link)
        .title(title == null ? null : new Markup(title, true))
        .build();
  }

  /** An entry whose document declares a base. */
  static ParsedEntry based(String guid, @Nullable String link, @Nullable String base) {
    return new ParsedEntryMaker().guid(guid).link(link).base(base).build();
  }

  public static ParsedEntry dated(@Nullable String published, @Nullable String updated) {
    return new ParsedEntryMaker().link(LINK).published(published).updated(updated).build();
  }

  /** An entry with this text in every field that holds text. */
  static ParsedEntry everywhere(String text) {
    return new ParsedEntryMaker()
        .guid("guid-1")
        .link(LINK)
        .title(new Markup("Ferry " + text, true))
        .summary(new Markup("Summary " + text, true))
        .authors(List.of("Li Na " + text))
        .tags(List.of("harbour " + text))
        .publisher("Courier " + text)
        .build();
  }

  /** An entry with this address in every field that holds one. */
  static ParsedEntry addressed(String url) {
    return new ParsedEntryMaker()
        .guid(url)
        .link(url)
        .base(url)
        .title(new Markup("Ferry", true))
        .media(
            new EntryMedia(
                url,
                url,
                List.of(new Enclosure(url, "image/png", null, null, new Markup("Deck", false))),
                List.of(new Enclosure(url, null, 0L, null, null)),
                null))
        .build();
  }

  static EntryBody html(String html, EntryReference... references) {
    return new EntryBody(
        Jsoup.parseBodyFragment(html).body(),
        null,
        null,
        null,
        List.of(),
        List.of(references),
        null);
  }

  static EntryBody text(String text) {
    return new EntryBody(null, text, null, null, List.of(), List.of(), null);
  }

  static EntryBody none() {
    return new EntryBody(null, null, null, null, List.of(), List.of(), null);
  }

  static Entry normalize(ParsedEntry entry, EntryBody body, Related... related) {
    EntryBody read =
        new EntryBody(
            body.html(),
            body.text(),
            body.title(),
            body.publisher(),
            body.authors(),
            body.references(),
            entry.summary());
    DocumentNormalizer document = forDocument(entry);
    return document.compose(document.identify(entry), read, List.of(related));
  }

  static DocumentNormalizer forDocument(ParsedEntry... entries) {
    return inLanguage("zh_cn", entries);
  }

  /** For a document from a source of that language, or of none. */
  static DocumentNormalizer inLanguage(@Nullable String language, ParsedEntry... entries) {
    Source source =
        new Source(
            "harbour",
            "https://harbour.example/feed",
            null,
            null,
            language,
            null,
            null,
            null,
            true,
            false);
    FeedInfo info =
        new FeedInfo(
            new Markup("The <b>Harbour</b>", true),
            null,
            null,
            "english",
            null,
            List.of(),
            null,
            null,
            HubLinks.NONE,
            EntryRemovals.NONE);
    return new DocumentNormalizer(
        new Config(1024, 4096),
        new DocumentOrigin(source, "en", FETCHED, false, source.url().toString()),
        new ParsedDocument.Feed(info, List.of(entries), 0, "application/rss+xml"));
  }

  private record Config(long title, long content) implements NormalizeConfig {
    @Override
    public MemorySize maxTitle() {
      return new MemorySize(BigInteger.valueOf(title));
    }

    @Override
    public MemorySize maxContent() {
      return new MemorySize(BigInteger.valueOf(content));
    }

    @Override
    public int maxSummary() {
      return 100;
    }

    @Override
    public boolean detectLanguage() {
      return true;
    }

    @Override
    public int maxAttachments() {
      return 4;
    }

    @Override
    public int maxUrl() {
      return 8000;
    }

    @Override
    public int maxGuid() {
      return 2000;
    }

    @Override
    public int maxTags() {
      return 3;
    }
  }
}
