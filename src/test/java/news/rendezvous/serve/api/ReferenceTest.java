package news.rendezvous.serve.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Locale;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.http.ServingProfile;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The references of {@link SampleItems#rich()}, requested from the running service. */
@QuarkusTest
@TestProfile(ServingProfile.class)
class ReferenceTest {

  private static final String STORY = "1".repeat(32);
  private static final String UNRESOLVED = "e".repeat(32);

  @Inject Timeline timeline;
  @Inject InstantSource clock;

  @BeforeEach
  void fillTheTimeline() {
    ReadyService.awaitView();
    Timelines.put(timeline, Timelines.held(SampleItems.rich(), clock.instant()));
  }

  @Test
  void saysWhereAReferenceLeads() {
    Response reply = given().queryParam("link", STORY).get("/getUrls");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.contentType()).startsWith("application/json");
    assertThat(reply.asString())
        .isEqualTo(
"""
{"link":"%s","title":"See \\"1","kind":"story","urls":["https://canal.example.org/older"]}"""
                .formatted(STORY));
  }

  @Test
  void saysThatAReferenceLeadsNowhereYet() {
    Response reply = given().queryParam("link", UNRESOLVED).get("/getUrls");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.jsonPath().getString("kind")).isEqualTo("unresolved");
    assertThat(reply.jsonPath().getList("urls")).isEmpty();
    assertThat(reply.jsonPath().getMap("$")).doesNotContainKey("addresses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html,application/xhtml+xml,*/*;q=0.8 | 302
          text/html, application/json;q=0.9         | 302
          application/json, text/html;q=0.9         | 200
          */*                                       | 200
          image/png                                 | 200
          """)
  void sendsABrowserThere(String accept, int status) {
    Response reply =
        given().redirects().follow(false).accept(accept).queryParam("link", STORY).get("/getUrls");

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.header("Vary")).isEqualTo("Accept");
    assertThat(reply.header("Location"))
        .isEqualTo(status == 302 ? "https://canal.example.org/older" : null);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ''
          ?link=
          ?link=0123456789abcdef0123456789abcde
          ?link=0123456789abcdef0123456789abcdef0
          ?link=g123456789abcdef0123456789abcdef
          ?link=11111111111111111111111111111111&link=
          """)
  void refusesWhatIsNoHash(String query) {
    Response reply = given().accept("application/json").get("/getUrls" + query);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo("link");
  }

  @Test
  void doesNotKnowWhatNoItemCarries() {
    Response reply = given().queryParam("link", "ab".repeat(16)).get("/getUrls");

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.contentType()).startsWith("application/problem+json");
  }

  @Test
  void answersSeveralAtOnce() {
    Response reply =
        given()
            .queryParam("link", UNRESOLVED, STORY, STORY.toUpperCase(Locale.ROOT), "ab".repeat(16))
            .get("/getUrls");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.jsonPath().getList("link")).containsExactly(UNRESOLVED, STORY);
    assertThat(reply.jsonPath().getList("kind")).containsExactly("unresolved", "story");
  }

  @Test
  void answersNoMoreThanFifty() {
    String fifty = ("&link=" + STORY).repeat(50);

    assertThat(given().get("/getUrls?" + fifty.substring(1)).statusCode()).isEqualTo(200);
    Response more = given().get("/getUrls?link=" + STORY + fifty);
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.jsonPath().getString("detail")).contains("50", "51");
  }

  @Test
  void showsABrowserAPageOfSeveralAndOfWhatIsNotKnownYet() {
    Response several =
        given()
            .redirects()
            .follow(false)
            .accept("text/html")
            .queryParam("link", STORY, UNRESOLVED, "ab".repeat(16))
            .get("/getUrls");
    Response unresolved =
        given().accept("text/html").queryParam("link", UNRESOLVED).get("/getUrls");

    assertThat(several.statusCode()).isEqualTo(200);
    assertThat(several.contentType()).startsWith("text/html");
    assertThat(several.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(several.asString())
        .contains(
            "See &quot;1", "href=\"https://canal.example.org/older\"", "Nowhere", "ab".repeat(16));
    assertThat(unresolved.statusCode()).isEqualTo(200);
    assertThat(unresolved.asString()).contains("Nowhere", "is not resolved yet");
  }

  @Test
  void takesUpperCaseAndAnswersHeadWithoutABody() {
    Response head =
        given().queryParam("link", UNRESOLVED.toUpperCase(Locale.ROOT)).head("/getUrls");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asByteArray()).isEmpty();
  }
}
