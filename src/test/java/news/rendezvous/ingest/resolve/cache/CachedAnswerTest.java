package news.rendezvous.ingest.resolve.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import news.rendezvous.item.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedAnswerTest {

  /** Records of the references topic. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"address":"https://quay.example/getUrls?link=0123456789abcdef0123456789abcdef","sources":["quay"],\
        "title":"Pier","label":"page","error":"500","urls":["https://pier.example/1"],"type":"text/html",\
        "page_title":"Pier","certain":true,"asked":"2026-03-03T10:00:00Z","since":"2026-03-03T09:00:00Z",\
        "failures":2,"until":"2026-03-10T10:00:00Z","hold":"2026-03-03T11:00:00Z","requested":"2026-03-03T08:00:00Z"}""",
        """
        {"address":"https://quay.example/getUrls?link=0123456789abcdef0123456789abcdef","label":"absent",\
        "certain":false,"asked":"2026-03-03T10:00:00Z","since":"2026-03-03T09:00:00Z","failures":0,\
        "until":"2026-03-04T10:00:00Z"}"""
      })
  void isStoredAsThisJson(String json) throws IOException {
    CachedAnswer remembered = Json.decode(json.getBytes(UTF_8), CachedAnswer.class);

    assertThat(new String(Json.encode(remembered), UTF_8)).isEqualTo(json);
  }
}
