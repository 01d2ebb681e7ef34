package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.List;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.CommonHeaders;
import news.rendezvous.serve.http.DefaultSecurityHeaders;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.http.Preconditions;
import news.rendezvous.serve.http.RequestValidation;
import news.rendezvous.serve.http.RouteOrder;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.backpressure.ResponseWriter;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.saved.ViewRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Response cache (RFC 9111) on the first route: a poll then costs little more than a file. Requests
 * are validated and answered by the JAX-RS resource on a miss, hence an equal request is valid.
 * Feeds of single sources are not cached: their metadata may change without an item. Those of views
 * have a version too.
 */
@ApplicationScoped
public class FeedResponseCache {

  /** Characters of a key; longer requests are not cached. */
  private static final int LONGEST_KEY = 2_000;

  private static final String FEEDS = "/feed";
  private static final String VIEWS = "/views/";

  /** Entries that are not used expire: they refer to items that may have left the view. */
  private static final Duration EXPIRY = Duration.ofMinutes(5);

  private final Timeline timeline;
  private final ViewRegistry views;
  private final FeedFormats formats;
  private final CommonHeaders headers;
  private final ResponseWriter writer;
  private final Cache<RequestKey, FeedResponse> responses;

  @Inject
  FeedResponseCache(
      Timeline timeline,
      ViewRegistry views,
      FeedFormats formats,
      CommonHeaders headers,
      ResponseWriter writer,
      ServeConfig config) {
    this.timeline = timeline;
    this.views = views;
    this.formats = formats;
    this.headers = headers;
    this.writer = writer;
    this.responses =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher(
                (RequestKey key, FeedResponse response) -> 2 * key.length() + response.weight())
            .expireAfterAccess(EXPIRY)
            .build();
  }

  /** Cache key of a request (RFC 9111 section 2): target URI and the headers in {@code Vary}. */
  private record RequestKey(
      String scheme, String host, int port, String target, String accept, String acceptEncoding) {

    /** The key of a request; null for one without a host, or whose target has another one. */
    static @Nullable RequestKey of(HttpServerRequest request) {
      // Vert.x keeps the first authority that it parses, and the host of an absolute-form target
      // (RFC 9112 section 3.2.2) replaces Host only in request validation.
      HostAndPort authority = request.uri().startsWith("/") ? request.authority() : null;
      return authority == null
          ? null
          : new RequestKey(
              request.scheme(),
              authority.host(),
              authority.port(),
              request.uri(),
              all(request, HttpHeaders.ACCEPT),
              all(request, HttpHeaders.ACCEPT_ENCODING));
    }

    private static String all(HttpServerRequest request, CharSequence name) {
      List<String> lines = request.headers().getAll(name);
      return lines.size() == 1 ? lines.get(0) : String.join(",", lines);
    }

    int length() {
      return host.length() + target.length() + accept.length() + acceptEncoding.length();
    }
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
    if (!isFeed(request.path())
        || !HttpMethod.GET.equals(request.method())
        || !RequestValidation.isSimple(request)
        || PageNegotiation.prefersPage(request.headers()::getAll, formats.accepts())) {
      return null;
    }
    RequestKey key = RequestKey.of(request);
    FeedResponse known = key == null ? null : responses.getIfPresent(key);
    return known != null && known.version() == version() ? known : null;
  }

  private static boolean isFeed(String path) {
    return path.startsWith(FEEDS) || path.startsWith(VIEWS);
  }

  // Both only grow, so that the sum is another one after any change.
  private long version() {
    return timeline.version() + views.version();
  }

  private boolean send(FeedResponse response, RoutingContext context) {
    MultiMap asked = context.request().headers();
    FeedResponse.Cached cached = response.cached(Preconditions.of(asked::getAll));
    if (cached == null || cached.status() == 200 && asked.contains("A-IM")) {
      return false; // the resource makes deltas
    }
    HttpServerResponse sent = context.response();
    cached.addTo(sent);
    headers.addTo(sent);
    DefaultSecurityHeaders.addTo(sent);
    if (cached.status() != 200) {
      sent.end();
      return true;
    }
    return end(context.request(), cached.body());
  }

  // Without memory for it, a request waits as others do.
  private boolean end(HttpServerRequest request, Buffer body) {
    try {
      writer.end(request, body);
      return true;
    } catch (ServiceUnavailableException e) {
      request.response().setStatusCode(200).headers().clear();
      return false;
    }
  }
}
