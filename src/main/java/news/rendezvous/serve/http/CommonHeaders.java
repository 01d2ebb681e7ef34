package news.rendezvous.serve.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import news.rendezvous.item.text.HttpDate;

/**
 * Headers of every response: {@code Date}, CORS, and the length for HEAD.
 *
 * <p>RFC 9110 section 6.6.1 requires {@code Date} of a server with a clock, and Vert.x (4.5) leaves
 * it out. Only a malformed request line or header is answered without it: Vert.x does so before any
 * route. CORS (Fetch Standard, section 3.3) lets scripts of any origin read everything but {@code
 * /admin} and the hub, which changes what others get. Responses do not depend on the origin, so
 * they need no {@code Vary: Origin}.
 */
@ApplicationScoped
public class CommonHeaders {

  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");

  private static final List<String> CLOSED = List.of("/admin", "/push");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "Content-Location, Date, Delta-Base, ETag, IM, Last-Modified, Link, Location, Retry-After");
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String HEADERS =
      "A-IM, Accept, Accept-Encoding, Cache-Control, If-Match, If-Modified-Since, If-None-Match,"
          + " If-Unmodified-Since, Last-Event-ID, Pragma";
  private static final String A_DAY = "86400";

  private final InstantSource clock;
  private volatile Formatted latest = Formatted.of(0);

  @Inject
  CommonHeaders(InstantSource clock) {
    this.clock = clock;
  }

  /** One second in the form of the header, encoded once. */
  private record Formatted(long second, CharSequence text) {

    static Formatted of(long second) {
      String text = HttpDate.format(Instant.ofEpochSecond(second));
      return new Formatted(second, HttpHeaders.createOptimized(text));
    }
  }

  // A request that Vert.x fails reaches the failure handlers only.
  void route(@Observes Router router) {
    router
        .route()
        .order(RouteOrder.HEADERS.order())
        .handler(this::handle)
        .failureHandler(this::handle);
  }

  private void handle(RoutingContext context) {
    boolean open = isOpen(context.request().path());
    context.addHeadersEndHandler(
        sent -> {
          if (open) {
            allowAnyOrigin(context.response());
          }
          date(context.response());
          describeBody(context.request());
        });
    if (open && isPreflight(context.request())) {
      answerPreflight(context.response());
    } else {
      context.next();
    }
  }

  // RFC 9110 section 8.6. Vert.x (4.5) leaves the length out for HEAD, also where it has the body.
  private static void describeBody(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (HttpMethod.HEAD.equals(request.method())
        && response.ended()
        && response.bytesWritten() > 0
        && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.headers().set(HttpHeaders.CONTENT_LENGTH, Long.toString(response.bytesWritten()));
    }
  }

  /** Sets the headers of a response that scripts of any origin may read. */
  public void addTo(HttpServerResponse response) {
    allowAnyOrigin(response);
    date(response);
  }

  private static boolean isOpen(String path) {
    return CLOSED.stream().noneMatch(name -> path.equals(name) || path.startsWith(name + "/"));
  }

  private static void allowAnyOrigin(HttpServerResponse response) {
    response
        .headers()
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
        .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
  }

  private static boolean isPreflight(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method())
        && request.headers().contains(HttpHeaders.ORIGIN)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static void answerPreflight(HttpServerResponse response) {
    response
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY)
        .end();
  }

  // Taken when the headers are sent: section 8.8.2.1 allows no Last-Modified after Date.
  private void date(HttpServerResponse response) {
    long second = Math.floorDiv(clock.millis(), 1_000);
    Formatted now = latest;
    if (now.second() != second) {
      now = Formatted.of(second);
      latest = now;
    }
    response.headers().set(DATE, now.text());
  }
}
