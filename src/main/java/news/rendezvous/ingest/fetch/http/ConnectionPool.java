package news.rendezvous.ingest.fetch.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Connection pool over checked addresses: a connection is kept alive for the next feed of its host.
 *
 * <p>Reuse does not bypass the {@code AddressGuard}. The name of each request is looked up and its
 * addresses are checked anew, and the client pools by address, port, host (the name that the
 * certificate was verified against) and TLS. A name that moves gets another connection, and an
 * address that has become forbidden gets none.
 */
final class ConnectionPool implements AutoCloseable {

  /** Servers commonly close after 5 to 75 s; the gap between requests to a host is 1 s. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** Bounds the sockets of many hosts that are requested rarely. */
  private static final int MAX_OPEN = 256;

  /** To one address. In effect unlimited: the request scheduler bounds concurrency. */
  private static final int MAX_PER_ADDRESS = 1_000;

  final Vertx vertx;
  final Duration headerTimeout;
  final int maxHeaderBytes;
  private final HttpClient keeping;
  private final HttpClient closing;
  private final NetClient sockets;

  /** Open connections of the pool; true once a response has come over them. */
  private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();

  ConnectionPool(Vertx vertx, Duration headerTimeout, HttpClientOptions options) {
    this.vertx = vertx;
    this.headerTimeout = headerTimeout;
    this.maxHeaderBytes = options.getMaxHeaderSize();
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(MAX_PER_ADDRESS);
    this.keeping =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds()),
            pool);
    keeping.connectionHandler(this::opened);
    this.closing = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false), pool);
    this.sockets =
        vertx.createNetClient(
            new NetClientOptions(options).setHostnameVerificationAlgorithm("HTTPS"));
  }

  private void opened(HttpConnection connection) {
    open.put(connection, false);
    connection.closeHandler(closed -> open.remove(connection));
  }

  /** A request over a kept connection, or else a new one. */
  Future<HttpClientRequest> any(HttpTarget target) {
    return failing(() -> keeping.request(target.options()));
  }

  /** A request over a new connection, which cannot be kept. */
  Future<HttpClientRequest> fresh(HttpTarget target) {
    return failing(() -> closing.request(target.options()));
  }

  /** A plain or TLS socket outside of the pool, for {@link LenientResponse}. */
  Future<NetSocket> bare(HttpTarget target) {
    InetSocketAddress address = target.address();
    SocketAddress server =
        SocketAddress.inetSocketAddress(address.getPort(), address.getAddress().getHostAddress());
    Future<NetSocket> connected = failing(() -> sockets.connect(server));
    return Boolean.TRUE.equals(target.options().isSsl())
        ? connected.compose(socket -> secured(socket, target.options().getHost()))
        : connected;
  }

  // A closed client throws. Its connections are broken when it closes, and their requests repeated.
  private static <T> Future<T> failing(Supplier<Future<T>> request) {
    try {
      return request.get();
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<NetSocket> secured(NetSocket socket, String host) {
    return socket.upgradeToSsl(host).map(socket).onFailure(failure -> socket.close());
  }

  boolean wasKept(HttpConnection connection) {
    return open.getOrDefault(connection, false);
  }

  /** Returns a connection to the pool after a complete response. */
  void keep(HttpConnection connection) {
    if (open.size() > MAX_OPEN) {
      connection.close();
    } else {
      open.replace(connection, true); // not if it is closed already
    }
  }

  @Override
  public void close() {
    closing.close();
    sockets.close();
    keeping.close(); // last: what it breaks is not to be repeated over another client
  }

  /** Checked address of a request, and its request options. */
  record HttpTarget(InetSocketAddress address, RequestOptions options) {

    /** Serialises the request (RFC 9112 section 3) for a connection that is closed after it. */
    Buffer serialised(Map<String, String> headers) {
      MultiMap all = MultiMap.caseInsensitiveMultiMap();
      all.addAll(options.getHeaders());
      headers.forEach(all::set);
      all.set("Connection", "close");
      StringBuilder head =
          new StringBuilder("GET ").append(options.getURI()).append(" HTTP/1.1\r\n");
      all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      return Buffer.buffer(head.append("\r\n").toString(), StandardCharsets.ISO_8859_1.name());
    }
  }
}
