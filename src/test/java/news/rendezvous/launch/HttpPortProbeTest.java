package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class HttpPortProbeTest {

  private static Config config(String host, int port) {
    return new SmallRyeConfigBuilder()
        .withDefaultValues(
            Map.of("quarkus.http.host", host, "quarkus.http.port", String.valueOf(port)))
        .build();
  }

  @Test
  void acceptsAFreePort() {
    assertThat(HttpPortProbe.refusal(config("127.0.0.1", 0))).isEmpty();
  }

  @Test
  void reportsAPortInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(HttpPortProbe.refusal(config("127.0.0.1", other.getLocalPort())))
          .get()
          .asString()
          .startsWith("Port %d of 127.0.0.1 is taken".formatted(other.getLocalPort()))
          .contains("QUARKUS_HTTP_PORT");
    }
  }

  @Test
  void reportsAnAddressOfAnotherMachine() {
    assertThat(HttpPortProbe.refusal(config("192.0.2.1", 8080)))
        .get()
        .asString()
        .contains("192.0.2.1", "QUARKUS_HTTP_HOST");
  }
}
