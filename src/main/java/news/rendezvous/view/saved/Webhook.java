package news.rendezvous.view.saved;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.StoredSecret;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of a view: events of its items are sent there.
 *
 * @param url absolute http or https URL
 * @param secret key of the signatures, see {@link WebhookConstraints#secret}; null for none
 * @param events types of the events that are sent, in their order; all where none is given
 */
public record Webhook(FeedUrl url, @Nullable StoredSecret secret, List<EventType> events) {

  /** Type of an event, the last word of {@code ce_type}. The names are part of stored records. */
  public enum EventType {
    PUBLISHED,
    UPDATED,
    DUPLICATED,
    WITHDRAWN;

    /** The word in {@code ce_type}, in requests and responses. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the URL and completes the events. */
  public Webhook {
    Objects.requireNonNull(url, "url is missing");
    if (url.parsed().isEmpty()) {
      throw new IllegalArgumentException("the URL of a webhook must be an http or https URL");
    }
    Set<EventType> chosen = Set.copyOf(events);
    events =
        Stream.of(EventType.values())
            .filter(type -> chosen.isEmpty() || chosen.contains(type))
            .toList();
  }

  /** The owner of the secret of a webhook of a view, for the {@link CredentialVault}. */
  public static String owner(String viewId) {
    return "views/" + viewId; // not the id of a source, which has no slash
  }
}
