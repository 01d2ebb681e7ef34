package news.rendezvous.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Probe of the HTTP server's port before the start. Quarkus binds it last, after the embedded
 * broker has been started.
 */
final class HttpPortProbe {

  private static final int DEFAULT = 8080;

  private HttpPortProbe() {}

  /** The reason for which the server cannot listen, with the keys to change. */
  static Optional<String> refusal(Config config) {
    boolean plain =
        !config
            .getOptionalValue("quarkus.http.insecure-requests", String.class)
            .filter("disabled"::equalsIgnoreCase)
            .isPresent();
    return plain ? refusal(host(config), port(config)) : Optional.empty();
  }

  private static Optional<String> refusal(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT is free
      socket.bind(new InetSocketAddress(host, port));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) { // the latter for an invalid host
      boolean taken = e instanceof BindException && isOtherPortFree(port, host);
      return Optional.of(taken ? taken(host, port) : closed(host, port, e));
    }
  }

  // BindException also means an address of another machine, or a privileged port below 1024.
  private static boolean isOtherPortFree(int taken, String host) {
    return taken >= 1024 && refusal(host, 0).isEmpty();
  }

  private static String closed(String host, int port, Exception e) {
    return "The HTTP server cannot listen on port %d of %s (%s): set QUARKUS_HTTP_PORT or QUARKUS_HTTP_HOST"
        .formatted(port, host, e.getMessage());
  }

  static String taken(String host, int port) {
    return "Port %d of %s is taken by another process: end it, or set QUARKUS_HTTP_PORT to another port, such as %d"
        .formatted(port, host, port + 1);
  }

  private static String host(Config config) {
    return config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
  }

  private static int port(Config config) {
    return config.getOptionalValue("quarkus.http.port", Integer.class).orElse(DEFAULT);
  }
}
