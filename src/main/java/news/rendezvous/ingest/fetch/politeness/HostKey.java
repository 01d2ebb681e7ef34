package news.rendezvous.ingest.fetch.politeness;

import news.rendezvous.ingest.fetch.guard.UrlHost;
import news.rendezvous.item.url.FeedUrl;
import okhttp3.HttpUrl;

/**
 * Key of a server's request budget: host and port of the authority component (RFC 3986 section
 * 3.2), normalised so that all spellings of one server share a budget. {@link HttpUrl} has decoded,
 * lower-cased and Punycode-encoded the host (UTS #46) and filled in the default port; a trailing
 * dot (the DNS root) and the spellings of an IP address are normalised here.
 */
public record HostKey(String host, int port) {

  public static HostKey of(HttpUrl url) {
    UrlHost host = UrlHost.of(url.host());
    if (host instanceof UrlHost.Address literal) {
      return new HostKey(literal.address().getHostAddress(), url.port());
    }
    String name = url.host();
    return new HostKey(
        name.endsWith(".") ? name.substring(0, name.length() - 1) : name, url.port());
  }

  public static HostKey of(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null ? new HostKey(url, 0) : of(parsed);
  }

  /** A URL without a parsed form, which is never requested, is its own key. */
  public static HostKey of(FeedUrl url) {
    return url.parsed().map(HostKey::of).orElseGet(() -> new HostKey(url.toString(), 0));
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
