package news.rendezvous.ingest.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.ingest.push.PushSubscription.Phase;
import news.rendezvous.ingest.push.PushSubscriptions.PushRow;
import news.rendezvous.item.Json;
import news.rendezvous.item.RecordJson;
import news.rendezvous.source.StoredSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of own subscriptions, which every later version has to read. */
class PushRowTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

  private static final PushSubscription NEW =
      PushSubscription.of(
          "https://quay.example/feed",
          "https://quay.example/feed.xml",
          List.of("https://hub.example/", "https://b.example/"),
          "https://quay.example/topic",
          new Credentials("0a1b", new StoredSecret("hush", null)),
          NOW);

  private static void isStoredAs(PushRow row, String json) throws IOException {
    assertThat(new String(Json.encode(row), UTF_8)).isEqualTo(json);
    assertThat(Json.encode(RecordJson.decode(json.getBytes(UTF_8), PushRow.class)))
        .isEqualTo(Json.encode(row));
  }

  @Test
  void ofASubscription() throws IOException {
    PushSubscription known =
        NEW.accepted(NOW)
            .withNews(NOW.plusSeconds(1))
            .withDelivery(false)
            .retiring(NOW)
            .ended(Phase.SILENT, "nothing came", NOW.plusSeconds(60));

    isStoredAs(
        new PushRow(known, null),
        """
        {"subscription":{"feed":"https://quay.example/feed","document":"https://quay.example/feed.xml",\
        "hubs":["https://hub.example/","https://b.example/"],"hub":0,"topic":"https://quay.example/topic",\
        "phase":"SILENT","callback":"0a1b","secret":{"plain":"hush"},"requested_at":"2026-03-04T10:00:00Z",\
        "due":"2026-03-04T10:01:00Z","failures":0,"misses":0,"news_at":"2026-03-04T10:00:01Z",\
        "last_error":"nothing came",\
        "retired":[{"callback":"0a1b","hub":"https://hub.example/","topic":"https://quay.example/topic","since":"2026-03-04T10:00:00Z"}]}}""");
  }

  @Test
  void ofAReceipt() throws IOException {
    PushReceipt receipt =
        PushReceipt.none("0a1b")
            .verified(NOW, Duration.ofDays(1))
            .received(NOW.plusSeconds(5), new byte[] {1, 2, 3}, "a/b")
            .rejected(2, "a push whose X-Hub-Signature is wrong");

    isStoredAs(
        new PushRow(null, receipt),
        """
        {"receipt":{"callback":"0a1b","verified_at":"2026-03-04T10:00:00Z","lease_end":"2026-03-05T10:00:00Z",\
        "last_push":"2026-03-04T10:00:05Z","pushes":1,"rejected":2,\
        "last_error":"a push whose X-Hub-Signature is wrong","seen":"AQID","generation":"a/b"}}""");
  }

  @Test
  void countsGoOnWithAnotherCallbackWhichHasNoLease() {
    PushReceipt before =
        PushReceipt.none("0a1b")
            .verified(NOW, Duration.ofDays(1))
            .received(NOW, new byte[] {1}, "a/b");

    PushReceipt after = before.forCallback("2c3d");

    assertThat(after.isLeased(NOW)).isFalse();
    assertThat(after.pushes()).isEqualTo(1);
    assertThat(after.seen()).containsExactly(1);
    assertThat(before.forCallback("0a1b")).isSameAs(before);
  }

  @Test
  void remembersAFewFormerCallbacks() {
    PushSubscription known = NEW;
    for (int n = 0; n < 9; n++) {
      known =
          known
              .retiring(NOW)
              .anew(
                  NEW.hubs(),
                  1,
                  NEW.topic(),
                  new Credentials("c" + n, new StoredSecret("hush", null)),
                  NOW);
    }

    assertThat(known.callbacks()).containsExactly("c8", "c4", "c5", "c6", "c7");
    assertThat(known.hubUrl()).isEqualTo("https://b.example/");
    assertThat(known.toString()).doesNotContain("c8").doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subscription\":{}}",
        "{\"subscription\":{\"feed\":\"https://a/\",\"document\":\"https://a/\",\"hubs\":[],\"hub\":0,"
            + "\"topic\":\"t\",\"phase\":\"PENDING\",\"callback\":\"c\",\"secret\":{\"plain\":\"s\"},"
            + "\"due\":\"2026-03-04T10:00:00Z\"}}",
        "{\"receipt\":{\"callback\":\"c\",\"verified_at\":\"-1000000000-01-01T00:00:00Z\"}}",
        "{\"receipt\":{}}"
      })
  void refusesRecordsThatMakeNoSense(String json) {
    assertThatThrownBy(() -> RecordJson.decode(json.getBytes(UTF_8), PushRow.class))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"push/", "push/a/b", "push/a b", "push//received"})
  void fitsNoOtherKey(String key) {
    assertThat(new PushRow(NEW, PushReceipt.none("0a1b")).fits(key)).isFalse();
  }
}
