package news.rendezvous.serve;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * The path of the request that is being answered, as it reached the service. A proxy that is
 * believed may have told a prefix ({@code X-Forwarded-Prefix}), below which clients know it.
 */
public final class RequestPath {

  private RequestPath() {}

  /** The path, raw, without the prefix. */
  public static String current() {
    return CurrentRequestManager.get().serverRequest().getRequestPath();
  }

  /** Scheme, host and prefix by which the client knows the service, with a slash at the end. */
  static URI base(UriInfo uri) {
    URI host = uri.getBaseUri();
    return isNamed(host) && !isAbsolute() ? base(host, uri.getRequestUri(), current()) : host;
  }

  /** The query as the client wrote it; null for none. */
  static @Nullable String query() {
    return request().query();
  }

  // RFC 9112 section 3.2.2: a target in absolute form names the host itself, and has no prefix.
  private static boolean isAbsolute() {
    return !request().uri().startsWith("/");
  }

  private static HttpServerRequest request() {
    return CurrentRequestManager.get().serverRequest().unwrap(RoutingContext.class).request();
  }

  // HTTP/1.0 has requests for no host in particular, of which no absolute URI can be made.
  private static boolean isNamed(URI host) {
    return host.getRawAuthority() != null;
  }

  static URI base(URI host, URI asked, String path) {
    String told = asked.getRawPath() == null ? "" : asked.getRawPath();
    return told.endsWith(path) && told.length() > path.length()
        ? host.resolve(told.substring(0, told.length() - path.length()) + "/")
        : host;
  }
}
