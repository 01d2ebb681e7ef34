package news.rendezvous.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Connections to checked addresses. One whose response is complete is kept for a while, for the
 * next feed of the same host.
 *
 * <p>Keeping them opens no way around the guard. Each request is routed anew, so that its name is
 * looked up and its addresses are checked whether or not a connection is there; and a connection
 * serves only requests that ask for the same address and port, the same host (which is the name
 * that the certificate was verified against) and the same use of TLS, for the client pools by just
 * these. A name that moves gets another connection, and an address that became forbidden none.
 */
final class Connections implements AutoCloseable {

  /** Servers commonly close after 5 to 75 s; a host's own gap between requests is a second. */
  private static final Duration KEPT_FOR = Duration.ofSeconds(15);

  /** A hundred thousand hosts must not cost as many sockets: who is asked rarely gains nothing. */
  private static final int MOST_OPEN = 256;

  /** To one address. Not a limit: how much is asked of a host is decided where it is polled. */
  private static final int CONNECTIONS = 1_000;

  private final Vertx vertx;
  private final Duration headerTimeout;
  private final int mostHeaderBytes;
  private final HttpClient keeping;
  private final HttpClient closing;
  private final NetClient sockets;

  /** Open connections that can be kept, and whether a response has come over them. */
  private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();

  /**
   * @param headerTimeout longest wait for the headers of a response
   */
  Connections(Vertx vertx, Duration headerTimeout, HttpClientOptions options) {
    this.vertx = vertx;
    this.headerTimeout = headerTimeout;
    this.mostHeaderBytes = options.getMaxHeaderSize();
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
    this.keeping =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) KEPT_FOR.toSeconds()),
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
  Future<HttpClientRequest> any(Target target) {
    return keeping.request(target.options());
  }

  /** A request over a new connection, which cannot be kept. */
  Future<HttpClientRequest> fresh(Target target) {
    return closing.request(target.options());
  }

  /** A bare connection, for an answer that the HTTP client cannot read; it is not kept. */
  Future<NetSocket> bare(Target target) {
    InetSocketAddress address = target.address();
    Future<NetSocket> connected =
        sockets.connect(
            SocketAddress.inetSocketAddress(
                address.getPort(), address.getAddress().getHostAddress()));
    return Boolean.TRUE.equals(target.options().isSsl())
        ? connected.compose(socket -> secured(socket, target.options().getHost()))
        : connected;
  }

  private static Future<NetSocket> secured(NetSocket socket, String host) {
    return socket.upgradeToSsl(host).map(socket).onFailure(failure -> socket.close());
  }

  int mostHeaderBytes() {
    return mostHeaderBytes;
  }

  boolean wasKept(HttpConnection connection) {
    return open.getOrDefault(connection, false);
  }

  /** Leaves a connection, over which a response came to its end, to other requests. */
  void keep(HttpConnection connection) {
    if (open.size() > MOST_OPEN) {
      connection.close();
    } else {
      open.replace(connection, true); // unless its end was the end of the response
    }
  }

  /** Runs something on this thread when what runs now is over. */
  void later(Runnable task) {
    vertx.runOnContext(x -> task.run());
  }

  /** Waits for the headers of a response. */
  long startTimer(Consumer<Duration> late) {
    return vertx.setTimer(headerTimeout.toMillis(), x -> late.accept(headerTimeout));
  }

  /**
   * Waits for all of it.
   *
   * @param millis for how long; of less than one there is nothing to wait for
   */
  long startTimer(long millis, Runnable late) {
    return vertx.setTimer(Math.max(1, millis), x -> late.run());
  }

  void stopTimer(long timer) {
    vertx.cancelTimer(timer);
  }

  @Override
  public void close() {
    keeping.close();
    closing.close();
    sockets.close();
  }
}
