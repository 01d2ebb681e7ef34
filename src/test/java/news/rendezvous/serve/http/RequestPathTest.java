package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://a/,         http://a/feed.rss?q=x,      /feed.rss, http://a/
          http://a/,         http://a/,                  /,         http://a/
          https://a:8443/,   https://a:8443/rdv/feed.rss, /feed.rss, https://a:8443/rdv/
          https://a/,        https://a/rdv/,             /,         https://a/rdv/
          https://a/,        https://a/x/rdv/items/a%2Fb, /items/a%2Fb, https://a/x/rdv/
          """)
  void isWithoutThePrefixThatIsPartOfTheBase(URI host, URI asked, String path, URI base) {
    assertThat(RequestPath.base(host, asked, path)).isEqualTo(base);
  }
}
