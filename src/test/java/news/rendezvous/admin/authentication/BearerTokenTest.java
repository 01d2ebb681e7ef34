package news.rendezvous.admin.authentication;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import news.rendezvous.serve.http.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token of /admin, without OpenID Connect. */
@QuarkusTest
class BearerTokenTest {

  private static final String WRONG = "Bearer wrong-s3cret";

  @TestHTTPResource("/")
  URI root;

  private String ask(RawConnection connection, String authorization) throws IOException {
    return connection.ask(
        "GET /admin/sources HTTP/1.1\r\nHost: a\r\nAuthorization: %s\r\n\r\n"
            .formatted(authorization));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer test-token", "bearer test-token", "BEARER  test-token "})
  void admitsTheToken(String authorization) {
    given().header("Authorization", authorization).get("/admin/sources").then().statusCode(200);
  }

  // RFC 6750 section 3: without a token no error code.
  @ParameterizedTest
  @ValueSource(strings = {"/admin", "/admin/", "/admin/sources", "/admin/none", "//admin/sources"})
  void asksForAToken(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", is("Bearer realm=\"rendezvous\""));
  }

  // What JAX-RS takes for the same path, and what it does not.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin;x/sources",
        "/admin;x=1;y/sources;z",
        "/;x/admin/sources",
        "//admin//sources",
        "/%61dmin/sources",
        "/admin%2Fsources",
        "/admin%3Bx/sources",
        "/x/../admin/sources",
        "/./admin/./sources",
        "/ADMIN/sources",
        "http://a/admin;x/sources"
      })
  void isNotToBeCircumvented(String path) throws IOException {
    try (RawConnection connection = new RawConnection(root)) {
      assertThat(connection.ask("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path)))
          .containsPattern("^HTTP/1.1 (401|404) ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic dGVzdDp0ZXN0", "Bearer", "Bearer ", "test-token", "Bearertest-token"})
  void takesNoOtherScheme(String authorization) throws IOException {
    try (RawConnection connection = new RawConnection(root, "127.0.0.2")) {
      assertThat(ask(connection, authorization))
          .startsWith("HTTP/1.1 401 ")
          .containsIgnoringCase("\r\nwww-authenticate: Bearer realm=\"rendezvous\"\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"test-toke", "test-token2", "TEST-TOKEN", "test-token test-token", "ü"})
  void refusesAnotherToken(String token) throws IOException {
    try (RawConnection connection = new RawConnection(root, "127.0.0.3")) {
      assertThat(ask(connection, "Bearer " + token))
          .startsWith("HTTP/1.1 401 ")
          .contains("Bearer realm=\"rendezvous\", error=\"invalid_token\"")
          .doesNotContain(token);
    }
  }

  @Test
  void limitsWrongTokensOfAnAddressAndAdmitsTheRightOneFromThereStill() throws IOException {
    try (RawConnection attacker = new RawConnection(root, "127.0.0.4");
        RawConnection other = new RawConnection(root, "127.0.0.5")) {
      for (int n = 0; n < 10; n++) {
        assertThat(ask(attacker, WRONG)).startsWith("HTTP/1.1 401 ");
      }

      assertThat(ask(attacker, WRONG))
          .startsWith("HTTP/1.1 429 ")
          .containsPattern("(?i)\r\nretry-after: ([1-9]|[1-5][0-9]|60)\r\n")
          .contains("urn:rendezvous:problem:too-many-requests")
          .doesNotContain("s3cret");
      assertThat(ask(attacker, "Bearer test-token")).startsWith("HTTP/1.1 200 ");
      assertThat(ask(attacker, WRONG)).startsWith("HTTP/1.1 429 ");
      assertThat(ask(other, WRONG)).startsWith("HTTP/1.1 401 ");
    }
    when()
        .get("/q/metrics")
        .then()
        .body(containsString("rendezvous_admin_refused_total{reason=\"throttled\"} 2.0"))
        .body(containsString("rendezvous_admin_refused_total{reason=\"unchecked\"} 0.0"));
  }

  @Test
  void showsAndLogsNoSecret() throws IOException {
    List<String> shown = new CopyOnWriteArrayList<>();
    Handler handler = new Listener(shown);
    Logger.getLogger("").addHandler(handler);
    try (RawConnection connection = new RawConnection(root, "127.0.0.6")) {
      shown.add(ask(connection, WRONG));
      String bearer =
          "{\"url\":\"http://127.0.0.1:9999/%s\",%s\"authorization\":{\"bearer\":\"s3cret-word\"}}";
      for (String body :
          List.of(
              bearer.formatted("secretive", "\"id\":\"secretive\","),
              bearer.formatted("secretive", "\"interval\":\"never\","),
              bearer.formatted("secretive", "\"none-such\":1,"),
              bearer.formatted("secretive", "{"))) {
        shown.add(admin().body(body).post("/admin/sources").asString());
      }
      shown.add(admin().post("/admin/sources/secretive/poll").asString());
      for (String path :
          List.of(
              "/admin/sources",
              "/admin/sources/secretive",
              "/admin/opml",
              "/opml",
              "/sources",
              "/q/metrics",
              "/q/health")) {
        shown.add(admin().get(path).asString());
      }
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }

    assertThat(shown)
        .hasSizeGreaterThan(12)
        .as("the source is there, and its poll is reported")
        .anyMatch(text -> text.contains("\"id\":\"secretive\""))
        .anyMatch(text -> text.contains("\"outcome\""));
    assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain("s3cret", "test-token"));
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }

  /** Collects what is logged. */
  private static final class Listener extends Handler {

    private final List<String> lines;

    Listener(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord entry) {
      lines.add(entry.getMessage() + Arrays.toString(entry.getParameters()) + entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void readsOnlyTheTokensOfAdministration() {
    given().header("Authorization", WRONG).get("/q/health/live").then().statusCode(200);
    given().header("Authorization", WRONG).get("/opml").then().statusCode(200);
  }
}
