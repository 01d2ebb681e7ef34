package news.rendezvous.ingest.push;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;

/** Base URL of the callbacks: where hubs reach this service. */
@ApplicationScoped
public class CallbackBase {

  /** First segment of the path of callbacks. */
  public static final String PATH = "push";

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  private final Optional<HttpUrl> base;
  private final boolean unreachable;
  private final boolean enabled;

  @Inject
  CallbackBase(PushConfig config, AddressGuard guard) {
    Optional<HttpUrl> given =
        config.callbackUrl().filter(url -> config.enabled()).map(HttpUrl::parse);
    this.base = given.filter(url -> isReachable(url, guard));
    this.enabled = config.enabled();
    this.unreachable = given.isPresent() && base.isEmpty();
  }

  void start(@Observes StartupEvent event) {
    if (unreachable) {
      LOG.warn(
          "No hub is subscribed to: rendezvous.push.callback-url, else rendezvous.public-url, is"
              + " neither https nor in rendezvous.fetch.allowed-networks. rendezvous.push.enabled=false"
              + " switches news by push off");
    }
  }

  // Over http a third party could read the secret of a subscription, or change its news.
  private static boolean isReachable(HttpUrl url, AddressGuard guard) {
    return url.isHttps() || guard.isInAllowedNetwork(url);
  }

  /** True if hubs can be subscribed to at all. */
  public boolean isUsable() {
    return base.isPresent();
  }

  /**
   * True where hubs are to be subscribed to, and cannot be for want of a base: by a mistake, which
   * must not end the subscriptions that there are.
   */
  public boolean isMissing() {
    return enabled && base.isEmpty();
  }

  /** The URL of a callback. */
  String callback(String id) {
    return base.orElseThrow()
        .newBuilder()
        .addPathSegment(PATH)
        .addPathSegment(id)
        .build()
        .toString();
  }

  /** True for a URL of this service: a subscription to itself would be a loop. */
  boolean isOwn(String url) {
    HttpUrl other = HttpUrl.parse(url);
    return other != null && base.filter(own -> isWithin(other, own)).isPresent();
  }

  private static boolean isWithin(HttpUrl url, HttpUrl own) {
    String path = own.encodedPath().endsWith("/") ? own.encodedPath() : own.encodedPath() + "/";
    return HostKey.of(url).equals(HostKey.of(own)) && (url.encodedPath() + "/").startsWith(path);
  }
}
