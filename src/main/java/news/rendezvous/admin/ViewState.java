package news.rendezvous.admin;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.Webhook;
import news.rendezvous.view.saved.Webhook.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A view as the admin API serves it.
 *
 * @param subscribers subscriptions at the hub to its feeds
 * @param configured true for a view of the configuration
 */
record ViewState(
    String id,
    String title,
    @Nullable String description,
    @Nullable String q,
    List<String> source,
    List<String> tag,
    List<String> lang,
    List<WebhookState> webhooks,
    int subscribers,
    boolean configured) {

  /**
   * A webhook, with the state of its deliveries.
   *
   * @param events types of the events that are sent
   * @param signed true if it has a secret, which is never shown
   * @param delivered events
   * @param setAside events that were given up
   * @param failures since the last delivery
   * @param failingSince time of the first of them; null while there is none
   * @param nextTry null while none is waited for
   * @param lastError reason of the last failure; null while there is none
   */
  record WebhookState(
      String url,
      List<String> events,
      boolean signed,
      long delivered,
      long setAside,
      int failures,
      @Nullable Instant failingSince,
      @Nullable Instant nextTry,
      @Nullable String lastError) {

    static WebhookState of(Webhook webhook, DeliveryState state) {
      return new WebhookState(
          webhook.url().toString(),
          webhook.events().stream().map(EventType::label).toList(),
          webhook.secret() != null,
          state.delivered(),
          state.setAside(),
          state.failures(),
          state.failingSince(),
          state.nextTry(),
          state.lastError());
    }
  }

  /**
   * The state of a view.
   *
   * @param deliveries state of the deliveries to a webhook
   */
  static ViewState of(
      SavedView view, int subscribers, Function<Webhook, DeliveryState> deliveries) {
    return new ViewState(
        view.id(),
        view.title(),
        view.description(),
        view.q(),
        view.source(),
        view.tag(),
        view.lang(),
        view.webhooks().stream()
            .map(webhook -> WebhookState.of(webhook, deliveries.apply(webhook)))
            .toList(),
        subscribers,
        view.configured());
  }
}
