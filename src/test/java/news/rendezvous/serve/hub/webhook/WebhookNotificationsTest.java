package news.rendezvous.serve.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat.Content;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.Webhook;
import news.rendezvous.view.saved.Webhook.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of a view as CloudEvents. */
class WebhookNotificationsTest {

  private static final Instant NOON = SampleItems.NOON;

  private static Content content(String source, EventType... events) {
    SavedView view =
        new SavedView(
            "harbour",
            "Harbour",
            null,
            null,
            List.of(source),
            List.of(),
            List.of(),
            List.of(),
            false);
    return WebhookNotifications.content(
        view,
        new Webhook(FeedUrl.of("https://chat.example/hook"), null, List.of(events)),
        "https://news.example/schemas/news-item.json");
  }

  private static HubEvent event(String type, NewsItem item) {
    return new HubEvent(0, 7, type, NOON, item.id(), SampleItems.held(item));
  }

  private static HubEvent withdrawal() {
    ItemId id = SampleItems.rich().id();
    return new HubEvent(
        3, 7, "withdrawn", NOON, id, null, new HubEvent.Withdrawal(id + ";3", "/sources/harbour"));
  }

  @Test
  void haveTheAttributesAndTheBytesOfTheRecord() {
    HubEvent event = event("updated", SampleItems.rich());

    Notification notification = content("harbour").notification(List.of(event)).orElseThrow();

    String id = event.id() + ";2";
    assertThat(notification.headers())
        .isEqualTo(Map.of("Content-Type", "application/cloudevents+json", "webhook-id", id));
    assertThat(new String(notification.body()))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/sources/harbour\",\"type\":\"news.rendezvous.item.updated\",\"time\":\"2026-03-03T12:00:00Z\",\"datacontenttype\":\"application/json\",\"dataschema\":\"https://news.example/schemas/news-item.json\",\"data\":%s}"
                .formatted(id, new String(event.item().json())));
  }

  @Test
  void nameAWithdrawnItem() throws IOException {
    Notification notification =
        content("harbour").notification(List.of(withdrawal())).orElseThrow();

    JsonNode event = Json.mapper().readTree(notification.body());
    String id = SampleItems.rich().id().toString();
    assertThat(event.at("/type").asText()).isEqualTo("news.rendezvous.item.withdrawn");
    assertThat(event.at("/id").asText()).isEqualTo(id + ";3");
    assertThat(event.at("/source").asText()).isEqualTo("/sources/harbour");
    assertThat(event.has("dataschema")).isFalse();
    assertThat(event.at("/data").toString()).isEqualTo("{\"id\":\"%s\"}".formatted(id));
  }

  @ParameterizedTest
  @CsvSource({
    "harbour,                    , published, true",
    "harbour,                    , withdrawn, true",
    "harbour, PUBLISHED          , published, true",
    "harbour, PUBLISHED          , updated  , false",
    "harbour, PUBLISHED          , withdrawn, false",
    "canal  ,                    , published, false",
    "canal  , WITHDRAWN          , withdrawn, true",
    "harbour,                    , renamed  , false",
  })
  void areThoseOfTheViewThatTheWebhookAskedFor(
      String source, EventType only, String type, boolean concerned) {
    Content content = only == null ? content(source) : content(source, only);
    HubEvent event = type.equals("withdrawn") ? withdrawal() : event(type, SampleItems.rich());

    assertThat(content.concerns(event)).isEqualTo(concerned);
  }

  @Test
  void areOneARequest() {
    assertThat(content("harbour").most()).isEqualTo(1);
  }

  @Test
  void areNoneOfAnItemThatCannotBeDecoded() {
    ViewItem broken = SampleItems.held(SampleItems.rich());
    byte[] json =
        new String(broken.json())
            .replace("\"The night ferry <returns>\"", "[\"a list\"]")
            .getBytes();
    HubEvent event = new HubEvent(0, 7, "published", NOON, broken.id(), Timelines.held(json, NOON));

    assertThat(content("harbour").concerns(event)).isFalse();
  }
}
