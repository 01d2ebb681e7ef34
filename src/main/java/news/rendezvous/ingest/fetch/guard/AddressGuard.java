package news.rendezvous.ingest.fetch.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/**
 * Guard against server-side request forgery (SSRF, CWE-918): sources, redirects and references must
 * not reach addresses that only this machine can reach.
 */
@ApplicationScoped
public class AddressGuard {

  // RFC 6335 section 6: system ports, those below 1024, are assigned to other services.
  private static final Set<Integer> WEB_PORTS = Set.of(80, 443);

  private static final int FIRST_USER_PORT = 1024;

  private final List<Cidr> allowed;
  private final Set<Integer> ports;
  private final Set<InetSocketAddress> exempt = ConcurrentHashMap.newKeySet();

  @Inject
  public AddressGuard(GuardConfig config) {
    this.allowed = config.allowedNetworks().orElse(List.of());
    this.ports = config.allowedPorts().map(Set::copyOf).orElse(Set.of());
  }

  /** Permits exactly one resolved address and port, in any network. */
  public void exempt(InetSocketAddress address) {
    exempt.add(address);
  }

  /**
   * The reason to refuse a URL, by the URL alone; empty to permit it. No name is looked up: its
   * addresses are checked at every request.
   */
  public Optional<String> refusal(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      return Optional.of("not an absolute http or https URL with a host: " + url);
    }
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      return Optional.of("a URL with a user name or password would be shown to every reader");
    }
    UrlHost host = UrlHost.of(parsed.host());
    if (host instanceof UrlHost.Malformed) {
      return Optional.of("the host is neither a name nor an address: " + parsed.host());
    }
    return host instanceof UrlHost.Address literal
        ? refusal(literal.address(), parsed.port())
        : refusal(parsed.port());
  }

  /** The reason to refuse an address; empty to permit it. */
  Optional<String> refusal(InetAddress address, int port) {
    if (exempt.contains(new InetSocketAddress(address, port))) {
      return Optional.empty();
    }
    Optional<String> refused = refusal(port);
    return refused.isPresent() || isAllowed(address) ? refused : networkRefusal(address);
  }

  // Cross-protocol attack: a mail or database server would execute lines of a request as commands.
  // An allowed network therefore does not allow its ports.
  private Optional<String> refusal(int port) {
    return port >= FIRST_USER_PORT || WEB_PORTS.contains(port) || ports.contains(port)
        ? Optional.empty()
        : Optional.of(
            "port %d is below 1024 and no port of the web (80, 443); rendezvous.fetch.allowed-ports"
                    .formatted(port)
                + " can allow it");
  }

  private static Optional<String> networkRefusal(InetAddress address) {
    return SpecialNetwork.nameOf(address)
        .map(
            name ->
                "%s is not a public address (%s); rendezvous.fetch.allowed-networks can exempt it"
                    .formatted(address.getHostAddress(), name));
  }

  /**
   * True for a URL whose host is an address in an allowed network, written as a literal or as
   * {@code localhost} (RFC 6761 section 6.3). No name is looked up.
   */
  public boolean isInAllowedNetwork(HttpUrl url) {
    if (url.host().equals("localhost")) {
      return isAllowed(InetAddress.getLoopbackAddress());
    }
    return UrlHost.of(url.host()) instanceof UrlHost.Address literal
        && isAllowed(literal.address());
  }

  private boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.contains(address));
  }

  /** Keys of {@link AddressGuard}. */
  public interface GuardConfig {

    /**
     * Networks that may be connected to although they are not public: a list of CIDRs such as
     * {@code 10.1.0.0/16,fd12::/32}. Without it loopback, private and all other special-purpose
     * addresses are refused.
     */
    Optional<List<Cidr>> allowedNetworks();

    /**
     * Ports below 1024 that may be connected to beside 80 and 443, in allowed networks too: a list
     * such as {@code 81,591}. The others belong to mail, name and other servers.
     */
    Optional<List<@Min(1) @Max(65_535) Integer>> allowedPorts();
  }
}
