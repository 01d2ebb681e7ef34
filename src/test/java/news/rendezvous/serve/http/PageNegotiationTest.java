package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageNegotiationTest {

  private static final List<String> FEEDS =
      List.of("application/rss+xml", "application/xml", "text/xml", "application/feed+json");

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a browser, over https or to localhost; then over http, with the older header
          BROWSER                        | document |   | true
          BROWSER                        | document | 1 | true
          BROWSER                        |          | 1 | true
          # a reader that sends what browsers do; a script, a frame and a picture of a page
          BROWSER                        |          |   | false
          BROWSER                        | empty    |   | false
          BROWSER                        | empty    | 1 | false
          BROWSER                        | iframe   | 1 | false
          # other clients
                                         |          |   | false
                                         | document | 1 | false
          */*                            | document | 1 | false
          text/*, */*;q=0.1              | document |   | false
          application/rss+xml, text/html | document |   | false
          text/html, application/atom+xml;q=0.5, */*;q=0.1 | document | | true
          text/html, application/xml;q=0.9 |        |   | false
          text/html;q=0.1, */*           | document |   | false
          # no feed is acceptable, whoever asks
          text/html                      |          |   | true
          text/html, application/xhtml+xml |        |   | true
          text/html;q=0                  |          |   | false
          text/html;q=0                  | document | 1 | false
          text/html, */*;q=0             |          |   | true
          """)
  void prefersAPageForBrowsersAndForClientsThatAcceptNoFeed(
      @Nullable String accept,
      @Nullable String destination,
      @Nullable String upgrade,
      boolean page) {
    Map<String, List<String>> headers =
        Map.of(
            "Accept",
            values("BROWSER".equals(accept) ? BROWSER : accept),
            "Sec-Fetch-Dest",
            values(destination),
            "Upgrade-Insecure-Requests",
            values(upgrade));

    assertThat(PageNegotiation.prefersPage(headers::get, FEEDS)).isEqualTo(page);
  }

  private static List<String> values(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }
}
