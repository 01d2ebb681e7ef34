package news.rendezvous.ingest.fetch.http;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.guard.AddressResolver;
import news.rendezvous.ingest.fetch.guard.DnsResolver;
import news.rendezvous.ingest.fetch.http.ConnectionPool.HttpTarget;
import news.rendezvous.ingest.fetch.http.HttpCall.Deadline;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;

/**
 * HTTP transport: single GET and POST requests, each to an address that was checked for it. It
 * follows no redirect, keeps no cookie and uses no proxy, and always verifies certificates against
 * the host of the URL.
 */
@ApplicationScoped
public class Transport {

  /** RFC 9110 sets no limit; policies and cookies of real sites exceed the 8 KiB of Vert.x. */
  private static final int MAX_HEADER_BYTES = 65_536;

  private static final Logger LOG = Logger.getLogger(Transport.class);

  private final TransportConfig config;
  private final UserAgent userAgent;
  private final AddressResolver.NameService nameService;
  private final AddressResolver resolver;
  private final ConnectionPool connections;

  @Inject
  public Transport(Vertx vertx, TransportConfig config, AddressGuard guard) {
    this(vertx, config, guard, new DnsResolver(config.dnsTimeout()), options(config));
  }

  public Transport(
      Vertx vertx,
      TransportConfig config,
      AddressGuard guard,
      AddressResolver.NameService nameService,
      HttpClientOptions options) {
    this.config = config;
    this.userAgent = UserAgent.of(config);
    this.nameService = nameService;
    this.resolver = new AddressResolver(nameService, config.dnsTimeout(), guard);
    this.connections = new ConnectionPool(vertx, config.headerTimeout(), options);
  }

  public static HttpClientOptions options(TransportConfig config) {
    return new HttpClientOptions()
        .setTracingPolicy(TracingPolicy.IGNORE) // no traceparent header for publishers
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setConnectTimeout((int) config.connectTimeout().toMillis())
        .setSslHandshakeTimeout(config.tlsTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  void start(@Observes StartupEvent event) {
    if (!userAgent.hasContact()) {
      LOG.warnf(
          "No contact in the User-Agent (%s): publishers block crawlers without"
              + " one. Set rendezvous.fetch.contact to a URL or mail address, such as"
              + " https://news.example.org/about or ops@example.org",
          userAgent.value());
    }
  }

  /**
   * Makes one request on subscription; cancelling closes the connection. The result is emitted on
   * an event loop, which must not be blocked.
   *
   * @return never fails: a network error is an {@link Exchange.Failed}
   */
  public Uni<Exchange> exchange(HttpRequest request) {
    return exchange(request, config.totalTimeout(), config.totalTimeout());
  }

  /**
   * Makes one request of a redirect chain, as {@link #exchange(HttpRequest)}.
   *
   * @param within the time that is left of it
   * @param total timeout of the redirect chain, as the message of a timeout names it
   */
  public Uni<Exchange> exchange(HttpRequest request, Duration within, Duration total) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.begin(within, total);
              return resolver
                  .resolve(request.url())
                  .ifNoItem()
                  .after(within)
                  .recoverWithItem(() -> closed(deadline.expired()))
                  .chain(resolution -> connect(resolution, request, deadline));
            });
  }

  private static AddressResolver.Resolution closed(Exchange.Failed failed) {
    return new AddressResolver.Rejected(failed.outcome(), failed.detail());
  }

  private Uni<Exchange> connect(
      AddressResolver.Resolution resolution, HttpRequest request, Deadline deadline) {
    if (resolution instanceof AddressResolver.Rejected rejected) {
      return Uni.createFrom().item(new Exchange.Failed(rejected.outcome(), rejected.detail(), 0));
    }
    AddressResolver.Resolved open = (AddressResolver.Resolved) resolution;
    Uni<Exchange> first = call(open.url(), request, open.addresses().get(0), deadline);
    // The second address is often the other IP version, which a network may lack altogether.
    return open.addresses().size() == 1
        ? first
        : first.chain(
            exchange ->
                isUnconnected(exchange)
                    ? call(open.url(), request, open.addresses().get(1), deadline)
                    : Uni.createFrom().item(exchange));
  }

  private static boolean isUnconnected(Exchange exchange) {
    return exchange instanceof Exchange.Failed failed
        && (failed.outcome() == PollOutcome.CONNECT_ERROR
            || failed.outcome() == PollOutcome.CONNECT_TIMEOUT);
  }

  private Uni<Exchange> call(
      HttpUrl url, HttpRequest request, InetSocketAddress address, Deadline deadline) {
    return Uni.createFrom()
        .emitter(
            result ->
                new HttpCall(connections, request, target(url, address), deadline, result).begin());
  }

  // Host header, SNI and certificate check use the URL's host; the connection uses the checked
  // address, so that no name is looked up a second time (DNS rebinding).
  private HttpTarget target(HttpUrl url, InetSocketAddress address) {
    URI strict = url.uri(); // encodes what RFC 3986 requires and browsers do not
    String query = strict.getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(address.getPort(), literal(address)))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.isHttps())
            .setURI(query == null ? strict.getRawPath() : strict.getRawPath() + "?" + query)
            .putHeader("Host", authority(url))
            .putHeader("User-Agent", userAgent.value())
            .putHeader("Accept-Encoding", "gzip");
    return new HttpTarget(address, options);
  }

  // RFC 9110 section 7.2, with the brackets of RFC 3986 section 3.2.2, which Vert.x leaves out.
  private static String authority(HttpUrl url) {
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private static String literal(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }

  @PreDestroy
  public void close() {
    connections.close();
    nameService.close();
  }
}
