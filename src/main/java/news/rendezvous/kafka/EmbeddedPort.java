package news.rendezvous.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Port of the embedded broker, on the loopback interface. */
public final class EmbeddedPort {

  static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private EmbeddedPort() {}

  /** The reason for which the embedded broker cannot listen, with the keys to change. */
  public static Optional<String> refusal(int port) {
    try {
      free(port);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A free port.
   *
   * @param wanted 0 for any
   * @throws IOException where that one is taken
   */
  static int free(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As Kafka binds: a port in TIME_WAIT after kill -9 is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IOException(
          ("The embedded Kafka cannot listen on port %d of %s (%s): set"
                  + " RENDEZVOUS_EMBEDDED_KAFKA_PORT to another port (0 takes a free one), or"
                  + " KAFKA_BOOTSTRAP_SERVERS to use a cluster")
              .formatted(wanted, HOST, e.getMessage()),
          e);
    }
  }
}
