package news.rendezvous.ingest.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import okhttp3.HttpUrl;

/** Base URL of the callbacks: where hubs reach this service. */
@ApplicationScoped
class CallbackBase {

  static final String PATH = "push";

  private final Optional<HttpUrl> base;

  @Inject
  CallbackBase(PushConfig config, AddressGuard guard) {
    this.base =
        config
            .callbackUrl()
            .filter(url -> config.enabled())
            .map(HttpUrl::parse)
            .filter(url -> isReachable(url, guard));
  }

  // Over http a third party could read the secret of a subscription, or change its news.
  private static boolean isReachable(HttpUrl url, AddressGuard guard) {
    return url.isHttps() || guard.isInAllowedNetwork(url);
  }

  /** True if hubs can be subscribed to at all. */
  boolean isUsable() {
    return base.isPresent();
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
    return url.host().equals(own.host())
        && url.port() == own.port()
        && (url.encodedPath() + "/").startsWith(path);
  }
}
