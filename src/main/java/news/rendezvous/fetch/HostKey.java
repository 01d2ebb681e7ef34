package news.rendezvous.fetch;

import news.rendezvous.item.FeedUrl;
import okhttp3.HttpUrl;

/**
 * The server that a request goes to, as budgets count it: host and port of the authority component
 * (RFC 3986 section 3.2) without user information, so that no spelling of one server has a budget
 * of its own. {@link HttpUrl} has decoded and lower-cased the host, made Punycode of it (UTS #46)
 * and filled in the default port; a trailing dot (the DNS root) and the spellings of an address are
 * left for here.
 *
 * @param host name without a trailing dot, or an address in its usual spelling
 * @param port the port
 */
public record HostKey(String host, int port) {

  public static HostKey of(HttpUrl url) {
    Host host = Host.of(url.host());
    if (host instanceof Host.Address literal) {
      return new HostKey(literal.address().getHostAddress(), url.port());
    }
    String name = url.host();
    return new HostKey(
        name.endsWith(".") ? name.substring(0, name.length() - 1) : name, url.port());
  }

  /** The server of a URL; one that cannot be parsed, and so is never requested, is its own key. */
  public static HostKey of(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null ? new HostKey(url, 0) : of(parsed);
  }

  /** The server of a feed; a URL without a parsed form, never requested, is its own key. */
  public static HostKey of(FeedUrl url) {
    return url.parsed().map(HostKey::of).orElseGet(() -> new HostKey(url.toString(), 0));
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
