package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Answers what was asked in the same words before and has not changed since, at once and on the
 * connection's own thread: a subscriber's poll then costs about what a file costs. All else goes on
 * to {@link FeedResource}. Not for the feeds of sources: what they say of themselves may change
 * without an item.
 */
@ApplicationScoped
class ReadyFeeds {

  /** Characters of a request that is remembered; whoever asks for more asks for something else. */
  private static final int LONGEST = 2_000;

  private final Cache<Asked, Answer> answers;

  private final ReadyHeads heads;

  @Inject
  ReadyFeeds(ReadyHeads heads, ServeConfig config) {
    this.heads = heads;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher((Asked asked, Answer answer) -> 2 * asked.length() + answer.weight())
            .expireAfterAccess(Documents.KEPT)
            .build();
  }

  /** All of a request that an answer depends on, but for what the client already has. */
  private record Asked(String scheme, String host, String uri, String accept, String encoding) {

    static Asked of(HttpServerRequest request) {
      return new Asked(
          request.scheme(),
          String.valueOf(request.authority()),
          request.uri(),
          all(request, HttpHeaders.ACCEPT),
          all(request, HttpHeaders.ACCEPT_ENCODING));
    }

    int length() {
      return host.length() + uri.length() + accept.length() + encoding.length();
    }

    private static String all(HttpServerRequest request, String name) {
      return String.join(",", request.headers().getAll(name));
    }
  }

  void route(@Observes Router router) {
    router.getWithRegex("/feed(\\.[a-z]+)?").handler(this::answer);
  }

  /** Remembers the answer to a request. */
  void keep(HttpServerRequest request, Answer answer) {
    Asked asked = Asked.of(request);
    if (asked.length() <= LONGEST) {
      answers.put(asked, answer);
    }
  }

  private void answer(RoutingContext context) {
    Answer ready = answers.getIfPresent(Asked.of(context.request()));
    byte[] body = ready == null ? null : ready.rendition().ready();
    Preconditions client = Preconditions.of(context.request().headers()::getAll);
    if (ready == null || body == null || ready.isNotFor(client)) {
      context.next();
      return;
    }
    boolean known = ready.isKnownTo(client);
    Buffer sent = known ? Buffer.buffer() : Buffer.buffer(body);
    heads.answer(
        context.request(),
        ready.rendition(),
        sent.length(),
        () -> send(context.response(), ready, known, sent));
  }

  private static void send(HttpServerResponse response, Answer answer, boolean known, Buffer body) {
    response.setStatusCode(known ? 304 : 200);
    answer.describe(known, response::putHeader);
    response.end(body);
  }
}
