package news.rendezvous.ingest.fetch.guard;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;

/**
 * Address resolver: name service and {@link AddressGuard} together, so that only checked addresses
 * are ever connected to.
 */
public final class AddressResolver {

  private static final Logger LOG = Logger.getLogger(AddressResolver.class);

  private final NameService names;
  private final Duration timeout;
  private final AddressGuard guard;

  @FunctionalInterface
  public interface NameService extends AutoCloseable {

    /**
     * All addresses of a name, the preferred ones first; fails if it has none, by {@link
     * UnknownNameException} if it does not exist.
     */
    Uni<List<InetAddress>> addresses(String name);

    @Override
    default void close() {}
  }

  /** The name servers say that a name does not exist (NXDOMAIN, RFC 1035 section 4.1.1). */
  static final class UnknownNameException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(Throwable cause) {
      super(cause);
    }
  }

  public sealed interface Resolution {}

  /** Addresses that may be connected to, the preferred one first. */
  public record Resolved(HttpUrl url, List<InetSocketAddress> addresses) implements Resolution {
    public Resolved {
      addresses = List.copyOf(addresses);
    }
  }

  /** No address, or none that may be connected to. */
  public record Rejected(PollOutcome outcome, String detail) implements Resolution {}

  public AddressResolver(NameService names, Duration timeout, AddressGuard guard) {
    this.names = names;
    this.timeout = timeout;
    this.guard = guard;
  }

  public Uni<Resolution> resolve(HttpUrl url) {
    UrlHost host = UrlHost.of(url.host());
    if (host instanceof UrlHost.Name name) {
      return lookUp(name.name(), url);
    }
    return Uni.createFrom()
        .item(
            host instanceof UrlHost.Address literal
                ? checked(url, List.of(literal.address()))
                : new Rejected(
                    PollOutcome.ADDRESS_BLOCKED, "neither a name nor an address: " + url.host()));
  }

  private Uni<Resolution> lookUp(String name, HttpUrl url) {
    return names
        .addresses(name)
        .ifNoItem()
        .after(timeout)
        .fail()
        .map(addresses -> checked(url, addresses))
        .onFailure()
        .recoverWithItem(failure -> unresolved(name, failure));
  }

  private Resolution unresolved(String name, Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "cannot be resolved: no answer within %d ms, look at the name servers"
                .formatted(timeout.toMillis())
            : failure instanceof UnknownNameException
                ? "does not exist: check the host of the URL"
                : "cannot be resolved: check the host of the URL, and the name servers";
    LOG.debugf(failure, "Name not resolved: %s", name);
    return new Rejected(PollOutcome.DNS_ERROR, "the name %s %s".formatted(name, why));
  }

  // A name with one forbidden address is not rejected: localhost is ::1 and 127.0.0.1, of which
  // one may be allowed. The forbidden one is never connected to.
  private Resolution checked(HttpUrl url, List<InetAddress> addresses) {
    List<InetSocketAddress> permitted =
        addresses.stream()
            .filter(address -> guard.refusal(address, url.port()).isEmpty())
            .map(address -> new InetSocketAddress(address, url.port()))
            .toList();
    return permitted.isEmpty() ? blocked(url, addresses) : new Resolved(url, permitted);
  }

  private Resolution blocked(HttpUrl url, List<InetAddress> addresses) {
    String reason =
        addresses.stream()
            .flatMap(address -> guard.refusal(address, url.port()).stream())
            .findFirst()
            .orElse("no address");
    return new Rejected(
        PollOutcome.ADDRESS_BLOCKED,
        UrlHost.of(url.host()) instanceof UrlHost.Name ? url.host() + ": " + reason : reason);
  }
}
