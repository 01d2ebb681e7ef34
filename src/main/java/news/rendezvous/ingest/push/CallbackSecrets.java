package news.rendezvous.ingest.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.CredentialVault.Opened;

/**
 * Capability URLs and shared secrets of subscriptions: makes both at random (W3C WebSub section
 * 5.1: neither may be guessed or reused), and opens the stored secret, which is sealed for its
 * source and hub.
 */
@ApplicationScoped
public class CallbackSecrets {

  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  private final CredentialVault vault;
  private final SecureRandom random = new SecureRandom();

  @Inject
  CallbackSecrets(CredentialVault vault) {
    this.vault = vault;
  }

  /** Another callback and secret, for an attempt at a hub. */
  Credentials create(String source, String hub) {
    return new Credentials(
        random(ID_BYTES), vault.seal(random(SECRET_BYTES), owner(source), FeedUrl.of(hub)));
  }

  private String random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The secret of a subscription. */
  public Opened open(String source, PushSubscription subscription) {
    return vault.open(subscription.secret(), owner(source), FeedUrl.of(subscription.hubUrl()));
  }

  // No id of a source has a slash.
  private static String owner(String source) {
    return CallbackBase.PATH + "/" + source;
  }
}
