package news.rendezvous.serve.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * CORS (Fetch Standard, section 3.3): scripts of any origin may read everything but {@code /admin}.
 * Responses do not depend on the origin, so they need no {@code Vary: Origin}.
 */
@ApplicationScoped
public class CrossOriginHeaders {

  private static final String ADMINISTRATION = "/admin";
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "Content-Location, Date, ETag, IM, Last-Modified, Link, Location, Retry-After");
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String HEADERS =
      "A-IM, Accept, Accept-Encoding, Cache-Control, If-Match, If-Modified-Since, If-None-Match,"
          + " If-Unmodified-Since, Last-Event-ID, Pragma";
  private static final String A_DAY = "86400";

  void route(@Observes Router router) {
    router
        .route()
        .order(RouteOrder.CROSS_ORIGIN.order())
        .handler(CrossOriginHeaders::allow)
        .failureHandler(CrossOriginHeaders::allow);
  }

  private static void allow(RoutingContext context) {
    if (isAdministration(context.request().path())) {
      context.next();
      return;
    }
    context.addHeadersEndHandler(sent -> addTo(context.response()));
    if (isPreflight(context.request())) {
      answerPreflight(context.response());
    } else {
      context.next();
    }
  }

  private static boolean isAdministration(String path) {
    return path.equals(ADMINISTRATION) || path.startsWith(ADMINISTRATION + "/");
  }

  /** Allows scripts of any origin to read a response. */
  public static void addTo(HttpServerResponse response) {
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
}
