package news.rendezvous.serve.hub.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.NotificationFormat;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import news.rendezvous.view.saved.Webhook;
import news.rendezvous.view.saved.Webhook.EventType;
import org.jspecify.annotations.Nullable;

/** Events of the items of a view, one a request. */
@ApplicationScoped
class WebhookNotifications implements NotificationFormat {

  private final ViewRegistry views;
  private final Webhooks webhooks;
  private final @Nullable String schema;

  @Inject
  WebhookNotifications(ViewRegistry views, Webhooks webhooks, PublicUrl publicUrl) {
    this.views = views;
    this.webhooks = webhooks;
    this.schema = schema(publicUrl.base(URI.create("")));
  }

  // CloudEvents requires an absolute URI.
  private static @Nullable String schema(String base) {
    return base.isEmpty() ? null : base + "/schemas/news-item.json";
  }

  @Override
  public Subscriber.Kind kind() {
    return Subscriber.Kind.WEBHOOK;
  }

  @Override
  public Optional<Content> content(Subscriber subscriber) {
    return views
        .find(subscriber.topic())
        .flatMap(view -> webhooks.find(subscriber).map(webhook -> content(view, webhook, schema)));
  }

  static Content content(SavedView view, Webhook webhook, @Nullable String schema) {
    return new ViewEvents(
        webhook.events().stream().map(EventType::label).toList(),
        view.selection().matcher(),
        schema);
  }

  /**
   * The events of a webhook.
   *
   * @param types words of their {@code ce_type}
   * @param schema URL of the JSON Schema of an item; null where it is not known
   */
  private record ViewEvents(
      List<String> types, Predicate<ViewItem> matcher, @Nullable String schema) implements Content {

    // The view of a withdrawn item is not known any more: everyone who may have it must hear of it,
    // as streams do.
    @Override
    public boolean concerns(HubEvent event) {
      ViewItem item = event.item();
      return types.contains(event.type())
          && (item == null || (matcher.test(item) && isReadable(item)));
    }

    // The view sets records aside that cannot be decoded.
    private static boolean isReadable(ViewItem item) {
      try {
        item.item();
        return true;
      } catch (UncheckedIOException e) {
        return false;
      }
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public Optional<Notification> notification(List<HubEvent> events) {
      HubEvent event = events.get(0);
      CloudEventJson attributes = CloudEventJson.of(event, schema);
      return Optional.of(
          new Notification(
              Map.of(
                  "Content-Type", CloudEventJson.MEDIA_TYPE, StandardWebhook.ID, attributes.id()),
              CloudEventJson.encode(attributes, event)));
    }
  }
}
