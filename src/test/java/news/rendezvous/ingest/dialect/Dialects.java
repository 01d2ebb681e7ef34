package news.rendezvous.ingest.dialect;

import io.smallrye.config.SmallRyeConfigBuilder;
import news.rendezvous.ingest.parse.ParseConfig;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import org.jspecify.annotations.Nullable;

/** The reader of the dialect with its defaults, and entries to read. */
public final class Dialects {

  static final String H1 = "0123456789abcdef0123456789abcdef";
  static final String H2 = "fedcba9876543210fedcba9876543210";
  static final String FEED = "https://harbour.example/feeds/news.xml";
  static final String LINK = "https://harbour.example/news/1";

  private Dialects() {}

  public static DialectReader reader() {
    return new DialectReader(
        new SmallRyeConfigBuilder()
            .withMapping(ParseConfig.class)
            .build()
            .getConfigMapping(ParseConfig.class));
  }

  static ParsedEntry entry(
      String link, @Nullable String title, @Nullable Markup content, @Nullable Markup summary) {
    return entry(link, title, content, summary, EntryMedia.NONE);
  }

  static ParsedEntry entry(
      String link,
      @Nullable String title,
      @Nullable Markup content,
      @Nullable Markup summary,
      EntryMedia media) {
    return new ParsedEntryMaker()
        .guid("1")
        .link(link)
        .title(title == null ? null : new Markup(title, false))
        .content(content)
        .summary(summary)
        .media(media)
        .build();
  }

  static EntryBody read(@Nullable String title, @Nullable Markup content) {
    return reader().read(entry(LINK, title, content, null), FEED, null);
  }

  static EntryBody text(String text) {
    return read(null, new Markup(text, false));
  }

  static EntryBody html(String html) {
    return read(null, new Markup(html, true));
  }
}
