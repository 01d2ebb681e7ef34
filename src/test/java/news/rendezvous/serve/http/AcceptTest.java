package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

  private static final List<String> CHOICES = List.of("rss", "atom", "json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/atom+xml                                     | atom
          application/feed+json                                    | json
          application/FEED+json; version=1                         | json
          */*                                                      | rss
          application/*                                            | rss
          application/rss+xml;q=0.5, application/atom+xml          | atom
          application/rss+xml; q=0.5 , application/atom+xml;q=0.75 | atom
          text/html,application/rss+xml                            | rss
          text/html, application/xhtml+xml, */*;q=0.8              | rss
          text/xml                                                 | rss
          */*, application/atom+xml                                | atom
          application/rss+xml;q=0, */*                             | atom
          application/rss+xml;q=0.1, text/xml;q=0, */*;q=0.2       | atom
          text/xml;q=0, application/xml;q=0, */*                   | rss
          garbage, ;;;, /, application/feed+json                   | json
          application/atom+xml;q=7, application/feed+json          | atom
          ''                                                       | rss
          garbage                                                  | rss
          """)
  void prefers(String header, String choice) {
    Accept accept = Accept.of(List.of(header));

    assertThat(accept.preferred(CHOICES, AcceptTest::types)).contains(choice);
  }

  @Test
  void readsSeveralHeadersAsOne() {
    Accept accept = Accept.of(List.of("text/html;q=0.2", "application/feed+json;q=0.1"));

    assertThat(accept.preferred(CHOICES, AcceptTest::types)).contains("json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html
          */*;q=0
          application/*;q=0, text/*;q=0.0
          """)
  void prefersNothingThatIsNotAccepted(String header) {
    assertThat(Accept.of(List.of(header)).preferred(CHOICES, AcceptTest::types)).isEmpty();
  }

  private static List<String> types(String choice) {
    return choice.equals("rss")
        ? List.of("application/rss+xml", "text/xml")
        : List.of(choice.equals("atom") ? "application/atom+xml" : "application/feed+json");
  }
}
