package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

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
