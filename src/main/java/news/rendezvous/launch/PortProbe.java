package news.rendezvous.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.kafka.EmbeddedPort;
import news.rendezvous.kafka.client.KafkaAccess;
import org.eclipse.microprofile.config.Config;

/**
 * Probe of the ports of the process before the start, so that all that are taken are named at once.
 * Quarkus binds its own last, after the embedded broker has been started.
 */
final class PortProbe {

  private static final String HTTP_PORT = "quarkus.http.port";
  private static final int DEFAULT_HTTP_PORT = 8080;
  private static final String HTTP_VARIABLE = "QUARKUS_HTTP_PORT";
  private static final String MANAGEMENT_PORT = "rendezvous.http.management-port";
  private static final String MANAGEMENT_VARIABLE = "RENDEZVOUS_HTTP_MANAGEMENT_PORT";
  private static final String KAFKA_PORT = "rendezvous.embedded-kafka.port";
  private static final int DEFAULT_KAFKA_PORT = 9092;
  private static final int HIGHEST = 65_535;

  private PortProbe() {}

  /** The reasons for which the servers cannot listen, with the keys to change. */
  static List<String> refusals(Config config) {
    String host = host(config);
    return Stream.of(
            plainHttpPort(config).flatMap(port -> refusal(host, port, HTTP_VARIABLE)),
            port(config, MANAGEMENT_PORT).flatMap(port -> refusal(host, port, MANAGEMENT_VARIABLE)),
            embeddedKafkaPort(config).flatMap(EmbeddedPort::refusal))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Integer> plainHttpPort(Config config) {
    boolean disabled =
        config
            .getOptionalValue("quarkus.http.insecure-requests", String.class)
            .filter("disabled"::equalsIgnoreCase)
            .isPresent();
    return disabled
        ? Optional.empty()
        : Optional.of(config.getOptionalValue(HTTP_PORT, Integer.class).orElse(DEFAULT_HTTP_PORT));
  }

  private static Optional<Integer> embeddedKafkaPort(Config config) {
    boolean external = config.getOptionalValue(KafkaAccess.BOOTSTRAP_KEY, String.class).isPresent();
    return external
        ? Optional.empty()
        : port(config, KAFKA_PORT).or(() -> Optional.of(DEFAULT_KAFKA_PORT));
  }

  // A port beyond the bounds is refused by its key.
  private static Optional<Integer> port(Config config, String key) {
    return config.getOptionalValue(key, Integer.class).filter(port -> port >= 0 && port <= HIGHEST);
  }

  private static Optional<String> refusal(String host, int port, String variable) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT is free
      socket.bind(new InetSocketAddress(host, port));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) { // the latter for an invalid host
      boolean taken = e instanceof BindException && isOtherPortFree(port, host);
      return Optional.of(taken ? taken(host, port, variable) : closed(host, port, variable, e));
    }
  }

  // BindException also means an address of another machine, or a privileged port below 1024.
  private static boolean isOtherPortFree(int taken, String host) {
    return taken >= 1024 && refusal(host, 0, HTTP_VARIABLE).isEmpty();
  }

  private static String closed(String host, int port, String variable, Exception e) {
    return "The HTTP server cannot listen on port %d of %s (%s): set %s or QUARKUS_HTTP_HOST"
        .formatted(port, host, e.getMessage(), variable);
  }

  /** The text for the port of the HTTP server. */
  static String taken(String host, int port) {
    return taken(host, port, HTTP_VARIABLE);
  }

  private static String taken(String host, int port, String variable) {
    return "Port %d of %s is taken by another process: end it, or set %s to another port, such as %d"
        .formatted(port, host, variable, port + 1);
  }

  private static String host(Config config) {
    return config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
  }
}
