package news.rendezvous.serve.feed;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cache key of a request (RFC 9111 section 2): the target URI and the headers in {@code Vary}. */
record RequestKey(
    String scheme, String host, int port, String target, String accept, String acceptEncoding) {

  /** The key of a request; null for one without a host, or whose target has another one. */
  static @Nullable RequestKey of(HttpServerRequest request) {
    // Vert.x keeps the first authority that it parses, and the host of an absolute-form target (RFC
    // 9112 section 3.2.2) replaces Host only in request validation.
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

  /** Characters of the key. */
  int length() {
    return host.length() + target.length() + accept.length() + acceptEncoding.length();
  }
}
