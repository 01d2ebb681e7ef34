package news.rendezvous.serve.hub;

import io.netty.util.NetUtil;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import java.util.function.IntPredicate;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.guard.UrlHost;
import news.rendezvous.serve.http.HttpConfig;
import news.rendezvous.serve.http.PublicUrl;
import okhttp3.HttpUrl;

/**
 * Check of a callback's URL: the address guard's, and that it is not this service itself, which
 * would send its news to its own resources.
 */
@ApplicationScoped
public class CallbackCheck {

  private static final String OURS = "it is this service itself";

  private final AddressGuard guard;
  private final String publicUrl;
  private final IntPredicate ownPorts;

  @Inject
  CallbackCheck(AddressGuard guard, PublicUrl publicUrl, HttpConfig config, HttpServer server) {
    this(
        guard,
        publicUrl.base(URI.create("")),
        // Known once the server listens.
        port ->
            port == server.getPort()
                || port == server.getSecurePort()
                || port == config.managementPort().orElse(0));
  }

  CallbackCheck(AddressGuard guard, String publicUrl, IntPredicate ownPorts) {
    this.guard = guard;
    this.publicUrl = publicUrl;
    this.ownPorts = ownPorts;
  }

  /**
   * The reason to refuse a URL, by the URL alone; empty to permit it. No name is looked up: its
   * addresses are checked at every request.
   */
  public Optional<String> refusal(String url) {
    return refusal(url, "");
  }

  /**
   * The reason to refuse a URL.
   *
   * @param reached URL at which a client has reached this service; empty if there is none
   */
  Optional<String> refusal(String url, String reached) {
    HttpUrl callback = HttpUrl.parse(url);
    return callback != null
            && (isAt(callback, publicUrl) || isAt(callback, reached) || isHere(callback))
        ? Optional.of(OURS)
        : guard.refusal(url);
  }

  private static boolean isAt(HttpUrl callback, String url) {
    HttpUrl own = HttpUrl.parse(url);
    return own != null && host(callback).equals(host(own)) && callback.port() == own.port();
  }

  private boolean isHere(HttpUrl callback) {
    return ownPorts.test(callback.port()) && isOurHost(host(callback));
  }

  // The root label of the DNS, a dot at the end, makes no other host.
  private static String host(HttpUrl url) {
    String host = url.host();
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static boolean isOurHost(String host) {
    if (UrlHost.of(host) instanceof UrlHost.Address literal) {
      return isOurs(literal.address());
    }
    return host.equals("localhost") || host.endsWith(".localhost"); // RFC 6761 section 6.3
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new IllegalStateException(
          "the network interfaces cannot be listed, to find " + NetUtil.toAddressString(address),
          e);
    }
  }
}
