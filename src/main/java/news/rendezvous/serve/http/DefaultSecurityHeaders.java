package news.rendezvous.serve.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Security headers of every response, as far as it has none of its own: no MIME sniffing (Fetch
 * Standard, section 3.6), no referrer, and nothing that a document could load or frame (CSP Level
 * 3). Pages have policies of their own.
 */
@ApplicationScoped
public class DefaultSecurityHeaders {

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence CONTENT_SECURITY_POLICY =
      HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final String HTML = "text/html";

  void route(@Observes Router router) {
    router
        .route()
        .order(RouteOrder.SECURITY_HEADERS.order())
        .handler(DefaultSecurityHeaders::protect)
        .failureHandler(DefaultSecurityHeaders::protect);
  }

  private static void protect(RoutingContext context) {
    context.addHeadersEndHandler(sent -> addTo(context.response()));
    context.next();
  }

  /** Sets the headers; before they are sent, and after those of the document. */
  public static void addTo(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF).set(REFERRER_POLICY, NO_REFERRER);
    if (!headers.contains(CONTENT_SECURITY_POLICY) && !isHtml(headers)) {
      headers.set(CONTENT_SECURITY_POLICY, NOTHING);
    }
  }

  // HTML without a policy is not ours: Swagger UI and the Dev UI of Quarkus in dev mode.
  private static boolean isHtml(MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith(HTML);
  }
}
