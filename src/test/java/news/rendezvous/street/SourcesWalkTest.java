package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import news.rendezvous.street.Upstream.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outcomes of polls, as state, metrics and feeds show them. */
@QuarkusTest
class SourcesWalkTest extends ServiceWalk {

  @Test
  void sendsTheValidatorsBackAndKeepsQuietAboutWhatDidNotChange() {
    upstream.serve(
        "/etag.xml",
        new Page(
            200,
            RSS,
            Feeds.rss(Feeds.item("e", "https://news.example.org/e", "Etag", "<p>Text</p>")),
            Map.of("ETag", "W/\"v 1\"")));
    add("etag", "/etag.xml", "etag");
    carried("etag", 1);

    JsonPath report = poll("etag");

    assertThat(report.getString("outcome")).isEqualTo("not_modified");
    assertThat(upstream.requests("/etag.xml")).last().asString().endsWith("W/\"v 1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing   | 404 | text/plain          | nothing here          | http_error | 404
          malformed | 200 | application/rss+xml | {"items": <rss>      | not_a_feed | line 1
          webpage   | 200 | text/html           | <html><body>Hi</html> | not_a_feed | HTML
          """)
  void saysWhatIsWrongWithASourceAndGoesOnWithTheOthers(
      String id, int status, String type, String body, String outcome, String reason) {
    upstream.serve("/" + id, new Page(status, type, body, Map.of()));
    upstream.serve("/beside-" + id, RSS, Feeds.burst("beside-" + id, 2));

    add(id, "/" + id, id);
    add("beside-" + id, "/beside-" + id, id);

    await().atMost(WAIT).until(() -> state(id).getString("last_outcome") != null);
    JsonPath state = state(id);
    assertThat(state.getString("last_outcome")).isEqualTo(outcome);
    assertThat(state.getString("last_error")).contains(reason);
    assertThat(state.getString("status")).isEqualTo("failing");
    assertThat(state.getInt("failures")).isEqualTo(1);
    carried("beside-" + id, 2);
  }

  @Test
  void saysThatNothingListens() throws IOException {
    admin()
        .body(Map.of("id", "closed", "url", "http://127.0.0.1:" + closedPort() + "/feed"))
        .post("/admin/sources")
        .then()
        .statusCode(201)
        .header("Location", endsWith("/admin/sources/closed"));

    await()
        .atMost(WAIT)
        .until(() -> "connect_error".equals(state("closed").getString("last_outcome")));
    when()
        .get("/q/metrics")
        .then()
        .body(containsString("rendezvous_fetch_total{outcome=\"connect_error\"}"));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void describesEachOfItsMetrics() {
    add("metered", "/metered.xml", "metered");

    List<String> lines = when().get("/q/metrics").asString().lines().toList();

    List<String> names =
        lines.stream()
            .filter(line -> line.startsWith("# TYPE rendezvous_"))
            .map(line -> line.split(" ")[2])
            .toList();
    assertThat(names).contains("rendezvous_fetch", "rendezvous_sources");
    assertThat(names)
        .allSatisfy(
            name -> assertThat(lines).anyMatch(l -> l.matches("# HELP " + name + " \\S.*")));
  }

  @Test
  void takesUpASourceThatFailedAtFirst() {
    add("late", "/late.xml", "late");
    await().atMost(WAIT).until(() -> "http_error".equals(state("late").getString("last_outcome")));

    upstream.serve("/late.xml", RSS, Feeds.burst("late", 3));
    JsonPath report = poll("late");

    assertThat(report.getInt("changed")).isEqualTo(3);
    assertThat(state("late").getInt("failures")).isZero();
    carried("late", 3);
  }

  @Test
  void saysEmptyAsLongAsADocumentIsEmpty() {
    upstream.serve("/empty.xml", RSS, Feeds.rss());
    add("empty", "/empty.xml", "empty");
    await().atMost(WAIT).until(() -> "empty".equals(state("empty").getString("last_outcome")));

    assertThat(poll("empty").getString("outcome")).isEqualTo("empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          blank; /a b.xml;   /a%20b.xml
          pipe;  /a?q=1|2;   /a?q=1%7C2
          ideo;  /新.xml;    /%E6%96%B0.xml
          """)
  void pollsWhateverABrowserWouldTakeForAUrl(String id, String written, String asked) {
    upstream.serve(asked, RSS, Feeds.burst(id, 1));

    add(id, written, id);

    carried(id, 1);
  }
}
