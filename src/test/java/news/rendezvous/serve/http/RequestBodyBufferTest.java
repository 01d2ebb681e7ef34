package news.rendezvous.serve.http;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ServingProfile.class)
class RequestBodyBufferTest {

  /** More than worker threads, of which there are 200 on a machine of few cores. */
  private static final int CLIENTS = 300;

  private static final String HEAD =
      "POST /failing HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  @TestHTTPResource("/")
  URI root;

  private final List<RawConnection> clients = new ArrayList<>();

  @BeforeEach
  void awaitView() {
    ReadyService.awaitView();
  }

  @AfterEach
  void leave() throws IOException {
    for (RawConnection client : clients) {
      client.close();
    }
  }

  private RawConnection client() throws IOException {
    RawConnection client = new RawConnection(root);
    clients.add(client);
    return client;
  }

  @Test
  void keepsUnfinishedBodiesOffWorkerThreads() throws IOException {
    for (int n = 0; n < CLIENTS; n++) {
      client().send(HEAD + "Content-Length: 100000\r\n\r\n{\"name\":");
    }

    assertThat(client().ask("GET /failing/known HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 409 ");
  }

  @Test
  void receivesABodyInPieces() throws IOException {
    RawConnection client = client();
    client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 13\r\n\r\n");
    assertThat(client.receive()).startsWith("HTTP/1.1 100 Continue");
    client.send("{\"name\":");

    assertThat(client.ask("\"Q\"}\r")).startsWith("HTTP/1.1 204 ");
  }

  @Test
  void receivesChunks() throws IOException {
    RawConnection client = client();
    client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"name\":\r\n");

    assertThat(client.ask("4\r\n\"Q\"}\r\n0\r\n\r\n")).startsWith("HTTP/1.1 204 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000\r\n\r\n{\"name\"",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\nZZ\r\n",
      })
  void takesAnUnfinishedBodyForNoErrorOfTheService(String body) throws IOException {
    double before = resets();
    RawConnection client = client();
    client.send(HEAD + body);
    client.close();

    await().until(() -> resets() > before);
    assertThat(metrics()).doesNotContain("status=\"500\",uri=\"/failing\"");
  }

  private static double resets() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .filter(line -> line.contains("status=\"RESET\",uri=\"/failing\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String metrics() {
    return get("/q/metrics").asString();
  }
}
