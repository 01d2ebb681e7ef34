package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import news.rendezvous.serve.http.CrossOriginHeaders;
import news.rendezvous.serve.http.DateHeader;
import news.rendezvous.serve.http.DefaultSecurityHeaders;
import news.rendezvous.serve.http.Preconditions;
import news.rendezvous.serve.http.RequestFraming;
import news.rendezvous.serve.http.RouteOrder;
import news.rendezvous.serve.http.ServeConfig;
import org.jspecify.annotations.Nullable;

/**
 * Response cache (RFC 9111) on the first route: a poll then costs little more than a file. Requests
 * are validated and answered by the JAX-RS resource on a miss, hence an equal request is valid.
 * Feeds of single sources are not cached: their metadata may change without an item.
 */
@ApplicationScoped
public class FeedResponseCache {

  /** Characters of a key; longer requests are not cached. */
  private static final int LONGEST_KEY = 2_000;

  /** The path of all of them begins with it. */
  private static final String FEEDS = "/feed";

  private final Cache<RequestKey, FeedResponse> responses;
  private final DateHeader date;

  @Inject
  FeedResponseCache(DateHeader date, ServeConfig config) {
    this.date = date;
    this.responses =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher(
                (RequestKey key, FeedResponse response) -> 2 * key.length() + response.weight())
            .expireAfterAccess(FeedDocumentCache.EXPIRY)
            .build();
  }

  void route(@Observes Router router) {
    router.route().order(RouteOrder.RESPONSE_CACHE.order()).handler(this::answer);
  }

  /** Stores the response to a valid request. */
  public void put(HttpServerRequest request, FeedResponse response) {
    RequestKey key = RequestKey.of(request);
    if (key != null && key.length() <= LONGEST_KEY) {
      responses.put(key, response);
    }
  }

  private void answer(RoutingContext context) {
    FeedResponse response = cached(context.request());
    if (response == null || !send(response, context)) {
      context.next();
    }
  }

  private @Nullable FeedResponse cached(HttpServerRequest request) {
    if (!request.path().startsWith(FEEDS)
        || !HttpMethod.GET.equals(request.method())
        || !RequestFraming.isSimple(request)) {
      return null;
    }
    RequestKey key = RequestKey.of(request);
    return key == null ? null : responses.getIfPresent(key);
  }

  private boolean send(FeedResponse response, RoutingContext context) {
    Preconditions preconditions = Preconditions.of(context.request().headers()::getAll);
    FeedResponse.Cached cached = response.cached(preconditions);
    if (cached == null) {
      return false;
    }
    HttpServerResponse sent = context.response();
    cached.addTo(sent);
    CrossOriginHeaders.addTo(sent);
    DefaultSecurityHeaders.addTo(sent);
    date.addTo(sent);
    sent.end(cached.body());
    return true;
  }
}
