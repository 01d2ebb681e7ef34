package news.rendezvous.fetch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/**
 * Keeps requests on the public internet: whoever names a source, or redirects one, must not reach
 * what only this machine can reach (server-side request forgery, CWE-918).
 */
@ApplicationScoped
public class AddressGuard {

  /** Ports of the web. RFC 6335 section 6: those below 1024 are other services' own. */
  private static final Set<Integer> WEB = Set.of(80, 443);

  private static final int FIRST_USER_PORT = 1024;

  private final List<Cidr> allowed;
  private final Set<Integer> ports;
  private final Set<InetSocketAddress> exempt = ConcurrentHashMap.newKeySet();

  @Inject
  public AddressGuard(GuardConfig config) {
    this.allowed = config.allowedNetworks().orElse(List.of());
    this.ports = config.allowedPorts().map(Set::copyOf).orElse(Set.of());
  }

  /**
   * Lets exactly one address and port through, whatever network it is in.
   *
   * @param address resolved
   */
  public void exempt(InetSocketAddress address) {
    exempt.add(address);
  }

  /**
   * Why a URL cannot be a source, in words, as far as the URL alone tells: nothing is looked up, so
   * a name passes here and its addresses are checked at every fetch.
   *
   * @return empty for a URL that may be tried
   */
  public Optional<String> refusal(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      return Optional.of("not an absolute http or https URL with a host: " + url);
    }
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      return Optional.of("a URL with a user name or password would be shown to every reader");
    }
    Host host = Host.of(parsed.host());
    if (host instanceof Host.Malformed) {
      return Optional.of("the host is neither a name nor an address: " + parsed.host());
    }
    return host instanceof Host.Address literal
        ? refusal(literal.address(), parsed.port())
        : refusal(parsed.port());
  }

  /** Why an address must not be connected to, in words; empty for one that may. */
  Optional<String> refusal(InetAddress address, int port) {
    if (exempt.contains(new InetSocketAddress(address, port))) {
      return Optional.empty();
    }
    Optional<String> refused = refusal(port);
    return refused.isPresent() || isAllowed(address) ? refused : networkRefusal(address);
  }

  // A mail or database server would take lines of a request for commands of its own. That a
  // network is allowed says nothing of the services in it.
  private Optional<String> refusal(int port) {
    return port >= FIRST_USER_PORT || WEB.contains(port) || ports.contains(port)
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

  private boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.contains(address));
  }
}
