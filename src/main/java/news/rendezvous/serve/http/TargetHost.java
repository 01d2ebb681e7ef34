package news.rendezvous.serve.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host and port of a request. */
final class TargetHost {

  // RFC 9112 section 3.2.2; RFC 3986 section 3.2: a slash, a question mark or a hash ends it.
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)");

  // RFC 3986 section 3.2.2 allows sub-delims such as commas and quotes in a reg-name, and
  // recommends the syntax of DNS: letters, digits and hyphens (RFC 1123 section 2.1), and
  // underscores, which are in use. Two hosts that a proxy joined, or a quote that ends an attribute
  // in someone's page, are none.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*+\\.?");

  private TargetHost() {}

  /**
   * Host and port for links; an empty string for none. Empty where the request is invalid: RFC 9112
   * section 3.2 requires one valid {@code Host} in HTTP/1.1, and at most one in HTTP/1.0.
   *
   * @param namelessAllowed true to allow an empty {@code Host} to HTTP/1.1; links would be relative
   */
  static Optional<String> of(HttpServerRequest request, boolean namelessAllowed) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    boolean named = !hosts.isEmpty() || request.version() == HttpVersion.HTTP_1_0;
    if (!named || hosts.size() > 1) {
      return Optional.empty();
    }
    String header = hosts.isEmpty() ? "" : hosts.get(0);
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    if (!absolute.lookingAt()) {
      boolean nameless = !hosts.isEmpty() && header.isEmpty();
      return nameless && !namelessAllowed ? Optional.empty() : valid(header);
    }
    // Section 3.2.2: an absolute-form target overrides Host; RFC 9110 section 4.2.1: its host must
    // not be empty.
    String target = absolute.group(1);
    return target.isEmpty() ? Optional.empty() : valid(header).flatMap(x -> valid(target));
  }

  private static Optional<String> valid(String authority) {
    if (authority.isEmpty()) {
      return Optional.of(authority);
    }
    HostAndPort parsed = HostAndPort.parseAuthority(authority, -1);
    return Optional.ofNullable(parsed)
        .map(HostAndPort::host)
        .filter(TargetHost::isHost)
        // RFC 3986 section 3.2.3: a colon without a port is left out.
        .map(host -> authority.endsWith(":") ? host : authority);
  }

  private static boolean isHost(String host) {
    return host.startsWith("[") ? NetUtil.isValidIpV6Address(host) : NAME.matcher(host).matches();
  }
}
