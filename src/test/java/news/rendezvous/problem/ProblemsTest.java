package news.rendezvous.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import news.rendezvous.serve.ServingProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ServingProfile.class)
class ProblemsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET,    /failing/refused, */*,       400, bad-request
          GET,    /failing/known,   */*,       409, conflict
          GET,    /failing/bug,     */*,       500, internal-server-error
          GET,    /failing/bug,     text/html, 406, not-acceptable
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

  @Test
  void saysWhichMethodsAPathTakes() {
    assertThat(given().delete("/failing/bug").header("Allow")).contains("GET");
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
  @CsvSource({"true", "false"})
  void refusesABodyThatIsTooLarge(boolean chunked) {
    byte[] body = "{\"name\":\"%s\"}".formatted("x".repeat(11 << 20)).getBytes();

    Response reply =
        chunked
            ? given()
                .config(io.restassured.RestAssured.config())
                .contentType("application/json")
                .body(new java.io.ByteArrayInputStream(body))
                .post("/failing")
            : given().contentType("application/json").body(body).post("/failing");

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.jsonPath().getInt("status")).isEqualTo(413);
  }
}
