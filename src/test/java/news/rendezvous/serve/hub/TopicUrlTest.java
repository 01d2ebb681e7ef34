package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of topics by their parts. */
class TopicUrlTest {

  private static TopicUrl topic(String url) {
    return TopicUrl.of(url).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://a.example/feed.rss                   , http://a.example       , /feed.rss                 , -",
        "http://a.example/feed                       , http://a.example       , /feed                     , -",
        "https://a.example:8443/x/y/feed.json?q=a+b  , https://a.example:8443/x/y, /feed.json             , q=a+b",
        "http://[::1]:8080/views/Harbour.1/feed.atom , http://[::1]:8080      , /views/Harbour.1/feed.atom, -",
        "HTTP://A.example/sources/a_b-c/feed.rss?    , HTTP://A.example       , /sources/a_b-c/feed.rss   , ''",
        "http://a.example/p/views/x/feed.rss?tag=%C3%A9, http://a.example/p   , /views/x/feed.rss         , tag=%C3%A9",
      })
  void areKeptAsTheyAreWritten(String url, String base, String path, String query) {
    assertThat(topic(url)).isEqualTo(new TopicUrl(base, path, query));
    assertThat(topic(url).base() + topic(url).target()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/",
        "http://a.example/feed.xml",
        "http://a.example/stream",
        "http://a.example/feed.rss#top",
        "http://a.example/x/../feed.rss",
        "http://a.example/./feed.rss",
        "http://a.example/%2e/feed.rss",
        "http://a.example/x/y/.%2E/../feed.rss",
        "http://user@a.example/feed.rss",
        "http://a.example/feed.rss?q=é",
        "http://a.example/feed.rss?q=a b",
        "http://a.example/feed.rss?q=%zz",
        "http://a.example/feed.rss?q=\">",
        "http://a.example/feed.rss?q=<x>; rel=hub",
        "ftp://a.example/feed.rss",
        "/feed.rss",
        "feed.rss",
        ""
      })
  void areNoneOfAFeed(String url) {
    assertThat(TopicUrl.of(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/feed.rss    , http://a.example    , true",
    "http://A.example:80/feed.rss , http://a.example    , true",
    "http://a.example/p/feed.rss  , http://a.example/p  , true",
    "http://a.example/feed.rss    , http://a.example/p  , false",
    "http://a.example/p/feed.rss  , http://a.example    , false",
    "https://a.example/feed.rss   , http://a.example    , false",
    "http://a.example:81/feed.rss , http://a.example    , false",
    "http://b.example/feed.rss    , http://a.example    , false",
    "http://a.example/views/x/feed, http://a.example    , false",
    "http://a.example/views/a%20b/feed.rss, http://a.example, false",
    "http://a.example/feed.rss    , ''                  , false",
  })
  void areOursBelowOurBase(String url, String base, boolean ours) {
    assertThat(topic(url).isBelow(base)).isEqualTo(ours);
  }

  /** The stack of a recursive matcher would end. */
  @Test
  void mayBeLong() {
    String url = "http://a.example/feed.rss?q=" + "%41".repeat(2_000) + "a".repeat(20_000);

    assertThat(TopicUrl.of(url)).isPresent();
    assertThat(TopicUrl.of("http://a.example/" + "feed/".repeat(10_000))).isEmpty();
  }

  @Test
  void haveTheFormatOfTheirDocument() {
    assertThat(topic("http://a.example/feed").document()).isEqualTo("/feed.rss");
    assertThat(topic("http://a.example/feed").extension()).isEqualTo("rss");
    assertThat(topic("http://a.example/views/x.rss/feed.atom").extension()).isEqualTo("atom");
  }

  @Test
  void nameTheirView() {
    assertThat(topic("http://a.example/p/views/x/feed.atom").view()).contains("x");
    assertThat(topic("http://a.example/sources/x/feed.atom").view()).isEmpty();
    assertThat(topic("http://a.example/feed.atom").view()).isEmpty();
  }
}
