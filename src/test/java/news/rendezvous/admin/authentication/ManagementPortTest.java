package news.rendezvous.admin.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import news.rendezvous.serve.http.RawConnection;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port, and the public one beside it. */
@QuarkusTest
@TestProfile(OperatorProfile.class)
class ManagementPortTest {

  @TestHTTPResource("/")
  URI open;

  private static URI management() {
    int port = ConfigProvider.getConfig().getValue(OperatorProfile.PORT, Integer.class);
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String ask(URI server, String path, String token) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      return connection.ask(
          "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, token));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/sources",
        "/admin/sources?q=x",
        "//admin/sources",
        "/%61dmin/sources",
        "/x/../admin/sources",
        "/./admin/sources",
        "/admin;x/sources",
        "/admin;x=1;y/sources;z",
        "/;x/admin/sources",
        "/admin%3Bx/sources",
        "/q;x/metrics",
        "http://a/admin/sources",
        "/q/health/ready",
        "/q/metrics",
        "/%71/metrics",
        "/q/openapi"
      })
  void isTheOnlyWayToAdministrationAndMetrics(String path) throws IOException {
    assertThat(ask(open, path, "test-token"))
        .startsWith("HTTP/1.1 404 ")
        .contains("urn:rendezvous:problem:not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/sources, 200",
    "/q/health/live, 200",
    "/q/metrics, 200",
    "/asyncapi.yaml, 200",
    "/nowhere, 404"
  })
  void servesAll(String path, int status) throws IOException {
    assertThat(ask(management(), path, "test-token")).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void needsTheTokenThere() throws IOException {
    assertThat(ask(management(), "/q/health/live", "no")).startsWith("HTTP/1.1 200 ");
    assertThat(ask(management(), "/admin/sources", "test-toke")).doesNotContain("HTTP/1.1 200");
  }

  @Test
  void leavesReadersOnThePublicPort() throws IOException {
    assertThat(ask(open, "/asyncapi.yaml", "none")).startsWith("HTTP/1.1 200 ");
    assertThat(ask(open, "/adminx", "none")).startsWith("HTTP/1.1 404 ");
  }
}
