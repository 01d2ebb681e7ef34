package news.rendezvous.serve.hub.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import news.rendezvous.ingest.fetch.guard.UrlHost;
import news.rendezvous.item.text.Sha256;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.StreamPosition;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A callback that gets news: a WebSub subscriber of a feed, or a webhook of a view. The value of a
 * record in the subscriptions topic.
 *
 * @param id see {@link #webSubId} and {@link #webhookId}
 * @param topic URL of the feed as the subscriber named it; of a webhook the id of its view
 * @param secret key of the signatures; null where there is none, and for webhooks, whose view has
 *     it
 * @param leaseEnd end of the lease (WebSub section 5.1); null for webhooks
 * @param position text of the {@link StreamPosition} after what was delivered
 */
public record Subscriber(
    String id,
    Kind kind,
    FeedUrl callback,
    String topic,
    @Nullable StoredSecret secret,
    Instant since,
    @Nullable Instant leaseEnd,
    String position,
    DeliveryState state) {

  /** Checks that nothing is missing, and the forms of callback and position. */
  public Subscriber {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(kind, "kind is missing");
    Objects.requireNonNull(callback, "callback is missing");
    Objects.requireNonNull(topic, "topic is missing");
    Objects.requireNonNull(since, "since is missing");
    Objects.requireNonNull(position, "position is missing");
    Objects.requireNonNull(state, "state is missing");
    if (callback.parsed().isEmpty()) {
      throw new IllegalArgumentException("a callback must be an http or https URL");
    }
    if (StreamPosition.parse(position).isEmpty()) {
      throw new IllegalArgumentException("no position in the items topic: " + position);
    }
  }

  /** Kind of a subscriber. The names are part of stored records. */
  public enum Kind {
    WEBSUB,
    WEBHOOK
  }

  /**
   * Outcome of the deliveries so far.
   *
   * @param delivered events, since the subscriber is known
   * @param setAside events that were given up
   * @param failures since the last delivery
   * @param failingSince time of the first of them; null while there is none
   * @param nextTry null while none is waited for
   * @param lastError reason of the last failure, for an operator; null while there is none
   */
  public record DeliveryState(
      long delivered,
      long setAside,
      int failures,
      @Nullable Instant failingSince,
      @Nullable Instant nextTry,
      @Nullable String lastError) {

    public static final DeliveryState NONE = new DeliveryState(0, 0, 0, null, null, null);
  }

  /** The same subscriber after a delivery, or an attempt of one. */
  Subscriber at(String reached, DeliveryState now) {
    return new Subscriber(id, kind, callback, topic, secret, since, leaseEnd, reached, now);
  }

  /**
   * The host of a callback, the same for all spellings of an address: {@code 2130706433} is {@code
   * 127.0.0.1}.
   */
  public static String host(FeedUrl callback) {
    String host = callback.parsed().map(HttpUrl::host).orElse(callback.toString());
    return UrlHost.of(host) instanceof UrlHost.Address literal
        ? literal.address().getHostAddress()
        : host;
  }

  /** The id of a WebSub subscription: there is one for each pair of topic and callback. */
  public static String webSubId(String topic, String callback) {
    return "hub/" + digest(topic + '\n' + callback);
  }

  /** The id of the webhook of a view with this callback. */
  public static String webhookId(String view, String callback) {
    return "webhook/" + view + "/" + digest(callback);
  }

  private static String digest(String text) {
    byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
