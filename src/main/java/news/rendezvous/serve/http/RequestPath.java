package news.rendezvous.serve.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * Path of the current JAX-RS request as the service received it, without the prefix of a trusted
 * proxy ({@code X-Forwarded-Prefix}).
 */
public final class RequestPath {

  private RequestPath() {}

  public static String current() {
    return CurrentRequestManager.get().serverRequest().getRequestPath();
  }

  /** Base URL that the client used: scheme, host and prefix, with a slash at the end. */
  public static URI base(UriInfo uri) {
    URI host = uri.getBaseUri();
    return isNamed(host) && !isAbsolute() ? base(host, uri.getRequestUri(), current()) : host;
  }

  /** The same of a request outside JAX-RS. */
  public static URI base(HttpServerRequest request) {
    String absolute = Objects.requireNonNullElse(request.absoluteURI(), "");
    URI asked = URI.create(absolute.replaceFirst("\\?.*", "")); // the query may be no valid URI's
    URI host = asked.resolve("/");
    return isNamed(host) && request.uri().startsWith("/")
        ? base(host, asked, request.path())
        : host;
  }

  /** The query string as the client sent it; null for none. */
  public static @Nullable String query() {
    return request().query();
  }

  // RFC 9112 section 3.2.2: an absolute-form target has its own host and no prefix.
  private static boolean isAbsolute() {
    return !request().uri().startsWith("/");
  }

  private static HttpServerRequest request() {
    return CurrentRequestManager.get().serverRequest().unwrap(RoutingContext.class).request();
  }

  private static boolean isNamed(URI host) {
    return host.getRawAuthority() != null;
  }

  public static URI base(URI host, URI asked, String path) {
    String whole = asked.getRawPath() == null ? "" : asked.getRawPath();
    return whole.endsWith(path) && whole.length() > path.length()
        ? host.resolve(whole.substring(0, whole.length() - path.length()) + "/")
        : host;
  }
}
