package news.rendezvous.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says of each bootstrap server whether it accepts a TCP connection, since the Kafka clients only
 * say that none answered.
 */
final class BootstrapProbe {

  private static final int CONNECT_MS = 1_000;
  private static final int MOST = 5;

  private BootstrapProbe() {}

  /** The servers with what became of a connection to each. Blocks for a second a server. */
  static String describe(List<String> servers) {
    return servers.stream()
        .limit(MOST)
        .map(server -> server + " (" + connect(server) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String connect(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0 || !server.substring(colon + 1).matches("[0-9]{1,5}")) {
      return "not of the form host:port";
    }
    String host = server.substring(0, colon).replaceAll("^.*://|[\\[\\]]", "");
    int port = Integer.parseInt(server.substring(colon + 1));
    InetSocketAddress address = new InetSocketAddress(host, Math.min(port, 65_535));
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
