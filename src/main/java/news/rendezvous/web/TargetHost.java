package news.rendezvous.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host that a request of HTTP/1 is meant for. */
final class TargetHost {

  // RFC 9112 section 3.2.2; RFC 3986 section 3.2: a slash, a question mark or a hash ends it.
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)");

  private TargetHost() {}

  /**
   * Host, and port where there is one, as they are to be told in links; nothing where nobody names
   * one, which HTTP/1.0 allows. Empty where the request is none: RFC 9112 section 3.2 requires one
   * valid {@code Host} in HTTP/1.1, and no more than one of anybody.
   */
  static Optional<String> of(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    boolean named = !hosts.isEmpty() || request.version() == HttpVersion.HTTP_1_0;
    if (!named || hosts.size() > 1) {
      return Optional.empty();
    }
    String told = hosts.isEmpty() ? "" : hosts.get(0);
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    if (!absolute.lookingAt()) {
      return valid(told);
    }
    // Section 3.2.2: what the target says counts, whatever the header says; RFC 9110 section 4.2.1:
    // it has to say something.
    String target = absolute.group(1);
    return target.isEmpty() ? Optional.empty() : valid(told).flatMap(x -> valid(target));
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

  // The grammar has room for more, such as %20, of which no name or address is made.
  private static boolean isHost(String host) {
    return host.startsWith("[")
        ? NetUtil.isValidIpV6Address(host)
        : !host.isEmpty() && host.indexOf('%') < 0;
  }
}
