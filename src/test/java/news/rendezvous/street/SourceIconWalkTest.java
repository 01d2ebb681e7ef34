package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import news.rendezvous.ingest.poll.PollingProfile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Icons of sources: from the publisher to the pages. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class SourceIconWalkTest extends ServiceWalk {

  private static final String GIF = "GIF89a of the pier";

  private static String feed(String name, String image) {
    return """
    <rss version="2.0"><channel><title>Pier %1$s</title>%2$s<item><guid>urn:%1$s</guid>
    <title>The %1$s sailed</title></item></channel></rss>\
    """
        .formatted(name, image);
  }

  private static void addWithIcon(String id) {
    upstream.serve("/" + id + ".gif", "text/plain", GIF);
    upstream.serve("/" + id, RSS, feed(id, "<image><url>/" + id + ".gif</url></image>"));
    add(id, "/" + id, id);
    carried(id, 1);
  }

  private static Response icon(String id) {
    return await()
        .atMost(WAIT)
        .until(() -> when().get("/sources/" + id + "/icon"), answer -> answer.statusCode() == 200);
  }

  @Test
  void areFetchedOnceAndServedWithoutASide() {
    addWithIcon("iconic");

    Response icon = icon("iconic");

    assertThat(icon.asString()).isEqualTo(GIF);
    icon.then()
        .contentType("image/gif")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "public, max-age=86400")
        .header("Content-Encoding", (String) null);
    given()
        .header("If-None-Match", icon.header("ETag"))
        .get("/sources/iconic/icon?other")
        .then()
        .statusCode(304)
        .header("ETag", icon.header("ETag"))
        .body(emptyString());
    when()
        .head("/sources/iconic/icon")
        .then()
        .statusCode(200)
        .contentType("image/gif")
        .header("ETag", icon.header("ETag"))
        .body(emptyString());
    when().post("/sources/iconic/icon").then().statusCode(405);
    assertThat(upstream.requests("/iconic.gif")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?source=shown", "/sources?q=shown", "/sources/shown"})
  void areBesideTheNamesOnThePages(String page) {
    if (admin().get("/admin/sources/shown").statusCode() == 404) {
      addWithIcon("shown");
    }
    icon("shown");

    // A rendered page is cached for two seconds.
    Element image =
        await()
            .atMost(WAIT)
            .until(
                () -> Jsoup.parse(when().get(page).asString(), "http://here" + page),
                shown -> shown.selectFirst("main .icon img") != null)
            .expectFirst("main .icon img");

    assertThat(image.absUrl("src")).isEqualTo("http://here/sources/shown/icon");
    assertThat(List.of(image.attr("alt"), image.attr("width"), image.attr("height")))
        .containsExactly("", "16", "16");
    assertThat(image.attr("loading")).isEqualTo("lazy");
  }

  @Test
  void areReplacedByALetterWhereThereIsNone() {
    upstream.serve("/plain", RSS, feed("plain", ""));
    add("plain", "/plain", "plain");
    carried("plain", 1);

    when()
        .get("/sources/plain/icon")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .header("Cache-Control", "no-store");
    Element box = Jsoup.parse(when().get("/sources/plain").asString()).expectFirst("h1 .icon");

    assertThat(box.attr("data-letter")).isEqualTo("P");
    assertThat(box.children()).isEmpty();
  }

  @Test
  void areThoseOfKnownSourcesThatAreNotPaused() {
    addWithIcon("paused");
    icon("paused");

    admin()
        .body(Map.of("url", upstream.url("/paused"), "edition", "paused", "enabled", false))
        .put("/admin/sources/paused")
        .then()
        .statusCode(200);

    assertProblem("paused", "not-found");
    assertProblem("nobody", "unknown-source");
  }

  private static void assertProblem(String id, String cause) {
    when()
        .get("/sources/" + id + "/icon")
        .then()
        .statusCode(404)
        .body("type", is("urn:rendezvous:problem:" + cause));
  }
}
