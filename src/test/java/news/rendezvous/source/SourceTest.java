package news.rendezvous.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.Map;
import news.rendezvous.item.Json;
import news.rendezvous.item.url.FeedUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

  /** Records of the sources topic. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"id":"quay","url":"https://quay.example/feed","title":"Quay","edition":"en","language":"en-GB",\
        "zone":"Europe/London","interval":"PT15M","links_base":"https://quay.example/","enabled":true,\
        "configured":true,"backfill":3}""",
        """
        {"id":"quay","url":"https://quay.example/feed","enabled":true,"configured":false,"backfill":0,\
        "headers":{"X-Edition":"eu"},"authorization":{"scheme":"BASIC","sealed":"AAEC"}}""",
        """
        {"id":"quay","url":"https://quay.example/feed","enabled":true,"configured":false,"backfill":0,\
        "authorization":{"scheme":"BEARER","plain":"Bearer abc"}}""",
        """
        {"id":"pier","url":"http://pier.example/","enabled":false,"configured":false,"backfill":0}"""
      })
  void isStoredAsThisJson(String json) throws IOException {
    Source source = Json.decode(json.getBytes(UTF_8), Source.class);

    assertThat(new String(Json.encode(source), UTF_8)).isEqualTo(json);
  }

  /** Records of other writers of the topic. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        "headers":{"X":"a\\r\\nHost: evil"}""",
        """
        "headers":{"Host":"evil.example"}""",
        """
        "headers":{"X":null}""",
        """
        "authorization":{"scheme":"BASIC","plain":"Basic x\\r\\nHost: evil"}""",
        """
        "authorization":{"scheme":"BASIC"}"""
      })
  void rejectsARecordWithHeadersThatCannotBeSent(String member) {
    String json = "{\"id\":\"quay\",\"url\":\"https://quay.example/\"," + member + "}";

    assertThatIOException()
        .isThrownBy(() -> Json.decode(json.getBytes(UTF_8), Source.class))
        .withMessageNotContaining("evil");
  }

  @ParameterizedTest
  @CsvSource({
    "https://quay.example/other, true",
    "https://quay.example:443/, true",
    "http://quay.example/feed, false",
    "https://quay.example:8443/feed, false",
    "https://feeds.quay.example/feed, false"
  })
  void takesHeadersAndCredentialsOnlyToItsOwnOrigin(String to, boolean kept) {
    Source source =
        new Source(
            "quay",
            FeedUrl.of("https://quay.example/feed"),
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            false,
            0,
            Map.of("X-Edition", "eu"),
            new Authorization(Authorization.Scheme.BASIC, "Basic secret", null));

    Source moved = source.movedTo(to);

    assertThat(moved.headers().isEmpty()).isEqualTo(!kept);
    assertThat(moved.authorization() == null).isEqualTo(!kept);
    assertThat(source.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://quay.example/feed, 9",
    "http://news.quay.example:8080/rss?x=1, 0",
    "https://pier.co.uk/, 1",
    "http://127.0.0.1:7/feed, 4",
    "no address at all, 6"
  })
  void isStoredInThisPartition(String url, int partition) {
    assertThat(SourceRegistry.partition(FeedUrl.of(url), 12)).isEqualTo(partition);
  }
}
