package news.rendezvous.serve.hub;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.item.url.FeedUrl;
import okhttp3.HttpUrl;

/**
 * Notifies a subscriber that its subscription is denied, at first or later ({@code
 * hub.mode=denied}, WebSub section 5.2). Once: the answer makes no difference.
 */
@ApplicationScoped
class DenialNotice {

  private final Transport transport;
  private final SubscriptionConfig config;

  @Inject
  DenialNotice(Transport transport, SubscriptionConfig config) {
    this.transport = transport;
    this.config = config;
  }

  Uni<Void> send(FeedUrl callback, String topic, String reason) {
    return callback
        .parsed()
        .map(url -> send(url, topic, reason))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> send(HttpUrl callback, String topic, String reason) {
    HttpUrl url =
        callback
            .newBuilder()
            .addQueryParameter("hub.mode", "denied")
            .addQueryParameter("hub.topic", topic)
            .addQueryParameter("hub.reason", reason)
            .build();
    return transport
        .exchange(
            new HttpRequest(url, Map.of(), head -> BodyPlan.skip()),
            config.callbackTimeout(),
            config.callbackTimeout())
        .replaceWithVoid();
  }
}
