package news.rendezvous.admin;

import java.util.List;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.Webhook;
import news.rendezvous.view.saved.Webhook.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A view as the admin API serves it.
 *
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
    boolean configured) {

  /**
   * A webhook.
   *
   * @param events types of the events that are sent
   * @param signed true if it has a secret, which is never shown
   */
  record WebhookState(String url, List<String> events, boolean signed) {

    static WebhookState of(Webhook webhook) {
      return new WebhookState(
          webhook.url().toString(),
          webhook.events().stream().map(EventType::label).toList(),
          webhook.secret() != null);
    }
  }

  static ViewState of(SavedView view) {
    return new ViewState(
        view.id(),
        view.title(),
        view.description(),
        view.q(),
        view.source(),
        view.tag(),
        view.lang(),
        view.webhooks().stream().map(WebhookState::of).toList(),
        view.configured());
  }
}
