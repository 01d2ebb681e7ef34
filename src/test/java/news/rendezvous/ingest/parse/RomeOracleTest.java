package news.rendezvous.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ROME as an oracle for well-formed feeds without relative URLs. */
class RomeOracleTest {

  static Stream<String> feeds() {
    return Stream.of(
        SampleDocuments.rss(
            """
            <item><title>The pier &amp;amp; the tide</title><link>https://harbour.example/1</link>
            <guid isPermaLink="false">tag:1</guid><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>
            <description>Short.</description><content:encoded><![CDATA[<p>Ships <b>sail</b>.</p>]]></content:encoded>
            <enclosure url="https://harbour.example/1.mp3" length="42" type="audio/mpeg"/></item>
            <item><title>鹽灣數海鷗</title><link>https://harbour.example/2?a=1&amp;b=2</link>
            <guid>https://harbour.example/2</guid><dc:date>2026-03-03T11:00:00+08:00</dc:date>
            <dc:creator>Li Na</dc:creator><description>Gulls &lt;3</description></item>
            <item><link>https://harbour.example/3</link><pubDate>Wed, 4 Mar 2026 01:02 EST</pubDate>
            <description><![CDATA[No title]]></description></item>
            """),
        """
        <?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://quay.example/rss"><title>Quay</title>
        <link>https://quay.example/</link><description>d</description></channel>
        <item rdf:about="https://quay.example/a"><title>A</title>
        <link>https://quay.example/a</link><dc:date>2026-03-03T11:00:00Z</dc:date></item>
        <item rdf:about="https://quay.example/b"><title>B</title>
        <link>https://quay.example/b</link></item>
        </rdf:RDF>
        """,
        """
        <rss version="0.91"><channel><title>Old</title><link>https://old.example/</link>
        <description>d</description><language>en</language>
        <item><title>First</title><link>https://old.example/1</link><description>x</description></item>
        </channel></rss>
        """,
        """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Weir</title><id>urn:weir</id>
        <link href="https://weir.example/"/><updated>2026-03-04T00:00:00Z</updated>
        <entry><id>urn:1</id><title>One</title><link href="https://weir.example/1"/>
        <link rel="enclosure" href="https://weir.example/1.mp3" length="7" type="audio/mpeg"/>
        <published>2026-03-03T11:00:00+01:00</published><updated>2026-03-03T12:00:00Z</updated>
        <summary>s</summary><content type="html">&lt;p&gt;One&lt;/p&gt;</content></entry>
        <entry><id>urn:2</id><title>Größe &#x2014; 港</title>
        <link rel="alternate" type="text/html" href="https://weir.example/2"/>
        <updated>2026-03-03T13:00:00Z</updated><content type="text">Two</content></entry></feed>
        """);
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void agreesWithRome(String xml) throws Exception {
    SyndFeed oracle = new SyndFeedInput().build(new StringReader(xml.strip()));
    ParsedDocument.Feed feed = SampleDocuments.feed(xml.strip());

    assertThat(value(feed.info().title())).isEqualTo(oracle.getTitle());
    assertThat(feed.info().homePage()).isEqualTo(oracle.getLink());
    assertThat(feed.entries()).hasSameSizeAs(oracle.getEntries());
    for (int i = 0; i < feed.entries().size(); i++) {
      agree(feed.entries().get(i), oracle.getEntries().get(i));
    }
  }

  private static void agree(ParsedEntry entry, SyndEntry oracle) {
    assertThat(value(entry.title())).isEqualTo(oracle.getTitle());
    assertThat(entry.link()).isEqualTo(oracle.getLink());
    assertThat(entry.guid() == null ? entry.link() : entry.guid()).isEqualTo(oracle.getUri());
    assertThat(instant(entry.published())).isEqualTo(instant(oracle.getPublishedDate()));
    assertThat(value(entry.content())).isEqualTo(content(oracle));
    assertThat(entry.media().enclosures())
        .extracting(EntryMedia.Enclosure::url)
        .isEqualTo(oracle.getEnclosures().stream().map(SyndEnclosure::getUrl).toList());
  }

  private static @Nullable Instant instant(@Nullable EntryDate date) {
    return date == null ? null : date.in(ZoneOffset.UTC).orElseThrow();
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static @Nullable String content(SyndEntry entry) {
    List<SyndContent> contents = entry.getContents();
    SyndContent content = contents.isEmpty() ? entry.getDescription() : contents.get(0);
    return content == null ? null : content.getValue();
  }

  private static @Nullable String value(@Nullable Markup text) {
    return text == null ? null : text.value();
  }
}
