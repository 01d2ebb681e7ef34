package news.rendezvous.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

  private static final String ITEM =
      """
      {"id":"urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11","url":"https://quay.example/1",\
      "title":"javascript: a short history","content_text":"data: what it is",\
      "image":"https://quay.example/1.png",\
      "attachments":[{"url":"magnet:?xt=urn:btih:c0ffee","mime_type":"audio/mpeg"}],\
      "authors":[{"name":"Ines Falk","url":"mailto:ines@quay.example"}],\
      "_rendezvous":{"source":{"id":"quay","url":"https://quay.example/feed"},"guid":"quay:1","revision":1,\
      "first_seen":"2026-03-03T10:00:00Z","timeline":"2026-03-03T10:00:00Z",\
      "related":[{"link":"0123456789abcdef0123456789abcdef","kind":"story",\
      "urls":["https://pier.example/1"]}],\
      "duplicates":[{"source":"pier","url":"https://pier.example/2","match":"url",\
      "seen":"2026-03-03T10:00:00Z"}]}}""";

  @Test
  void readsWhatIsRight() throws IOException {
    NewsItem item = decode(ITEM);

    assertThat(item.story().title()).isEqualTo("javascript: a short history");
    assertThat(item.story().attachments()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"url\":\"https://quay.example/1\"', '\"url\":\"javascript:alert(1)\"', url",
    "'\"url\":\"https://quay.example/1\"', '\"url\":\"data:text/html,x\"', url",
    "https://quay.example/1.png, javascript:alert(1), image",
    "https://quay.example/1.png, ' \\u0001javascript:alert(1)', image",
    "magnet:?xt=urn:btih:c0ffee, data:text/html;base64, url",
    "magnet:?xt=urn:btih:c0ffee, vbscript:x, url",
    "mailto:ines@quay.example, javascript:alert(1), url",
    "https://quay.example/feed, file:///etc/passwd, url",
    "quay:1, javascript:alert(1), guid",
    "quay:1, 'java\\tscript:alert(1)', guid",
    "https://pier.example/1, javascript:alert(1), urls",
    "https://pier.example/2, javascript:alert(1), url",
  })
  void refusesAddressesThatNobodyMayFollow(String right, String active, String member) {
    assertThat(ITEM).contains(right);

    assertThatThrownBy(() -> decode(ITEM.replace(right, active)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(member);
  }

  @ParameterizedTest
  @ValueSource(strings = {"external_url", "banner_image", "avatar", "favicon", "x_url"})
  void refusesThemInMembersThatAreServedUnread(String member) {
    String more = "{\"%s\":[\"https://a.example/\",\"javascript:alert(1)\"],".formatted(member);

    assertThatThrownBy(() -> decode(more + ITEM.substring(1))).hasMessageContaining(member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{ | it is no JSON, from byte 1 on",
        "nothing | it is no JSON",
        "[] | the value is of another type than it must be",
        "\"a\" | the value is of another type than it must be",
        "null | null where a NewsItem was expected",
        "{} | id is missing",
        "{\"id\":\"x\"} | no item id: x in member id",
        "{\"_rendezvous\":5} | member _rendezvous is of another type than it must be",
        "{\"_rendezvous\":{}} | source is missing in member _rendezvous",
        "{\"attachments\":[{}]} | the URL of an attachment is missing in member attachments[0]",
        "{\"authors\":[null]} | a part is missing",
        "{\"date_published\":\"Tuesday\"} | member date_published is 'Tuesday', which is no Instant",
      })
  void saysInItsOwnWordsWhatIsWrong(String json, String words) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words)
        .hasMessageNotContainingAny("\n", "Source:", "REDACTED", "java.", "news.rendezvous");
  }

  @Test
  void refusesJsonThatIsTooDeep() {
    assertThatThrownBy(() -> decode("{\"a\":".repeat(5_000)))
        .hasMessageContaining("nested too deeply");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"timeline\":\"2026-03-03T10:00:00Z\" | \"timeline\":\"9999-12-31T00:00:00Z\"",
        "\"timeline\":\"2026-03-03T10:00:00Z\" | \"timeline\":\"-1000000000-01-01T00:00:00Z\"",
        "\"revision\":1 | \"revision\":0",
        "\"revision\":1 | \"revision\":99999999999",
        "\"revision\":1 | \"duplicate_count\":-1,\"revision\":1",
        "\"mime_type\":\"audio/mpeg\" | \"mime_type\":\"audio/mpeg\",\"size_in_bytes\":-1",
        "\"mime_type\":\"audio/mpeg\" | \"size_in_bytes\":1",
      })
  void refusesWhatMakesNoSense(String right, String wrong) {
    assertThat(ITEM).contains(right);

    assertThatThrownBy(() -> decode(ITEM.replace(right, wrong))).isInstanceOf(IOException.class);
  }

  private static NewsItem decode(String json) throws IOException {
    return RecordJson.decode(json.getBytes(UTF_8), NewsItem.class);
  }
}
