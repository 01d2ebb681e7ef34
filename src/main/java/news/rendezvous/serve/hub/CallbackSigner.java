package news.rendezvous.serve.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.item.text.Hmac;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.webhook.StandardWebhook;
import news.rendezvous.serve.hub.webhook.Webhooks;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.saved.Webhook;
import org.jspecify.annotations.Nullable;

/** Adds to a notification what is the subscriber's own: the signature with its secret. */
@ApplicationScoped
class CallbackSigner {

  private final CredentialVault vault;
  private final Function<Subscriber, Optional<Webhook>> webhooks;
  private final InstantSource clock;

  @Inject
  CallbackSigner(CredentialVault vault, Webhooks webhooks, InstantSource clock) {
    this(vault, webhooks::find, clock);
  }

  CallbackSigner(
      CredentialVault vault,
      Function<Subscriber, Optional<Webhook>> webhooks,
      InstantSource clock) {
    this.vault = vault;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /** Headers of one attempt, or the reason why there are none. */
  sealed interface Signed {

    /** Headers beside those of the notification. */
    record Headers(Map<String, String> values) implements Signed {}

    /** The secret cannot be decrypted, or the webhook is gone: nothing may be sent unsigned. */
    record Impossible(String reason) implements Signed {}
  }

  Signed sign(Subscriber subscriber, Notification notification) {
    return switch (subscriber.kind()) {
      case WEBSUB -> webSub(subscriber, notification);
      case WEBHOOK ->
          webhooks
              .apply(subscriber)
              .map(webhook -> webhook(webhook, subscriber, notification))
              .orElseGet(() -> new Signed.Impossible("the view no longer has this webhook"));
    };
  }

  // WebSub section 7.1.
  private Signed webSub(Subscriber subscriber, Notification notification) {
    return signed(
        subscriber.secret(),
        subscriber.id(),
        subscriber,
        secret ->
            secret == null
                ? Map.of()
                : Map.of(
                    "X-Hub-Signature",
                    "sha256="
                        + Hmac.SHA256.hex(
                            secret.getBytes(StandardCharsets.UTF_8), notification.body())));
  }

  private Signed webhook(Webhook webhook, Subscriber subscriber, Notification notification) {
    return signed(
        webhook.secret(),
        Webhook.owner(subscriber.topic()),
        subscriber,
        secret -> StandardWebhook.headers(secret, notification, clock.instant()));
  }

  private Signed signed(
      @Nullable StoredSecret secret,
      String owner,
      Subscriber subscriber,
      Function<@Nullable String, Map<String, String>> headers) {
    if (secret == null) {
      return new Signed.Headers(headers.apply(null));
    }
    CredentialVault.Opened opened = vault.open(secret, owner, subscriber.callback());
    return opened instanceof CredentialVault.Opened.Unreadable unreadable
        ? new Signed.Impossible(unreadable.reason())
        : new Signed.Headers(headers.apply(((CredentialVault.Opened.Value) opened).text()));
  }
}
