package news.rendezvous.ingest.parse;

import static news.rendezvous.ingest.parse.SampleDocuments.atom;
import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static news.rendezvous.ingest.parse.SampleDocuments.item;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.PollingHints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

  @Test
  void readsAnRssItem() {
    ParsedEntry entry =
        item(
            """
            <guid isPermaLink="false">h-1</guid><link>/tide</link><title>Tide &amp;amp; time</title>
            <description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
            <pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate>
            <author>li@harbour.example (Li Na)</author><category>Sea</category>
            <dc:subject>Port</dc:subject><dc:publisher>Pier Press</dc:publisher>
            <dc:language>en-GB</dc:language><media:thumbnail url="/t.jpg"/>
            <enclosure url="/t.mp3" type="audio/mpeg" length="42"/>
            <itunes:duration>1:02:03</itunes:duration>
            """);

    assertThat(entry)
        .isEqualTo(
            new ParsedEntry(
                "h-1",
                "https://harbour.example/tide",
                null,
                "https://harbour.example/tide",
                new Markup("Tide &amp; time", true),
                new Markup("<p>Long</p>", true),
                new Markup("Short", true),
                new EntryDate.Exact(Instant.parse("2026-03-03T09:00:00Z")),
                null,
                List.of("Li Na"),
                List.of("Sea", "Port"),
                "en-GB",
                new EntryMedia(
                    "https://harbour.example/t.jpg",
                    null,
                    List.of(),
                    List.of(
                        new Enclosure(
                            "https://harbour.example/t.mp3", "audio/mpeg", 42L, 3723L, null)),
                    null),
                "Pier Press"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <link>/1/</link>                                   | https://harbour.example/1/
          <feedburner:origLink>/2/</feedburner:origLink>     | https://harbour.example/2/
          <title>no link</title>                             | https://harbour.example/
          """)
  void contentOfRssIsRelativeToTheEntry(String elements, String base) {
    assertThat(SampleDocuments.item("<description>d</description>" + elements).base())
        .isEqualTo(base);
  }

  @Test
  void aDeclaredBaseTakesPrecedence() {
    String entry = "<entry><link href='/x/'/><content>c</content></entry>";

    assertThat(SampleDocuments.feed(SampleDocuments.atom(entry)).entries())
        .extracting(ParsedEntry::base)
        .containsExactly("https://quay.example/a/");
  }

  @Test
  void contentOfAtomIsRelativeToTheEntryElseToTheHomePage() {
    String feed =
        "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://quay.example/home/'/>"
            + "<entry><id>1</id><link href='https://quay.example/1/'/></entry>"
            + "<entry><id>2</id></entry></feed>";

    assertThat(SampleDocuments.feed(feed).entries())
        .extracting(ParsedEntry::base)
        .containsExactly("https://quay.example/1/", "https://quay.example/home/");
  }

  @Test
  void acceptsAnAtomEntryWithOnlyAnId() {
    assertThat(
            SampleDocuments.feed(SampleDocuments.atom("<entry><id>urn:x:1</id></entry>")).entries())
        .extracting(ParsedEntry::guid)
        .containsExactly("urn:x:1");
  }

  @Test
  void readsCategoriesOfTheExtensions() {
    ParsedEntry entry =
        SampleDocuments.item(
            "<title>T</title><category>Sea</category><itunes:category text='News'/>"
                + "<itunes:keywords>tide, moon</itunes:keywords>"
                + "<media:keywords>words of a sentence</media:keywords>"
                + "<media:category label='Port'>x/y</media:category>"
                + "<media:category>Quay</media:category>");

    assertThat(entry.tags()).containsExactly("Sea", "News", "Port", "Quay", "tide", "moon");
  }

  @Test
  void readsPrismDates() {
    ParsedEntry entry =
        SampleDocuments.item(
            "<title>T</title><p:publicationDate"
                + " xmlns:p='http://prismstandard.org/namespaces/basic/2.0/'>"
                + "2021-09-13</p:publicationDate>");

    assertThat(entry.published()).isEqualTo(new EntryDate.Local("2021-09-13"));
  }

  @ParameterizedTest
  @CsvSource({
    "&#55357;&#56898;,🙂",
    "&#xD83D;&#xde42;,🙂",
    "&amp;#55357;&amp;#56898;,🙂",
    "<![CDATA[&#55357;&#56898;]]>,🙂",
    "&#55357;x,\uFFFDx",
  })
  void joinsReferencesToSurrogates(String written, String read) {
    assertThat(SampleDocuments.item("<title>" + written + "</title>").title())
        .isEqualTo(new Markup(read, true));
  }

  @Test
  void readsADatedChannelOfCdf() {
    ParsedDocument.Feed feed =
        SampleDocuments.feed(
            """
            <?xml version='1.0'?><!DOCTYPE Channel SYSTEM "http://www.w3c.org/Channel.dtd">
            <CHANNEL HREF='https://cdf.example/' LASTMOD='1998-11-05T22:12'><TITLE>Quay</TITLE>
            <ITEM HREF='https://cdf.example/1' LASTMOD='1998-11-05T22:12'><TITLE>Tide</TITLE>
            <ABSTRACT>High</ABSTRACT></ITEM></CHANNEL>""");

    assertThat(feed.entries())
        .extracting(ParsedEntry::link, ParsedEntry::updated)
        .containsExactly(tuple("https://cdf.example/1", new EntryDate.Local("1998-11-05T22:12")));
  }

  @Test
  void readsAnAtomEntry() {
    ParsedEntry entry =
        feed(atom(
                """
                    <entry xml:lang="de"><id>tag:quay,1</id><title type="text">1 &lt; 2</title>
                    <link rel="self" href="self"/><link href="one"/>
                    <link rel="enclosure" href="one.mp4" type="video/mp4" length="9"/>
                    <published>2026-03-03T10:00:00+01:00</published>
                    <updated>2026-03-03T11:00:00Z</updated>
                    <category term="sea" label="Sea"/><summary>Short</summary>
                    <content type="xhtml" xml:base="deep/"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></div></content>
                    </entry>
                    """))
            .entries()
            .get(0);

    assertThat(entry.guid()).isEqualTo("tag:quay,1");
    assertThat(entry.link()).isEqualTo("https://quay.example/a/one");
    assertThat(entry.base()).isEqualTo("https://quay.example/a/deep/");
    assertThat(entry.title()).isEqualTo(new Markup("1 < 2", false));
    assertThat(entry.content().html()).isTrue();
    assertThat(entry.content().value()).contains("<p>Long</p>");
    assertThat(entry.summary()).isEqualTo(new Markup("Short", false));
    assertThat(entry.published()).isEqualTo(EntryDate.parse("2026-03-03T09:00:00Z"));
    assertThat(entry.updated()).isEqualTo(EntryDate.parse("2026-03-03T11:00:00Z"));
    assertThat(entry.authors()).containsExactly("The Quay");
    assertThat(entry.tags()).containsExactly("Sea");
    assertThat(entry.language()).isEqualTo("de");
    assertThat(entry.media().enclosures())
        .containsExactly(
            new Enclosure("https://quay.example/a/one.mp4", "video/mp4", 9L, null, null));
  }

  @Test
  void readsAnAtomEntryOfVersion03() {
    ParsedEntry entry =
        feed("""
                <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old quay</title>
                <entry><id>q1</id><title mode="escaped" type="text/html">A &lt;i&gt;b&lt;/i&gt;</title>
                <link rel="alternate" type="text/html" href="http://quay.example/1"/>
                <issued>2004-05-06T07:08:09Z</issued><modified>2004-05-07T07:08:09Z</modified>
                <content type="text/html" mode="escaped">&lt;p&gt;Long&lt;/p&gt;</content></entry></feed>
                """)
            .entries()
            .get(0);

    assertThat(entry.link()).isEqualTo("http://quay.example/1");
    assertThat(entry.title()).isEqualTo(new Markup("A <i>b</i>", true));
    assertThat(entry.content()).isEqualTo(new Markup("<p>Long</p>", true));
    assertThat(entry.published()).isEqualTo(EntryDate.parse("2004-05-06T07:08:09Z"));
    assertThat(entry.updated()).isEqualTo(EntryDate.parse("2004-05-07T07:08:09Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            + "<channel/><item rdf:about='urn:1'><title>Tide</title></item></rdf:RDF>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
            + "<channel/><item rdf:about='urn:1'><title>Tide</title></item></rdf:RDF>",
        "<rss version='0.91'><channel><item><title>Tide</title><guid>urn:1</guid></item></channel></rss>",
        "<rss><channel/><item><title>Tide</title><guid>urn:1</guid></item></rss>",
        "<rss version='9.9' xmlns='http://backend.userland.com/rss2'><channel><item><title>Tide</title><guid>urn:1</guid></item></channel></rss>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>urn:1</a:id><a:title>Tide</a:title></a:entry></a:feed>",
        "<feed><entry><id>urn:1</id><title>Tide</title></entry></feed>",
        "<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:1</id><title>Tide</title></entry>"
      })
  void readsEveryDialect(String document) {
    List<ParsedEntry> entries = feed(document).entries();

    assertThat(entries).extracting(ParsedEntry::guid).containsExactly("urn:1");
    assertThat(entries).extracting(entry -> entry.title().value()).containsExactly("Tide");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <link>http://h.example/1</link><guid>http://h.example/2</guid> | http://h.example/1
          <guid>http://h.example/2</guid>                                | http://h.example/2
          <guid isPermaLink="false">http://h.example/2</guid>            |
          <guid>42</guid>                                                |
          <link>javascript:alert(1)</link>                               | javascript:alert(1)
          <link>//cdn.example/x y</link>                                 | https://cdn.example/x%20y
          <link>http://h.example/1</link><feedburner:origLink>http://o.example/</feedburner:origLink> | http://h.example/1
          """)
  void prefersTheAlternateLink(String inside, String link) {
    assertThat(item(inside).link()).isEqualTo(link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 03 Mar 2026 10:00:00 GMT | 2026-03-03T10:00:00Z
          2026-03-03T10:00:00+01:00     | 2026-03-03T09:00:00Z
          2026-03-03T10:00:00           | 2026-03-03T10:00:00
          2026-03-03T10:00:00.54321Z    | 2026-03-03T10:00:00.543210Z
          Tue, 3 Mar 26 10:00:00 EST    | 2026-03-03T15:00:00Z
          31 Feb 2026 10:00:00 GMT      | 31 Feb 2026 10:00:00 GMT
          2026年3月3日                  | 2026年3月3日
          """)
  void convertsOnlyUnambiguousDatesToInstants(String written, String published) {
    assertThat(item("<guid>1</guid><pubDate>" + written + "</pubDate>").published().text())
        .isEqualTo(published);
  }

  @Test
  void readsFeedMetadata() {
    FeedInfo info =
        feed(rss(
                """
                    <description>Ships</description><language>en</language><ttl>30</ttl>
                    <image><url>/icon.png</url><title>x</title></image>
                    """))
            .info();

    assertThat(info)
        .isEqualTo(
            new FeedInfo(
                new Markup("Harbour", true),
                "https://harbour.example/",
                new Markup("Ships", true),
                "en",
                "https://harbour.example/icon.png",
                List.of(),
                new PollingHints(Duration.ofMinutes(30), List.of(), List.of()),
                null,
                HubLinks.NONE,
                EntryRemovals.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <managingEditor>li@h.example (Li Na)</managingEditor>                           | Li Na
          <managingEditor>li@h.example</managingEditor><dc:creator>Li Na</dc:creator>     | Li Na
          <itunes:author>Li Na</itunes:author><managingEditor>Wu Bo</managingEditor>      | Wu Bo, Li Na
          <itunes:owner><itunes:name>Li Na</itunes:name><itunes:email>li@h.example</itunes:email></itunes:owner> | Li Na
          """)
  void readsTheAuthorsOfAFeed(String inside, String names) {
    assertThat(feed(rss(inside)).info().authors()).containsExactly(names.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <description>Ships</description><itunes:summary>No</itunes:summary> | Ships
          <itunes:subtitle>Ships</itunes:subtitle>                            | Ships
          <itunes:summary>Ships</itunes:summary><itunes:subtitle>No</itunes:subtitle> | Ships
          <dc:description>Ships</dc:description>                              | Ships
          """)
  void readsTheDescriptionOfAFeed(String inside, String description) {
    assertThat(feed(rss(inside)).info().description()).isEqualTo(new Markup(description, true));
  }

  @Test
  void resolvesTheUrlsOfAFeedAgainstItsBaseOnce() {
    ParsedDocument.Feed feed =
        feed(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='a/'><link href='home'/>"
                + "<icon>i.png</icon><entry xml:base='b/'><link href='c'/></entry>"
                + "<entry><link href='c' xml:base='d/'/></entry></feed>");

    assertThat(feed.info().homePage()).isEqualTo("https://harbour.example/news/a/home");
    assertThat(feed.info().icon()).isEqualTo("https://harbour.example/news/a/i.png");
    assertThat(feed.entries().get(0).link()).isEqualTo("https://harbour.example/news/a/b/c");
    assertThat(feed.entries().get(1).link()).isEqualTo("https://harbour.example/news/a/d/c");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /tides/7, https://quay.example/tides/7
          tides/7,  tides/7
          7,        7
          urn:7,    urn:7
          """)
  void resolvesAnAtomIdThatIsAPath(String id, String guid) {
    assertThat(feed(atom("<entry><id>" + id + "</id></entry>")).entries().get(0).guid())
        .isEqualTo(guid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <author><name>Li Na</name></author><source><author><name>Wu Bo</name></author></source> | Li Na
          <source><author><name>Wu Bo</name></author></source>                                   | Wu Bo
          <title>Tide</title>                                                                    | The Quay
          """)
  void inheritsTheNearestAuthorInAtom(String inside, String name) {
    assertThat(feed(atom("<entry><id>1</id>" + inside + "</entry>")).entries().get(0).authors())
        .containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>A<x:br/>&amp;</x:p></x:div> | <p>A<br>&amp;</p> | true
          type="xhtml"><div xml:base="/d/"><a href="e">A</a></div>            | <a href="e">A</a>      | true
          type="xhtml"><p xml:base="http://d.example/"><a href="e">A</a></p>  | <p><a href="http://d.example/e">A</a></p> | true
          type="html"><div>&lt;p&gt;A&lt;/p&gt;</div>                         | <div><p>A</p></div>    | true
          type="application/xhtml+xml"><i>A</i>                               | <i>A</i>               | true
          type="text/plain">A &lt;i&gt;                                       | A <i>                  | false
          type="application/octet-stream"> PGk+ QTwvaT4=                     | <i>A</i>               | true
          type="application/json">{"a":1}                                     | {"a":1}                | false
          type="image/png">iVBORw0KGgo=                                       |                        |
          """)
  void readsEveryTypeOfAtomContent(String written, String value, Boolean html) {
    String entry = "<entry><id>1</id><content " + written + "</content></entry>";

    Markup content = feed(atom(entry)).entries().get(0).content();

    assertThat(content).isEqualTo(value == null ? null : new Markup(value, html));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rss><channel><items><item><title>Tide</title></item></items></channel></rss>",
        "<rss><channel/><channel><item><title>Tide</title></item></channel></rss>",
        "<rss><item><title>Tide</title></item><channel/></rss>",
        "<CHANNEL HREF='http://h.example/'><ITEM HREF='/1'><TITLE>Tide</TITLE></ITEM></CHANNEL>",
        "<rss xmlns='http://www.w3.org/2005/Atom'><channel><item><title>Tide</title></item></channel></rss>"
      })
  void findsEntriesAnywhereInTheTree(String document) {
    assertThat(feed(document).entries())
        .extracting(entry -> entry.title().value())
        .containsExactly("Tide");
  }

  @Test
  void acceptsAFeedWithoutEntries() {
    assertThat(feed(rss("")).entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <author>li@harbour.example (Li Na)</author>                  | Li Na
          <dc:creator>Li Na (li@harbour.example)</dc:creator>          | Li Na
          <author>Li Na &lt;li@harbour.example&gt;</author>            | Li Na
          <author>li@harbour.example</author>                          | li@harbour.example
          <itunes:author>Li Na</itunes:author><author>x@y.example</author> | Li Na
          """)
  void readsTheNameOfAnAuthor(String inside, String name) {
    assertThat(item("<guid>1</guid>" + inside).authors()).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2005 | type="text"                  | 1 &lt; 2    | 1 < 2         | false
          2005 | type="html"                  | 1 &amp;lt; 2| 1 &lt; 2      | true
          2005 | type="html"                  | <b>1</b> 2  | 1</b> 2       | true
          0.3  |                              | 1 &lt; 2    | 1 < 2         | false
          0.3  | mode="xml" type="text/html"  | <b>1</b> &lt; 2 | <b>1</b> &lt; 2 | true
          0.3  | mode="base64" type="text/html" | PGI+MTwvYj4= | <b>1</b>     | true
          0.3  | mode="escaped" type="text/html" | 1 &amp;lt; 2 | 1 &lt; 2  | true
          """)
  void distinguishesHtmlAndTextTitlesOfAtom(
      String version, String attributes, String written, String value, boolean html) {
    String namespace =
        version.equals("0.3") ? "http://purl.org/atom/ns#" : "http://www.w3.org/2005/Atom";
    String document =
        "<feed xmlns='%s'><entry><title %s>%s</title></entry></feed>"
            .formatted(namespace, attributes == null ? "" : attributes, written);

    Markup title = feed(document).entries().get(0).title();

    assertThat(title.value()).endsWith(value);
    assertThat(title.html()).isEqualTo(html);
  }

  @Test
  void keepsTheOriginalLinkOfAProxy() {
    ParsedEntry entry =
        item("<link>http://h.example/1</link><feedburner:origLink>/o/1</feedburner:origLink>");

    assertThat(entry.originalLink()).isEqualTo("https://harbour.example/o/1");
  }

  @Test
  void unescapesAUrlThatWasEscapedTwice() {
    assertThat(item("<link>http://h.example/?a=1&amp;amp;b=2</link>").link())
        .isEqualTo("http://h.example/?a=1&b=2");
  }

  @Test
  void readsAnRssFeedWithoutAChannel() {
    assertThat(feed("<rss><item><title>Tide</title></item></rss>").entries()).hasSize(1);
  }
}
