package news.rendezvous.serve.http.problem;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.http.ServingProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ServingProfile.class)
class ProblemsTest {

  @TestHTTPResource("/")
  URI root;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET,    /failing/refused, */*,       400, bad-request
          GET,    /failing/known,   */*,       409, conflict
          GET,    /failing/bug,     */*,       500, internal-server-error
          GET,    /failing/kafka,   */*,       503, service-unavailable
          GET,    /failing/json,    */*,       400, malformed-body
          GET,    /failing/bug,     image/png, 406, not-acceptable
          DELETE, /failing/bug,     */*,       405, method-not-allowed
          GET,    /no/such/path,    */*,       404, not-found
          GET,    /q/no/such/path,  */*,       404, not-found
          """)
  void answersEveryErrorWithAProblem(
      String method, String path, String accept, int status, String cause) {
    Response reply = given().accept(accept).request(method, path);

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.jsonPath().getString("type")).isEqualTo("urn:rendezvous:problem:" + cause);
    assertThat(reply.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(reply.jsonPath().getString("title")).isNotBlank();
    assertThat(reply.jsonPath().getString("detail")).isNotBlank();
    assertThat(reply.asString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET,    /failing/refused,  400, Bad Request
          GET,    /failing/known,    409, Conflict
          GET,    /failing/kafka,    503, Service Unavailable
          DELETE, /feed.rss,         405, Method Not Allowed
          GET,    /no/such/path,     404, Not Found
          GET,    /q/no/such/path,   404, Not Found
          GET,    /feed.rss?limit=0, 400, Invalid parameter
          GET,    /items/x,          404, Unknown item
          """)
  void showsPeopleEveryErrorAsAPage(String method, String path, int status, String title) {
    Response reply =
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8").request(method, path);

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(reply.headers().getValues("Vary"))
        .allMatch(vary -> vary.matches("Accept(, Accept-Language)?"));
    assertThat(reply.asString()).contains("<h1 lang=\"en\">" + title + "</h1>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /failing/bug            | GET, HEAD, OPTIONS
          /failing                | OPTIONS, POST
          /feed.rss               | GET, HEAD, OPTIONS
          /sources/canal/feed.rss | GET, HEAD, OPTIONS
          """)
  void saysWhichMethodsAPathTakes(String path, String methods) {
    Response reply = given().delete(path);

    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().getValues("Allow")).isEqualTo(List.of(methods));
  }

  @BeforeEach
  void waitForTheView() {
    ReadyService.awaitView();
  }

  @Test
  void refusesABodyOfAnotherType() {
    Response reply = given().contentType("text/plain").body("x").post("/failing");

    assertThat(reply.statusCode()).isEqualTo(415);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          {not json                     | -
          {"name":"a"                   | -
          {"name":                      | -
          []                            | -
          {"name":{}}                   | name
          {"interval":"soon"}           | interval
          {"interval":[1]}              | interval
          {"gates":[{"width":"broad"}]} | gates.width
          {"gates":7}                   | gates
          {"nmae":"Quay"}               | nmae
          """)
  void namesTheMemberThatIsMalformed(String body, String member) {
    Response reply = given().contentType("application/json").body(body).post("/failing");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.jsonPath().getString("type"))
        .isEqualTo("urn:rendezvous:problem:malformed-body");
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo(member);
    assertThat(reply.asString()).doesNotContain("rendezvous.problem.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a<b>", "a/b?c"})
  void refusesAHostThatIsNone(String host) throws Exception {
    String head = "GET /feed.rss HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket.getOutputStream().write(head.formatted(host).getBytes(US_ASCII));

      String reply = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(reply)
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "urn:rendezvous:problem:bad-request");
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    HttpResponse<String> reply = post(BodyPublishers.ofByteArray(large()));

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reply.body())
        .contains(
            "urn:rendezvous:problem:request-entity-too-large",
            "1048576",
            "quarkus.http.limits.max-body-size");
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws Exception {
    byte[] body = large();

    HttpResponse<String> reply =
        post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.body()).contains("1048576", "quarkus.http.limits.max-body-size");
  }

  // Only just above the limit of 1 MiB: the buffers take it whole, whoever closes first.
  private static byte[] large() {
    return "{\"name\":\"%s\"}".formatted("x".repeat(1 << 20)).getBytes(US_ASCII);
  }

  private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("failing"))
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
