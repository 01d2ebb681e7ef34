package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.Preconditions;
import news.rendezvous.serve.http.RouteOrder;
import news.rendezvous.serve.http.ServeConfig;

/**
 * Response cache keyed by the target URI and the headers in {@code Vary} (RFC 9111 section 2), on
 * the first route behind the checks of every request: a poll then costs little more than a file. On
 * a miss the JAX-RS resource answers. Feeds of single sources are not cached: their metadata may
 * change without an item.
 */
@ApplicationScoped
public class FeedResponseCache {

  /** Characters of a key; longer requests are not cached. */
  private static final int LONGEST_KEY = 2_000;

  private final Cache<RequestKey, FeedResponse> responses;
  private final FeedFormats formats;

  @Inject
  FeedResponseCache(FeedFormats formats, ServeConfig config) {
    this.formats = formats;
    this.responses =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher(
                (RequestKey key, FeedResponse response) -> 2 * key.length() + response.weight())
            .expireAfterAccess(FeedDocumentCache.EXPIRY)
            .build();
  }

  private record RequestKey(
      String scheme, String authority, String target, String accept, String acceptEncoding) {

    static RequestKey of(HttpServerRequest request) {
      return new RequestKey(
          request.scheme(),
          String.valueOf(request.authority()),
          request.uri(),
          all(request, HttpHeaders.ACCEPT),
          all(request, HttpHeaders.ACCEPT_ENCODING));
    }

    int length() {
      return authority.length() + target.length() + accept.length() + acceptEncoding.length();
    }

    private static String all(HttpServerRequest request, CharSequence name) {
      return String.join(",", request.headers().getAll(name));
    }
  }

  void route(@Observes Router router) {
    router.get("/feed").order(RouteOrder.RESPONSE_CACHE.order()).handler(this::answer);
    formats
        .all()
        .forEach(
            format ->
                router
                    .get("/feed." + format.extension())
                    .order(RouteOrder.RESPONSE_CACHE.order())
                    .handler(this::answer));
  }

  public void put(HttpServerRequest request, FeedResponse response) {
    RequestKey key = RequestKey.of(request);
    if (key.length() <= LONGEST_KEY) {
      responses.put(key, response);
    }
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    FeedResponse response =
        hasBody(request) ? null : responses.getIfPresent(RequestKey.of(request));
    Preconditions preconditions = Preconditions.of(request.headers()::getAll);
    if (response == null || !response.sendCached(context.response(), preconditions)) {
      context.next();
    }
  }

  // Reading a request body to its end is left to the resource.
  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }
}
