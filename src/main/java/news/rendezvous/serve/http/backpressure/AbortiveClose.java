package news.rendezvous.serve.http.backpressure;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;

/**
 * Abortive close of an HTTP/1 connection: drops the bytes that its client does not take. Vert.x
 * (4.5) closes a connection after its last byte has been written, which then never happens; so the
 * Netty channel is closed. Vert.x does not give it away, hence it is found by its addresses.
 */
final class AbortiveClose {

  private AbortiveClose() {}

  static void close(Vertx vertx, HttpConnection connection) {
    // No further request is served. A Unix domain socket ends with the idle time only.
    connection.close();
    for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
      if (loop instanceof SingleThreadEventLoop channels) {
        channels.execute(() -> close(channels, connection));
      }
    }
  }

  private static void close(SingleThreadEventLoop loop, HttpConnection connection) {
    Iterator<Channel> channels = loop.registeredChannelsIterator();
    while (channels.hasNext()) {
      Channel channel = channels.next();
      if (channel.parent() instanceof ServerChannel && isOf(channel, connection)) {
        channel.pipeline().firstContext().close(); // not by way of Vert.x, as Channel.close is
        return;
      }
    }
  }

  private static boolean isOf(Channel channel, HttpConnection connection) {
    return equals(channel.remoteAddress(), connection.remoteAddress(true))
        && equals(channel.localAddress(), connection.localAddress(true));
  }

  private static boolean equals(java.net.SocketAddress one, SocketAddress other) {
    return one instanceof InetSocketAddress inet
        && inet.getPort() == other.port()
        && inet.getAddress().getHostAddress().equals(other.hostAddress());
  }
}
