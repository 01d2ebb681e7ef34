package news.rendezvous.fetch;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;

/** Finds the addresses of a URL and checks them, before anything is connected to. */
final class Router {

  private final Names names;
  private final Duration timeout;
  private final AddressGuard guard;

  /**
   * @param timeout longest wait for the addresses of a name
   */
  Router(Names names, Duration timeout, AddressGuard guard) {
    this.names = names;
    this.timeout = timeout;
    this.guard = guard;
  }

  Uni<Route> to(HttpUrl target) {
    Host host = Host.of(target.host());
    if (host instanceof Host.Name name) {
      return byName(name.name(), target);
    }
    return host instanceof Host.Address literal
        ? Uni.createFrom().item(checked(target, List.of(literal.address())))
        : Uni.createFrom().item(unreadable(target));
  }

  private static Route unreadable(HttpUrl target) {
    return new Route.Closed(
        Outcome.ADDRESS_BLOCKED, "neither a name nor an address: " + target.host());
  }

  private Uni<Route> byName(String name, HttpUrl target) {
    return names
        .addresses(name)
        .ifNoItem()
        .after(timeout)
        .fail()
        .map(addresses -> checked(target, addresses))
        .onFailure()
        .recoverWithItem(failure -> unresolved(name, failure));
  }

  private Route unresolved(String name, Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "no answer within %d ms, look at the name servers".formatted(timeout.toMillis())
            : "check the host of the URL (%s)".formatted(failure.getMessage());
    return new Route.Closed(
        Outcome.DNS_ERROR, "the addresses of %s cannot be found: %s".formatted(name, why));
  }

  // One forbidden address among others does not condemn the name (localhost is ::1 and 127.0.0.1,
  // of which one may be allowed): what matters is that it is never the one connected to.
  private Route checked(HttpUrl url, List<InetAddress> addresses) {
    List<InetSocketAddress> open =
        addresses.stream()
            .filter(address -> guard.refusal(address, url.port()).isEmpty())
            .map(address -> new InetSocketAddress(address, url.port()))
            .toList();
    return open.isEmpty() ? blocked(url, addresses) : new Route.Open(url, open);
  }

  private Route blocked(HttpUrl url, List<InetAddress> addresses) {
    String reason =
        addresses.stream()
            .flatMap(address -> guard.refusal(address, url.port()).stream())
            .findFirst()
            .orElse("no address");
    return new Route.Closed(Outcome.ADDRESS_BLOCKED, url.host() + ": " + reason);
  }
}
