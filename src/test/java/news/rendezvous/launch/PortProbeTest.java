package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class PortProbeTest {

  private static final String HOST = "127.0.0.1";
  private static final String CLUSTER = "kafka.bootstrap.servers";

  private static Config config(Map<String, String> values) {
    return new SmallRyeConfigBuilder().withDefaultValues(values).build();
  }

  private static Config config(String host, int port) {
    return config(
        Map.of(
            "quarkus.http.host",
            host,
            "quarkus.http.port",
            String.valueOf(port),
            CLUSTER,
            "127.0.0.1:1"));
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName(HOST));
  }

  @Test
  void acceptsAFreePort() {
    assertThat(PortProbe.refusals(config(HOST, 0))).isEmpty();
  }

  @Test
  void reportsAPortInUse() throws IOException {
    try (ServerSocket other = taken()) {
      assertThat(PortProbe.refusals(config(HOST, other.getLocalPort())))
          .singleElement()
          .asString()
          .startsWith("Port %d of 127.0.0.1 is taken".formatted(other.getLocalPort()))
          .contains("QUARKUS_HTTP_PORT");
    }
  }

  @Test
  void reportsAllPortsInUse() throws IOException {
    try (ServerSocket http = taken();
        ServerSocket management = taken();
        ServerSocket kafka = taken()) {
      List<String> lines =
          PortProbe.refusals(
              config(
                  Map.of(
                      "quarkus.http.host", HOST,
                      "quarkus.http.port", String.valueOf(http.getLocalPort()),
                      "rendezvous.http.management-port", String.valueOf(management.getLocalPort()),
                      "rendezvous.embedded-kafka.port", String.valueOf(kafka.getLocalPort()))));

      assertThat(lines)
          .satisfiesExactly(
              line -> assertThat(line).contains("QUARKUS_HTTP_PORT"),
              line -> assertThat(line).contains("RENDEZVOUS_HTTP_MANAGEMENT_PORT"),
              line -> assertThat(line).contains("RENDEZVOUS_EMBEDDED_KAFKA_PORT"));
    }
  }

  @Test
  void reportsAnAddressOfAnotherMachine() {
    assertThat(PortProbe.refusals(config("192.0.2.1", 8080)))
        .singleElement()
        .asString()
        .contains("192.0.2.1", "QUARKUS_HTTP_HOST");
  }
}
