package news.rendezvous.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import news.rendezvous.item.text.Hmac;
import news.rendezvous.street.CallbackServer.Answer;
import news.rendezvous.street.CallbackServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhooks of a view, from its definition to the callback. */
@QuarkusTest
class WebhookWalkTest extends ServiceWalk {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  private CallbackServer chat;

  @BeforeEach
  void openCallbacks() {
    chat = new CallbackServer("127.0.3.1");
  }

  @AfterEach
  void closeCallbacks() {
    chat.close();
  }

  private static ValidatableResponse put(String view, Map<String, ?>... webhooks) {
    return admin()
        .body(Map.of("title", view, "source", List.of(view), "webhooks", List.of(webhooks)))
        .put("/admin/views/" + view)
        .then();
  }

  private static ValidatableResponse state(String view, String webhook) {
    return admin().get("/admin/views/" + view).then().rootPath("webhooks[0]" + webhook);
  }

  private static void carry(String id, int count) {
    upstream.serve("/" + id + ".xml", RSS, Feeds.burst(id, count));
    if (admin().get("/admin/sources/" + id).statusCode() == 404) {
      add(id, "/" + id + ".xml", id);
    } else {
      poll(id);
    }
    carried(id, count);
  }

  private List<Received> events(int count) {
    return await().atMost(WAIT).until(() -> chat.news("/hook"), all -> all.size() >= count);
  }

  private static JsonPath json(Received event) {
    return JsonPath.from(event.text());
  }

  @Test
  void getsSignedCloudEvents() {
    put("hook-signed", Map.of("url", chat.url("/hook"), "secret", SECRET)).statusCode(201);

    carry("hook-signed", 2);

    List<Received> events = events(2);
    assertThat(events)
        .extracting(event -> json(event).getString("data.title"))
        .containsExactlyInAnyOrder("Notice 0 of hook-signed", "Notice 1 of hook-signed");
    Received event = events.get(0);
    String item = json(event).getString("data.id");
    assertThat(event.header("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(json(event).<String, Object>getMap(""))
        .containsEntry("specversion", "1.0")
        .containsEntry("id", item + ";1")
        .containsEntry("source", "/sources/hook-signed")
        .containsEntry("type", "news.rendezvous.item.published")
        .containsEntry("datacontenttype", "application/json");
    assertThat(event.text()).endsWith("\"data\":" + records(item).get(0).value() + "}");
    assertThat(event.header("webhook-id")).isEqualTo(item + ";1");
    String timestamp = event.header("webhook-timestamp");
    assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
        .isBetween(event.at().minusSeconds(5), event.at().plusSeconds(1));
    assertThat(event.header("webhook-signature")).isEqualTo("v1," + signature(event));
    await().atMost(WAIT).untilAsserted(() -> state("hook-signed", "").body("delivered", is(2)));
    state("hook-signed", "")
        .body("failures", is(0))
        .body("set_aside", is(0))
        .body("next_try", nullValue());
  }

  private static String signature(Received event) {
    String signed =
        "%s.%s.%s"
            .formatted(event.header("webhook-id"), event.header("webhook-timestamp"), event.text());
    byte[] code = Hmac.SHA256.of(KEY, signed.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(code);
  }

  @Test
  void getsAnEventAgainAfterAFailureWithTheSameIdAndTellsTheOperator() {
    chat.answerNews(event -> Answer.of(500));
    put("hook-again", Map.of("url", chat.url("/hook"), "secret", SECRET)).statusCode(201);

    carry("hook-again", 1);

    events(1);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                state("hook-again", "")
                    .body("failures", greaterThan(0))
                    .body("last_error", is("status 500"))
                    .body("failing_since", notNullValue())
                    .body("next_try", notNullValue())
                    .body("delivered", is(0)));
    chat.answerNews(event -> Answer.of(204));
    List<Received> events = events(2);
    assertThat(events)
        .extracting(event -> event.header("webhook-id"))
        .containsOnly(json(events.get(0)).getString("id"));
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.header("webhook-signature")).isEqualTo("v1," + signature(event)));
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                state("hook-again", "")
                    .body("delivered", is(1))
                    .body("failures", is(0))
                    .body("last_error", nullValue()));
  }

  @Test
  void getsTheTypesOfEventsThatItAskedFor() {
    put(
            "hook-types",
            Map.of("url", chat.url("/hook"), "events", List.of("withdrawn")),
            Map.of("url", chat.url("/all")))
        .statusCode(201);
    carry("hook-types", 1);
    String item = carried("hook-types", 1).getString("items[0].id");

    admin().delete("/admin/items/" + item).then().statusCode(204);

    Received withdrawal = events(1).get(0);
    assertThat(json(withdrawal).getString("type")).isEqualTo("news.rendezvous.item.withdrawn");
    assertThat(json(withdrawal).getString("data.id")).isEqualTo(item);
    assertThat(withdrawal.headers()).doesNotContainKey("Webhook-signature");
    await().atMost(WAIT).until(() -> chat.news("/all").size() == 2);
    assertThat(chat.news("/all"))
        .extracting(event -> json(event).getString("type"))
        .containsExactly("news.rendezvous.item.published", "news.rendezvous.item.withdrawn");
    assertThat(chat.news("/hook")).hasSize(1);
  }

  @Test
  void getsNothingOnceTheViewNoLongerHasItAndGoesOnWhereItStays() {
    Map<String, String> stays = Map.of("url", chat.url("/hook"));
    put("hook-left", stays, Map.of("url", chat.url("/left"))).statusCode(201);
    carry("hook-left", 1);
    events(1);
    await().atMost(WAIT).until(() -> chat.news("/left").size() == 1);

    put("hook-left", stays).statusCode(200);
    carry("hook-left", 2);
    events(2);
    admin().delete("/admin/views/hook-left").then().statusCode(204);
    put("hook-after", Map.of("url", chat.url("/after"))).statusCode(201);
    carry("hook-left", 3);
    carry("hook-after", 1);
    await().atMost(WAIT).until(() -> chat.news("/after").size() == 1);

    assertThat(chat.news("/left")).hasSize(1);
    assertThat(chat.news("/hook"))
        .extracting(event -> json(event).getString("data.title"))
        .containsExactly("Notice 0 of hook-left", "Notice 1 of hook-left");
  }

  @Test
  void isRefusedWhereItIsTheServiceItself() {
    put("hook-self", Map.of("url", "http://localhost:%d/hub".formatted(RestAssured.port)))
        .statusCode(422)
        .body("parameter", is("webhooks[0].url"))
        .body("detail", is("The member 'webhooks[0].url' is refused: it is this service itself."));
  }
}
