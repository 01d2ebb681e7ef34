package news.rendezvous.serve.hub.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.view.Timeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of webhooks, where a replica died before it had written them. */
@QuarkusTest
class WebhooksTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String URL = "http://127.0.3.2:9009/hook";

  @Inject Webhooks webhooks;
  @Inject SubscriberRegistry registry;
  @Inject Timeline timeline;

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitReadiness();
  }

  private static void put(String view) {
    given()
        .header("Authorization", "Bearer test-token")
        .contentType("application/json")
        .body(Map.of("title", view, "webhooks", List.of(Map.of("url", URL))))
        .put("/admin/views/" + view)
        .then()
        .statusCode(201);
  }

  private static void delete(String view) {
    given()
        .header("Authorization", "Bearer test-token")
        .delete("/admin/views/" + view)
        .then()
        .statusCode(204);
  }

  private static Subscriber row(String view) {
    return new Subscriber(
        Subscriber.webhookId(view, URL),
        Kind.WEBHOOK,
        FeedUrl.of(URL),
        view,
        null,
        Instant.parse("2026-03-03T12:00:00Z"),
        null,
        "AQ",
        DeliveryState.NONE);
  }

  private Optional<Subscriber> known(String view) {
    return registry.find(Subscriber.webhookId(view, URL));
  }

  @Test
  void areWrittenAndRemovedWithTheirView() {
    put("rows");

    assertThat(known("rows")).get().extracting(Subscriber::position).isNotEqualTo("AQ");

    delete("rows");

    assertThat(known("rows")).isEmpty();
  }

  @Test
  void areWrittenAndRemovedByAPass() {
    put("rows-missing");
    registry.remove(known("rows-missing").orElseThrow().id()).await().atMost(WAIT);
    registry.subscribe(row("rows-nowhere")).await().atMost(WAIT);

    webhooks.repair(Instant.now().plusSeconds(120));

    await().atMost(WAIT).until(() -> known("rows-missing").isPresent());
    await().atMost(WAIT).until(() -> known("rows-nowhere").isEmpty());
    assertThat(known("rows-missing").orElseThrow().position())
        .isEqualTo(timeline.position().toString());
    delete("rows-missing");
  }

  /** Another replica may be about to write it. */
  @Test
  void areNotWrittenByAPassWhileTheyAreNew() {
    put("rows-new");
    Subscriber row = known("rows-new").orElseThrow();
    registry.remove(row.id()).await().atMost(WAIT);

    webhooks.repair(Instant.now());

    registry.subscribe(row).await().atMost(WAIT);
    assertThat(known("rows-new")).contains(row);
    delete("rows-new");
  }

  @Test
  void stayAsTheyAreWhereNothingIsMissing() {
    put("rows-same");
    Subscriber before = known("rows-same").orElseThrow();

    webhooks.repair(Instant.now().plusSeconds(120));

    assertThat(known("rows-same")).contains(before);
    delete("rows-same");
  }
}
