package news.rendezvous.ingest.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.ingest.dialect.reference.ReferenceCollector.ReferenceBases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceBasesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          https://a.example/x/1.html, https://b.example/y/feed, -, https://a.example/x/1.html https://b.example/y/feed https://a.example/ https://b.example/
          https://a.example/x/1.html, https://a.example/feed,   -, https://a.example/x/1.html https://a.example/feed https://a.example/
          /x/1.html,                  https://a.example/feed,   -, https://a.example/x/1.html https://a.example/feed https://a.example/
          -,                          https://a.example/feed,   -, https://a.example/feed https://a.example/
          mailto:a@b.example,         -,                        -, ''
          https://a.example/x/1.html, https://b.example/y/feed, https://c.example/z/, https://c.example/z/
          """)
  void areTriedInThisOrder(
      @Nullable String story, @Nullable String feed, @Nullable String configured, String urls) {
    ReferenceBases bases = ReferenceBases.of(story, feed, configured);

    assertThat(String.join(" ", bases.urls())).isEqualTo(urls);
    assertThat(bases.configured()).isEqualTo(configured != null);
  }
}
