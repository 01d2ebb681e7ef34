package news.rendezvous.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.push.HubClient.HubAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to hubs (W3C WebSub section 5.1), against a real server. */
class HubClientTest {

  private static final String TOPIC = "https://quay.example/feed?a=1&b=ä";

  private final Vertx vertx = Vertx.vertx();
  private final FetchConfig fetch = FetchSettings.of();
  private final AddressGuard guard = new AddressGuard(fetch);
  private final Transport transport = new Transport(vertx, fetch, guard);
  private final PushConfig config =
      CallbackBaseTest.config(Map.of("rendezvous.public-url", "http://127.0.0.1:1/base/"));
  private final HubClient client =
      new HubClient(
          transport,
          RequestClock.running(4, "0s"),
          fetch,
          config,
          new CallbackBase(config, guard),
          InstantSource.system());
  private final RecordingHub hub = new RecordingHub();

  @AfterEach
  void close() {
    hub.close();
    transport.close();
    vertx.close();
  }

  private HubAnswer subscribe(String path) {
    return client
        .subscribe("quay", hub.url(path), TOPIC, "0a1b", "secret")
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  @Test
  void sendsTheFormOfASubscription() {
    assertThat(subscribe("/hub")).isEqualTo(new HubAnswer.Accepted());

    RecordingHub.Received request = hub.requests("/hub", "subscribe").get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.type()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(request.form())
        .isEqualTo(
            Map.of(
                "hub.mode", "subscribe",
                "hub.topic", TOPIC,
                "hub.callback", "http://127.0.0.1:1/base/push/0a1b",
                "hub.lease_seconds", "604800",
                "hub.secret", "secret"));
  }

  @Test
  void sendsNoSecretToUnsubscribe() {
    client.unsubscribe("quay", hub.url("/hub"), TOPIC, "0a1b").await().indefinitely();

    assertThat(hub.requests("/hub", "unsubscribe"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.form())
                    .containsOnlyKeys("hub.mode", "hub.topic", "hub.callback"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void repeatsThePostAtTheTargetOfARedirect(int status) {
    hub.respondWith("/old", status, "", Map.of("Location", "/hub?x=1"));

    assertThat(subscribe("/old")).isEqualTo(new HubAnswer.Accepted());

    assertThat(hub.requests("/hub", "subscribe").get(0).form())
        .isEqualTo(hub.requests("/old", "subscribe").get(0).form());
  }

  @ParameterizedTest
  @CsvSource({
    "307, /loop",
    "307, ''",
    "308, http://10.0.0.1/hub",
    "307, http://169.254.169.254/latest",
    "303, /hub"
  })
  void givesUpWhereARedirectCannotBeFollowed(int status, String target) {
    hub.respondWith("/loop", status, "", target.isEmpty() ? Map.of() : Map.of("Location", target));

    assertThat(subscribe("/loop")).isInstanceOf(HubAnswer.Refused.class);
    assertThat(hub.requests("/loop", "subscribe")).hasSizeLessThanOrEqualTo(6);
    assertThat(hub.requests("/hub", "subscribe")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, true, no such topic",
    "404, true, no such topic",
    "410, true, no such topic",
    "500, false, trouble",
    "503, false, trouble",
    "429, false, slower"
  })
  void tellsARefusalFromAFailureThatMayPass(int status, boolean refused, String body) {
    hub.respondWith("/hub", status, "<p>" + body + "\n</p>", Map.of("Retry-After", "120"));

    HubAnswer answer = subscribe("/hub");

    String reason = "the hub's answer is %d: %s".formatted(status, body);
    Duration wait = status == 503 || status == 429 ? Duration.ofSeconds(120) : null;
    assertThat(answer)
        .isEqualTo(refused ? new HubAnswer.Refused(reason) : new HubAnswer.Failed(reason, wait));
  }

  @Test
  void refusesAHubInAPrivateNetworkWithoutAConnection() {
    HubAnswer answer =
        client
            .subscribe("quay", "http://192.168.0.1/hub", TOPIC, "0a1b", "secret")
            .await()
            .atMost(Duration.ofSeconds(5));

    assertThat(answer).isInstanceOf(HubAnswer.Refused.class);
    assertThat(((HubAnswer.Refused) answer).reason()).contains("address_blocked");
  }

  @Test
  void failsWhereNothingListens() {
    hub.close();

    assertThat(subscribe("/hub")).isInstanceOf(HubAnswer.Failed.class);
  }
}
