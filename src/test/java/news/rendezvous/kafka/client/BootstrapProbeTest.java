package news.rendezvous.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootstrapProbeTest {

  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 80};
  private static final byte[] KAFKA = {0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};

  @Test
  void detectsAServerThatRequiresTls() throws IOException {
    try (ServerSocket server = answering(ALERT)) {
      assertThat(tlsMismatch(server, "SASL_PLAINTEXT"))
          .get()
          .asString()
          .contains("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT", "SASL_SSL");
      assertThat(tlsMismatch(server, "SSL")).as("the clients will see").isEmpty();
    }
  }

  @Test
  void acceptsAPlaintextKafkaAndAnUnreachableServer() throws IOException {
    ServerSocket server = answering(KAFKA);
    assertThat(tlsMismatch(server, "PLAINTEXT")).isEmpty();

    server.close();
    assertThat(tlsMismatch(server, "PLAINTEXT")).isEmpty();
    assertThat(BootstrapProbe.wantsTls(List.of("nowhere", "a:b"))).isEmpty();
  }

  private static Optional<String> tlsMismatch(ServerSocket server, String protocol) {
    return new KafkaAccess(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + server.getLocalPort(),
                "security.protocol",
                protocol))
        .tlsMismatch();
  }

  private static ServerSocket answering(byte[] answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(() -> answer(server, answer), "probed");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void answer(ServerSocket server, byte[] answer) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        assertThat(client.getInputStream().readNBytes(4)).containsExactly(0, 0, 0, 10);
        client.getOutputStream().write(answer);
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        return; // closed
      }
    }
  }
}
