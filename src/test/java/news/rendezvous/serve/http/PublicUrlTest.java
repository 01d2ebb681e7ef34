package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ,                                 http://10.0.0.7:8080/, http://10.0.0.7:8080
          ,                                 http://news_feed:8080/, http://news_feed:8080
          ,                                 http:/,                ''
          https://news.example.org,         http://10.0.0.7:8080/, https://news.example.org
          https://news.example.org/,        http://10.0.0.7:8080/, https://news.example.org
          https://news.example.org/stream/, http://10.0.0.7:8080/, https://news.example.org/stream
          """)
  void isTheConfiguredOneElseTheOneThatWasAsked(URI configured, URI asked, String base) {
    PublicUrl publicUrl = new PublicUrl(() -> Optional.ofNullable(configured));

    assertThat(publicUrl.base(asked)).isEqualTo(base);
  }
}
