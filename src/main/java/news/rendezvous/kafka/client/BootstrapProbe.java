package news.rendezvous.kafka.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * TCP probe of the bootstrap servers: which of them accept connections, since the Kafka clients
 * only report that none answered; and which of them require TLS, since a client without TLS takes
 * the alert for the length of a response and fills the heap (KAFKA-4493).
 */
public final class BootstrapProbe {

  private static final int CONNECT_MS = 1_000;
  private static final int MOST = 5;

  /**
   * A request for API versions (key 18, version 0) without a client id, which any Kafka answers.
   */
  private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};

  /** RFC 8446 section 5.1: the content type of an alert, and the first byte of every version. */
  private static final int TLS_ALERT = 21;

  private static final int TLS_MAJOR = 3;

  private BootstrapProbe() {}

  /** The servers with the result of a connection to each. Blocks for a second per server. */
  public static String describe(List<String> servers) {
    return servers.stream()
        .limit(MOST)
        .map(server -> server + " (" + connect(server) + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The first server that answers a plaintext request with a TLS alert. Blocks for two seconds per
   * server.
   */
  static Optional<String> wantsTls(List<String> servers) {
    return servers.stream().limit(MOST).filter(BootstrapProbe::wantsTls).findFirst();
  }

  private static boolean wantsTls(String server) {
    InetSocketAddress address = address(server);
    if (address == null || address.isUnresolved()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MS);
      socket.setSoTimeout(CONNECT_MS);
      socket.getOutputStream().write(API_VERSIONS);
      InputStream answer = socket.getInputStream();
      return answer.read() == TLS_ALERT && answer.read() == TLS_MAJOR;
    } catch (IOException e) { // no answer: the clients will report it
      return false;
    }
  }

  private static @Nullable InetSocketAddress address(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0 || !server.substring(colon + 1).matches("[0-9]{1,5}")) {
      return null;
    }
    String host = server.substring(0, colon).replaceAll("^.*://|[\\[\\]]", "");
    int port = Integer.parseInt(server.substring(colon + 1));
    return new InetSocketAddress(host, Math.min(port, 65_535));
  }

  private static String connect(String server) {
    InetSocketAddress address = address(server);
    if (address == null) {
      return "not of the form host:port";
    }
    if (address.isUnresolved()) {
      return "unknown host";
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MS);
      return "accepts connections, but no Kafka answers";
    } catch (IOException e) {
      return KafkaFailure.line(e);
    }
  }
}
