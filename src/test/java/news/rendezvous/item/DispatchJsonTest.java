package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.url.LinkHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchJsonTest {

  private static final Instant AT = Instant.parse("2026-03-03T10:00:00Z");
  private static final Alias ALIAS = new Alias(Match.GUID, "own:harbour:a");
  private static final Related QUAY =
      Related.unresolved(new LinkHash("a".repeat(32)), "Quay", List.of());

  @Test
  void saysWhichKindItIs() throws IOException {
    Amendment amendment = new Amendment("en", ItemId.of("en", ALIAS), 3, List.of(QUAY), AT);

    String json = text(amendment);

    assertThat(json).contains("\"type\":\"amendment\"");
    assertThat(read(json)).isEqualTo(amendment);
    assertThat(text(entry())).contains("\"type\":\"entry\"");
    assertThat(read(text(entry()))).isEqualTo(entry());
  }

  @Test
  void saysThatAnItemIsWithdrawn() throws IOException {
    Withdrawal withdrawal = new Withdrawal("en", ItemId.of("en", ALIAS), "harbour", 3, AT);

    assertThat(text(withdrawal)).contains("\"type\":\"withdrawal\"");
    assertThat(read(text(withdrawal))).isEqualTo(withdrawal);
  }

  @Test
  void takesARecordThatDoesNotSayForAnEntry() throws IOException {
    String old = text(entry()).replace("\"type\":\"entry\",", "");

    assertThat(read(old)).isEqualTo(entry());
  }

  /** Records of the entries topic, which may be read by a later version. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"type":"entry","edition":"en","source":{"id":"quay","title":"Quay","url":"https://quay.example/feed"},\
        "site":"quay.example","guid":"1","seen":"2026-03-03T10:00:00.123Z","first_poll":true,\
        "aliases":[{"match":"guid","key":"own:quay:1"},{"match":"url","key":"quay.example/1"},\
        {"match":"content","key":"any:ab"}],"fingerprint":"0123456789abcdef0123456789abcdef",\
        "sketch":"aaaaabbbbb abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl 70 c 0A1B 2C",\
        "story":{"url":"https://quay.example/1","title":"Ferry","content_html":"<p>It sails.</p>","content_text":"It sails.",\
        "summary":"Sails","image":"https://quay.example/1.jpg",\
        "attachments":[{"url":"https://quay.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":7,"duration_in_seconds":60,"title":"Sound"}],\
        "date_published":"2026-03-03T09:00:00Z","date_modified":"2026-03-03T09:30:00Z",\
        "authors":[{"name":"Li Na"}],"tags":["ships"],"language":"en"},"publisher":"Quay Courier",\
        "itunes":{"season":2,"episode":7,"episode_type":"full","explicit":false},\
        "related":[{"link":"0123456789abcdef0123456789abcdef","title":"Pier","kind":"story","urls":["https://pier.example/2"],\
        "item":"urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11","page_title":"Pier","type":"text/html"},\
        {"link":"ffffffffffffffffffffffffffffffff","kind":"unresolved","addresses":["https://quay.example/getUrls?link=ffffffffffffffffffffffffffffffff"],"place":3}]}""",
        """
        {"type":"amendment","edition":"en","item":"urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11","revision":3,\
        "related":[{"link":"0123456789abcdef0123456789abcdef","kind":"self","urls":["https://pier.example/2"]}],"at":"2026-03-03T10:00:00Z"}""",
        """
        {"type":"withdrawal","edition":"en","item":"urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11","source":"quay","revision":3,"at":"2026-03-03T10:00:00Z"}"""
      })
  void isStoredAsThisJson(String json) throws IOException {
    assertThat(text(read(json))).isEqualTo(json);
  }

  private static String text(Dispatch dispatch) {
    return new String(Json.encode(dispatch), StandardCharsets.UTF_8);
  }

  private static Dispatch read(String json) throws IOException {
    return Json.decode(json.getBytes(StandardCharsets.UTF_8), Dispatch.class);
  }

  private static Entry entry() {
    return new Entry(
        "en",
        new SourceRef("harbour", null, "https://harbour.example.org/feed"),
        null,
        "a",
        AT,
        false,
        List.of(ALIAS),
        "fingerprint",
        null,
        Stories.showing("<p>It sails.</p>", null),
        null,
        null,
        List.of(QUAY));
  }
}
