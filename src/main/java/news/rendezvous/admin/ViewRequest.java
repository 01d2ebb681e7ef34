package news.rendezvous.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request that adds or replaces a view.
 *
 * @param title required
 * @param q query, as the parameter of the feeds
 * @param source ids of sources
 * @param tag tags
 * @param lang language ranges
 */
record ViewRequest(
    @Nullable String title,
    @Nullable String description,
    @Nullable String q,
    @Nullable List<@Nullable String> source,
    @Nullable List<@Nullable String> tag,
    @Nullable List<@Nullable String> lang,
    @Nullable List<@Nullable WebhookRequest> webhooks) {

  /** A valid body. */
  static final String EXAMPLE = "{\"title\":\"Harbour\",\"q\":\"harbour\"}";

  /**
   * A webhook.
   *
   * @param url required
   * @param secret a text, or null to remove the stored one; absent keeps that of the same URL
   * @param events types of events; all if absent
   */
  record WebhookRequest(
      @Nullable String url, @Nullable JsonNode secret, @Nullable List<@Nullable String> events) {

    /** Without the secret, which must not get into a log. */
    @Override
    public String toString() {
      return "WebhookRequest";
    }
  }
}
