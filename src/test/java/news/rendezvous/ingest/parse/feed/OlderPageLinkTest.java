package news.rendezvous.ingest.parse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.SampleDocuments;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlderPageLinkTest {

  private static final String ATOM = "xmlns:atom='http://www.w3.org/2005/Atom'";

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <atom:link rel='next' href='/feed?page=2'/>                | /feed          | /feed?page=2
          <atom:link rel='prev-archive' href='/2025/12'/><atom:link rel='next' href='/2'/> | /feed | /2025/12
          <atom:link rel='previous' href='/feed?page=0'/>            | /feed          |
          <generator>https://wordpress.org/?v=6.8</generator>        | /feed/         | /feed/?paged=2
          <generator>http://wordpress.org/?v=4.9</generator>         | /?feed=rss2&paged=4 | /?feed=rss2&paged=5
          <generator>https://ghost.org/</generator>                  | /feed/         |
          <generator>https://wordpress.org/?v=6.8</generator><atom:link rel='next' href='/n'/> | /feed/ | /n
          """)
  void isLinkedOrThatOfWordPress(String inside, String path, @Nullable String expected) {
    String rss =
        "<rss version='2.0' %s><channel><title>Quay</title>%s</channel></rss>"
            .formatted(ATOM, inside);

    assertThat(olderPage(rss, path)).isEqualTo(absolute(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <link rel='next' href='2'/>                                                  | /a/feed | /a/2
          <generator uri='https://wordpress.org/' version='6.8'>WordPress</generator> | /feed/atom/ | /feed/atom/?paged=2
          <link rel='next'/>                                                           | /feed |
          """)
  void isReadFromAtom(String inside, String path, @Nullable String expected) {
    String atom =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay</title>%s</feed>".formatted(inside);

    assertThat(olderPage(atom, path)).isEqualTo(absolute(expected));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "\"next_url\":\"/json?2\", | /json?2\n'' |")
  void isTheNextUrlOfAJsonFeed(String member, @Nullable String expected) {
    String json =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",%s\"items\":[]}".formatted(member);

    assertThat(olderPage(json, "/json")).isEqualTo(absolute(expected));
  }

  private static @Nullable String absolute(@Nullable String path) {
    return path == null ? null : "https://quay.example" + path;
  }

  private static @Nullable String olderPage(String feed, String path) {
    Document document =
        new Document(
            URI.create("https://quay.example" + path),
            feed.getBytes(UTF_8),
            null,
            null,
            null,
            Instant.EPOCH);
    return ((ParsedDocument.Feed) new FeedParser(SampleDocuments.CONFIG).parse(document))
        .info()
        .olderPage();
  }
}
