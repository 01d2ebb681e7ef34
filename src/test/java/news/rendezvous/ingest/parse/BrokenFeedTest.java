package news.rendezvous.ingest.parse;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static news.rendezvous.ingest.parse.SampleDocuments.item;
import static news.rendezvous.ingest.parse.SampleDocuments.rejected;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenFeedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>Fish & chips</title>",
        "<title>Fish <3 chips</title>",
        "<title>Fish <chips</title>",
        "<title>Fish <a=\"chips</title>",
        "<title>Fish <b>and chips</title>",
        "<title>Fish<link>http://h.example/</link>",
        "<title>Fish &unknown; &#0; &#99999999; chips</title>",
        "<nonsense:tag>Fish</nonsense:tag>",
        "<media:thumbnail url=http://h.example/t.jpg width=1>",
        "<description>Fish<br>and<br>chips</description>",
        "<description>Fish ]]> chips</description>",
        "</wrong><title>Fish</title>",
        "<title>Fish</title></item></item>",
        "<enclosure length='many' url='http://h.example/x'/>",
        "<pubDate></pubDate><guid/><category/><enclosure/><author/>",
        "<media:content fileSize='x' duration='y' url='::'/><itunes:duration>z</itunes:duration>",
        "<title>\u0000\b\uFFFE</title>",
        "<title>Fish</title><",
        "<description><![CDATA[Fish</description>",
        "<description><![CDATA[<p>Fish</p>",
        "<description><!-- Fish</description>"
      })
  void aMalformedEntryDoesNotAffectOthers(String broken) {
    List<ParsedEntry> entries =
        feed(rss(
                "<item><guid>first</guid></item><item>%s</item><item><guid>last</guid></item>"
                    .formatted(broken)))
            .entries();

    assertThat(entries).extracting(ParsedEntry::guid).contains("first", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<![CDATA[%s]]>", "<!-- %s --> %s"})
  void anUnclosedSectionEndsWithItsField(String others) {
    String item = "<item><guid>%s</guid><description>%s</description></item>";
    String open = others.substring(0, others.indexOf('%')) + "<p>Fish</p>";
    List<ParsedEntry> entries =
        feed(rss(
                item.formatted("first", others.replace("%s", "Tide"))
                    + item.formatted("open", open)
                    + item.formatted("last", others.replace("%s", "Quay"))))
            .entries();

    assertThat(entries).extracting(ParsedEntry::guid).containsExactly("first", "open", "last");
    assertThat(entries.get(2).content())
        .hasToString(entries.get(0).content().toString().replace("Tide", "Quay"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!-- a --><!-- b -->", "<![CDATA[a]]><![CDATA[b]]><!----><!---->"})
  void readsAdjacentSections(String sections) {
    String description = "<description>" + sections + "Tide</description>";

    assertThat(feed(rss("<item>" + description + "</item>")).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.content().value()).endsWith("Tide"));
    assertThat(feed(rss("<item><guid>1</guid></item>") + "<!-- a --><!-- b -->").entries())
        .hasSize(1);
  }

  @Test
  void readsASectionThatMentionsSections() {
    String text = "<![CDATA[<p>a <![CDATA[ b</p>]]>";

    assertThat(feed(rss("<item><description>" + text + "</description></item>")).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.content().value()).contains("a <![CDATA[ b"));
  }

  @Test
  void readsManyUnclosedSectionsInLinearTime() {
    String many = "<!--</item><![CDATA[".repeat(100_000);

    assertThat(feed(rss("<item><guid>first</guid></item><item>" + many)).entries()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Fish & chips                     | Fish & chips
          caf&eacute;&nbsp;&mdash; &COPY;  | café\u00a0— ©
          a &lt; b                         | a < b
          a < b                            | a < b
          I <3 you                         | I <3 you
          Fish <b>and</b> chips            | Fish <b>and</b> chips
          &#146;quoted&#x92;               | ’quoted’
          a\u0008b                         | a\uFFFDb
          <![CDATA[Fish & <chips>]]>       | Fish & <chips>
          """)
  void keepsUnescapedMarkupOfATitle(String written, String title) {
    assertThat(item("<title>" + written + "</title>").title()).isEqualTo(new Markup(title, true));
  }

  @Test
  void dropsAnEmptyEntry() {
    ParsedDocument.Feed feed =
        feed(rss("<item/><item><guid>1</guid></item><item><pubDate>today</pubDate></item>"));

    assertThat(feed.entries()).extracting(ParsedEntry::guid).containsExactly("1");
    assertThat(feed.dropped()).isEqualTo(2);
  }

  @Test
  void closesUnclosedEntries() {
    String open = "<item><title>A<guid>%d</guid>";
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      items.append(open.formatted(i));
    }

    assertThat(feed(rss(items.toString())).entries()).hasSize(150);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n\n  ", "junk\n", "<!-- served by pier -->\n", "Warning: <b>x</b> in y\n"})
  void skipsJunkBeforeTheDeclaration(String junk) {
    assertThat(feed(junk + rss("<item><guid>1</guid></item>")).entries()).hasSize(1);
  }

  @Test
  void readsATruncatedFeed() {
    String whole = rss("<item><guid>1</guid></item><item><guid>2</guid><title>Half a ti");

    assertThat(feed(whole.substring(0, whole.indexOf("</channel>"))).entries())
        .extracting(ParsedEntry::guid)
        .containsExactly("1", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <opml version="2.0"><body/></opml> | the root element <opml> is not that of a feed
          <>                                 | XML breaks at line 1
          {"items":                          | JSON breaks at line 1
          {"a":1}                            | JSON, but without the items of a JSON Feed
          """)
  void givesTheReasonOfARejection(String document, String detail) {
    ParsedDocument.Rejected rejected = rejected(document);

    assertThat(rejected.outcome()).isEqualTo(PollOutcome.NOT_A_FEED);
    assertThat(rejected.detail()).startsWith(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\t"})
  void rejectsAnEmptyBodyAsEmpty(String body) {
    assertThat(rejected(body).outcome()).isEqualTo(PollOutcome.EMPTY);
  }
}
