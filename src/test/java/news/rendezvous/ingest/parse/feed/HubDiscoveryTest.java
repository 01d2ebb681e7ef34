package news.rendezvous.ingest.parse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.SampleDocuments;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W3C WebSub section 4, and cases 100 to 104 of the test suite for subscribers. */
class HubDiscoveryTest {

  private static final String ATOM = "xmlns:a10='http://www.w3.org/2005/Atom'";

  private static HubLinks discover(String body, String... links) {
    Document document =
        new Document(
            URI.create("https://quay.example/news/feed"),
            body.getBytes(UTF_8),
            null,
            null,
            null,
            Instant.EPOCH,
            List.of(links));
    return ((ParsedDocument.Feed) new FeedParser(SampleDocuments.CONFIG).parse(document))
        .info()
        .hubs();
  }

  private static String rss(String inside) {
    return "<rss version='2.0' %s><channel><title>Quay</title>%s<item><title>a</title></item></channel></rss>"
        .formatted(ATOM, inside);
  }

  private static String atom(String inside) {
    return "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay</title>%s</feed>"
        .formatted(inside);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <https://hub.example/>; rel="hub", <https://quay.example/feed>; rel="self"  | https://hub.example/ | https://quay.example/feed
          <https://hub.example/>;rel=hub                                              | https://hub.example/ |
          </hub>; title="a, b; rel=self"; REL="HUB"                                   | https://quay.example/hub |
          <https://a.example/>; rel="hub alternate", <https://b.example/>; rel=hub     | https://a.example/ https://b.example/ |
          <https://hub.example/>; rel="next"                                          | |
          <javascript:alert(1)>; rel=hub, <ftp://hub.example/>; rel=hub               | |
          https://hub.example/; rel=hub                                               | |
          <>; rel=self                                                                | | https://quay.example/news/feed
          """)
  void readsTheHeaderLink(String value, @Nullable String hubs, @Nullable String self) {
    assertThat(discover(rss(""), value)).isEqualTo(new HubLinks(list(hubs), self));
  }

  private static List<String> list(@Nullable String hubs) {
    return hubs == null ? List.of() : List.of(hubs.split(" "));
  }

  @Test
  void readsSeveralHeaders() {
    assertThat(
            discover(
                rss(""),
                "<https://quay.example/feed>; rel=self",
                "<https://hub.example/>; rel=hub"))
        .isEqualTo(new HubLinks(List.of("https://hub.example/"), "https://quay.example/feed"));
  }

  @Test
  void readsTheLinksOfRssInTheNamespaceOfAtom() {
    assertThat(
            discover(
                rss(
                    "<a10:link rel='hub' href='//hub.example/'/>"
                        + "<a10:link rel='self' href='https://quay.example/feed?x=1&amp;y=2'/>")))
        .isEqualTo(
            new HubLinks(List.of("https://hub.example/"), "https://quay.example/feed?x=1&y=2"));
  }

  @Test
  void readsTheLinksOfAtomRelativeToTheirBase() {
    assertThat(
            discover(
                atom(
                    "<link rel='self' href='feed'/><link rel='hub' xml:base='https://hub.example/a/'"
                        + " href='b'/><link rel='alternate' href='/'/>")))
        .isEqualTo(
            new HubLinks(List.of("https://hub.example/a/b"), "https://quay.example/news/feed"));
  }

  @Test
  void readsTheHubsOfAJsonFeed() {
    String json =
        """
        {"version":"https://jsonfeed.org/version/1.1","title":"Quay","feed_url":"/feed.json","items":[],
         "hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/"},"x"]}
        """;

    assertThat(discover(json))
        .isEqualTo(new HubLinks(List.of("https://hub.example/"), "https://quay.example/feed.json"));
  }

  @Test
  void prefersEachLinkOfTheHeadersOverThatOfTheDocument() {
    String body =
        rss(
            "<a10:link rel='hub' href='https://old.example/'/>"
                + "<a10:link rel='self' href='https://quay.example/old'/>");

    assertThat(discover(body, "<https://hub.example/>; rel=hub"))
        .isEqualTo(new HubLinks(List.of("https://hub.example/"), "https://quay.example/old"));
  }

  @Test
  void keepsTheTopicAsItIsWritten() {
    assertThat(discover(atom("<link rel='self' href='HTTPS://Quay.Example:443/Feed'/>")).self())
        .isNull(); // of no scheme that is spelt as hubs know it
    assertThat(discover(atom("<link rel='self' href='https://Quay.Example:443/Feed'/>")).self())
        .isEqualTo("https://Quay.Example:443/Feed");
  }

  @Test
  void takesNoLinksWithControlCharacters() {
    assertThat(
            discover(
                atom(
                    "<link rel='hub' href='https://hub.example/&#10;2026 ERROR forged'/>"
                        + "<link rel='self' href='https://quay.example/&#13;feed'/>")))
        .isEqualTo(HubLinks.NONE);
  }

  @Test
  void takesAFewHubsOfAReasonableLength() {
    String hubs =
        Stream.of("a", "b", "a", "c", "d", "e", "x".repeat(3_000))
            .map("<link rel='hub' href='https://%s.example/'/>"::formatted)
            .reduce("", String::concat);

    assertThat(discover(atom(hubs)).hubs())
        .containsExactly(
            "https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/");
  }
}
