package news.rendezvous.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;

/** Documents and entries for the tests of this package. */
public final class SampleDocuments {

  static final Instant CHANGED = Instant.parse("2026-03-04T05:06:07Z");
  public static final ParseConfig CONFIG = new Defaults();

  private SampleDocuments() {}

  public static Document document(byte[] body, @Nullable String contentType) {
    return new Document(
        URI.create("https://harbour.example/news/feed"), body, contentType, null, CHANGED, CHANGED);
  }

  static ParsedDocument parse(byte[] body, @Nullable String contentType) {
    return new FeedParser(CONFIG).parse(document(body, contentType));
  }

  static ParsedDocument parse(String body) {
    return parse(body.getBytes(StandardCharsets.UTF_8), null);
  }

  public static ParsedDocument.Feed feed(String body) {
    return feed(parse(body));
  }

  public static ParsedDocument.Feed feed(ParsedDocument parsed) {
    assertThat(parsed).isInstanceOf(ParsedDocument.Feed.class);
    return (ParsedDocument.Feed) parsed;
  }

  static ParsedDocument.Rejected rejected(String body) {
    ParsedDocument parsed = parse(body);
    assertThat(parsed).isInstanceOf(ParsedDocument.Rejected.class);
    return (ParsedDocument.Rejected) parsed;
  }

  /** The entry of an RSS feed with one item. */
  static ParsedEntry item(String inside) {
    return feed(rss("<item>" + inside + "</item>")).entries().get(0);
  }

  public static String rss(String inside) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:content="http://purl.org/rss/1.0/modules/content/"
             xmlns:media="http://search.yahoo.com/mrss/"
             xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd"
             xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
        <channel><title>Harbour</title><link>https://harbour.example/</link>%s</channel></rss>
        """
        .formatted(inside);
  }

  static String atom(String inside) {
    return """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://quay.example/a/">
        <title type="html">Quay &amp;amp; Pier</title><id>urn:quay</id>
        <author><name>The Quay</name></author>%s</feed>
        """
        .formatted(inside);
  }

  private record Defaults() implements ParseConfig {

    @Override
    public int maxEntries() {
      return 1000;
    }

    @Override
    public int maxDepth() {
      return 100;
    }

    @Override
    public int maxNames() {
      return 500;
    }

    @Override
    public int maxAttributes() {
      return 200;
    }

    @Override
    public int maxElements() {
      return 500_000;
    }

    @Override
    public int maxJsonDepth() {
      return 64;
    }

    @Override
    public int maxReferences() {
      return 50;
    }
  }
}
