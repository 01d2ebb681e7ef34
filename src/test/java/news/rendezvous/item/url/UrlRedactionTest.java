package news.rendezvous.item.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlRedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          https://news.example/feed.xml | https://news.example/feed.xml
          https://news.example/feed?key=s3cret&n=1 | https://news.example/feed?…
          https://news.example?key=s3cret | https://news.example?…
          https://news.example/#s3cret | https://news.example/?…
          HTTPS://u:s3cret@news.example/a?b | HTTPS://news.example/a?…
          404 (redirected to http://a.example/b?key=s3cret) | 404 (redirected to http://a.example/b?…)
          http://a/?x=(s3cret),s3cret and http://b/c?d, then | http://a/?… and http://b/c?…, then
          is it so? https://a/ | is it so? https://a/
          - | -
          """)
  void cutsUrlsBeforeTheirQueries(String text, String shown) {
    assertThat(UrlRedaction.of(text)).isEqualTo(shown);
  }
}
