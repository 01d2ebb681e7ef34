package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import news.rendezvous.serve.http.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  // As Vert.x has it, a character for each byte.
  private static String sent(String target) {
    return new String(target.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          /feed.rss?q=% § q § The parameter 'q' has '%', which is no percent-encoding; a percent sign itself is written %25.
          /feed.rss?lang=en&tag=%zz § tag § The parameter 'tag' has '%zz', which is no percent-encoding; a percent sign itself is written %25.
          /feed.rss?q=100%&lang=en § q § The parameter 'q' has '%', which is no percent-encoding; a percent sign itself is written %25.
          /feed.rss?q=50%%20off § q § The parameter 'q' has '%', which is no percent-encoding; a percent sign itself is written %25.
          /feed.rss?% § % § The parameter '%' has '%', which is no percent-encoding; a percent sign itself is written %25.
          /feed.rss?q=%E6%B8 § q § The parameter 'q' has '%E6%B8', which is not UTF-8; an é, say, is written %C3%A9.
          /feed.rss?q=港 § q § The parameter 'q' has '港', which must be percent-encoded: %E6%B8%AF.
          /feed.rss?q=a|b § q § The parameter 'q' has '|', which must be percent-encoded: %7C.
          /?q={}&tag=x § q § The parameter 'q' has '{}', which must be percent-encoded: %7B%7D.
          /feed.rss?q="a" § q § The parameter 'q' has '"', which must be percent-encoded: %22.
          /feed.rss?q=a#b § q § The parameter 'q' has '#', which must be percent-encoded: %23.
          /items/%zz § - § The path has '%zz', which is no percent-encoding; a percent sign itself is written %25.
          /a%/b § - § The path has '%', which is no percent-encoding; a percent sign itself is written %25.
          /a[b § - § The path has '[', which must be percent-encoded: %5B.
          /a\\b § - § The path has '\\', which must be percent-encoded: %5C.
          : § - § The path is no URI, such as /feed.rss.
          """)
  void namesWhatIsWrongAndARightForm(String target, String parameter, String detail) {
    assertThat(RequestTarget.problem(sent(target)))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.parameter()).isEqualTo(parameter);
              assertThat(problem.detail()).isEqualTo(detail);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss?q=%", "/%"})
  void repeatsNoMoreThanItNeeds(String start) {
    String detail =
        RequestTarget.problem(start + "?" + "é".repeat(5_000)).map(Problem::detail).orElseThrow();

    assertThat(detail).hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/feed.rss",
        "/feed.rss?",
        "/feed.rss?q=%22a+phrase%22%20-b&tag=%E6%B8%AF&a[]=1",
        "/sources/%ff/feed.rss",
        "http://a:8080/feed.rss?q=a",
        "http://[::1]:8080/feed.rss",
        "http://a",
        "*",
        "nowhere",
        "/items/urn:uuid:00000000-0000-5000-8000-000000000000"
      })
  void letsValidOnesPass(String target) {
    assertThat(RequestTarget.problem(target)).isEmpty();
  }
}
