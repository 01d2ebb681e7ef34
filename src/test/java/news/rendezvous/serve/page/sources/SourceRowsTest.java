package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRowsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          moved to https://news.example.org/feed?token=t (twice)  | moved to https://news.example.org/… (twice)
          (redirected to http://me:pass@news.example.org:81/a)    | (redirected to http://news.example.org:81/…)
          (redirected to http://me:p@ss@news.example.org/a)       | (redirected to http://news.example.org/…)
          its Location is no address: 'https://me:x@h/y?z'        | its Location is no address: 'https://h/…'
          nothing listens at 127.0.0.1:81                         | nothing listens at 127.0.0.1:81
          """)
  void reducesUrlsToSchemeAndHost(String error, String shown) {
    assertThat(SourceRows.withoutSecrets(error)).isEqualTo(shown);
  }
}
