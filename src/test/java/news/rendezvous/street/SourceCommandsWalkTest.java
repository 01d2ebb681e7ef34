package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.street.Upstream.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changing, pausing, deleting and listing sources. */
@QuarkusTest
class SourceCommandsWalkTest extends ServiceWalk {

  @Test
  void replacesTheDefinition() {
    upstream.serve("/replaced.xml", RSS, Feeds.burst("replaced", 1));
    add("replaced", "/replaced.xml", "replaced");
    carried("replaced", 1);

    admin()
        .body(Map.of("url", upstream.url("/replaced.xml"), "title", "Renamed", "interval", "PT2H"))
        .put("/admin/sources/replaced")
        .then()
        .statusCode(200)
        .body("id", is("replaced"))
        .body("title", is("Renamed"))
        .body("interval", is("PT2H"))
        .body("edition", is("replaced"));

    await()
        .atMost(WAIT)
        .until(() -> String.valueOf(state("replaced").getString("next_reason")).contains("2 h"));
  }

  @Test
  void sendsBackWhatWasShown() {
    add("shown-before", "/shown-before.xml", "shown-before");
    Map<String, Object> definition = new HashMap<>(state("shown-before").getMap("definition"));
    definition.put("title", "Edited");

    admin()
        .body(definition)
        .put("/admin/sources/shown-before")
        .then()
        .statusCode(200)
        .body("definition", equalTo(definition));
  }

  @Test
  void pausesAndResumes() {
    upstream.serve("/paused.xml", RSS, Feeds.burst("paused", 1));
    add("paused", "/paused.xml", "paused");
    carried("paused", 1);
    put("paused", Map.of("url", upstream.url("/paused.xml"), "enabled", false));
    assertThat(state("paused").getString("status")).isEqualTo("disabled");
    assertThat(state("paused").getString("next_poll")).isNull();
    admin()
        .post("/admin/sources/paused/poll")
        .then()
        .statusCode(409)
        .body("detail", containsString("enable it first, by PUT /admin/sources/paused"));
    int before = upstream.requests("/paused.xml").size();

    put("paused", Map.of("url", upstream.url("/paused.xml"), "enabled", true));

    await().atMost(WAIT).until(() -> upstream.requests("/paused.xml").size() > before);
    assertThat(state("paused").getString("status")).isEqualTo("active");
  }

  @Test
  void pollsANewUrlWithoutTheValidatorsOfTheOldOneAndSendsNoStoryAgain() {
    String document = Feeds.burst("readdressed", 2);
    upstream.serve("/old.xml", new Page(200, RSS, document, Map.of("ETag", "\"same\"")));
    upstream.serve("/new.xml", new Page(200, RSS, document, Map.of("ETag", "\"same\"")));
    add("readdressed", "/old.xml", "readdressed");
    carried("readdressed", 2);

    put("readdressed", Map.of("url", upstream.url("/new.xml"), "interval", "PT24H"));

    await().atMost(WAIT).until(() -> upstream.requests("/new.xml").size() == 1);
    assertThat(upstream.requests("/new.xml")).containsExactly("GET /new.xml null");
    JsonPath state =
        await()
            .atMost(WAIT)
            .until(() -> state("readdressed"), s -> s.getList("history").size() == 2);
    assertThat(state.getInt("history[0].changed")).isZero();
    assertThat(state.getString("warning")).isNull();
  }

  @Test
  void refusesReplacementsThatDoNotFit() {
    add("fitting", "/fitting.xml", "fitting");
    add("neighbour", "/neighbour.xml", "neighbour");
    await().atMost(WAIT).until(() -> state("fitting").getString("last_outcome") != null);
    String url = upstream.url("/fitting.xml");

    refused("none-such", Map.of("url", url), 404, "No source has this id");
    refused("fitting", Map.of(), 422, "'url' is missing");
    refused("fitting", Map.of("url", "http://10.1.2.3/feed"), 422, "is refused");
    refused("fitting", Map.of("url", url, "id", "other"), 422, "the id of a source stays");
    refused("fitting", Map.of("url", upstream.url("/neighbour.xml")), 409, "with the URL");
    refused("fitting", Map.of("url", url, "headers", Map.of("Host", "x")), 422, "'Host'");
    assertThat(state("fitting").getString("url")).isEqualTo(url);
  }

  @Test
  void namesAllUnknownMembers() {
    admin()
        .body(
            Map.of(
                "url", upstream.url("/x"),
                "titel", "x",
                "linksBase", Map.of("deep", List.of(1)),
                "authorization", Map.of("basic", Map.of("usr", "x"))))
        .post("/admin/sources")
        .then()
        .statusCode(400)
        .body(
            "detail",
            containsString("'titel' (the nearest is 'title'); all are authorization, backfill"))
        .body("detail", containsString("no member 'linksBase' (the nearest is 'links_base'), '"))
        .body(
            "detail",
            containsString(
                "no member 'authorization.basic.usr' (the nearest is 'user'); all are password, user."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          headers                     | {"headers":["X: y"]}                          | a JSON object
          headers.X                   | {"headers":{"X":1}}                           | a JSON string
          authorization               | {"authorization":"Basic abc"}                 | a JSON object
          authorization.bearer        | {"authorization":{"bearer":7}}                | a JSON string
          authorization.basic         | {"authorization":{"basic":"ines:secret"}}     | a JSON object
          backfill                    | {"backfill":"3"}                              | a number
          enabled                     | {"enabled":1}                                 | true or false
          """)
  void namesTheMemberOfAnotherType(String member, String body, String form) {
    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(400)
        .body("parameter", is(member))
        .body("detail", is("The member '%s' must be %s.".formatted(member, form)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authorization                | {}
          authorization                | {"basic":{"user":"ines","password":"s3cret"},"bearer":"s3cret"}
          authorization.basic.user     | {"basic":{"password":"s3cret"}}
          authorization.basic.password | {"basic":{"user":"ines"}}
          authorization.basic.user     | {"basic":{"user":"i:nes","password":"s3cret"}}
          authorization.basic.password | {"basic":{"user":"ines","password":"s3cret\\r\\nX: y"}}
          authorization.bearer         | {"bearer":"s3cret and more"}
          """)
  void refusesCredentialsWithoutRepeatingThem(String member, String authorization) {
    admin()
        .body(
            "{\"url\":\"%s\",\"authorization\":%s}"
                .formatted(upstream.url("/refused.xml"), authorization))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("parameter", is(member))
        .body("detail", not(containsString("s3cret")));
  }

  @Test
  void keepsCredentialsUnlessTheyAreReplacedAndShowsThemNever() {
    upstream.serve("/private.xml", RSS, Feeds.burst("private", 1));
    String url = upstream.url("/private.xml");
    Response added =
        admin()
            .body(
                Map.of(
                    "id",
                    "private",
                    "url",
                    url,
                    "headers",
                    Map.of("X-Edition", "eu"),
                    "authorization",
                    Map.of("basic", Map.of("user", "ines", "password", "s3cret-word"))))
            .post("/admin/sources");
    added
        .then()
        .statusCode(201)
        .body("authorization", is("basic"))
        .body("headers.X-Edition", is("eu"));
    carried("private", 1);
    assertThat(upstream.headers("/private.xml").getFirst("Authorization"))
        .isEqualTo("Basic aW5lczpzM2NyZXQtd29yZA==");
    assertThat(upstream.headers("/private.xml").getFirst("X-Edition")).isEqualTo("eu");

    put("private", Map.of("url", url, "title", "Kept"));
    assertThat(state("private").getString("authorization")).isEqualTo("basic");
    refused("private", Map.of("url", "http://127.0.0.1:9090/feed"), 422, "must be given again");

    List<String> shown = new ArrayList<>(List.of(added.asString()));
    for (String path : List.of("/admin/sources", "/admin/sources/private")) {
      shown.add(admin().get(path).asString());
    }
    for (String path : List.of("/opml", "/sources", "/q/metrics", "/sources/private/feed.rss")) {
      shown.add(when().get(path).asString());
    }
    assertThat(shown)
        .allSatisfy(
            text -> assertThat(text).doesNotContain("s3cret-word", "aW5lczpzM2NyZXQtd29yZA"));

    Map<String, Object> removing = new HashMap<>(Map.of("url", url));
    removing.put("authorization", null);
    put("private", removing);
    assertThat(state("private").getMap("$")).doesNotContainKeys("authorization", "headers");
  }

  @Test
  void deletesASourceButNotItsStories() {
    upstream.serve("/doomed.xml", RSS, Feeds.burst("doomed", 2));
    add("doomed", "/doomed.xml", "doomed");
    String item = carried("doomed", 2).getString("items[0].id");

    admin().delete("/admin/sources/doomed").then().statusCode(204);

    admin().get("/admin/sources").then().body("id", not(hasItem("doomed")));
    Stream.of(
            admin().get("/admin/sources/doomed"),
            admin().delete("/admin/sources/doomed"),
            admin().post("/admin/sources/doomed/poll"),
            when().get("/sources/doomed/feed.rss"))
        .forEach(
            gone ->
                gone.then()
                    .statusCode(404)
                    .body("type", is("urn:rendezvous:problem:unknown-source")));
    when().get("/items/" + item).then().statusCode(200);
  }

  @Test
  void beginsAnewWithADeletedSourceThatIsAddedAgain() {
    upstream.serve(
        "/added-again.xml",
        new Page(200, RSS, Feeds.burst("added-again", 2), Map.of("ETag", "\"again\"")));
    add("added-again", "/added-again.xml", "added-again");
    carried("added-again", 2);
    admin().delete("/admin/sources/added-again").then().statusCode(204);

    add("added-again", "/added-again.xml", "added-again");

    await().atMost(WAIT).until(() -> upstream.requests("/added-again.xml").size() == 2);
    assertThat(upstream.requests("/added-again.xml")).last().asString().endsWith("null");
    await().atMost(WAIT).until(() -> state("added-again").getList("history").size() == 1);
  }

  @Test
  void answersAPollWithTheReasonOfItsFailure() {
    upstream.serve("/broken.xml", new Page(500, "text/plain", "no", Map.of()));
    add("broken", "/broken.xml", "broken");

    JsonPath failed = poll("broken");
    upstream.serve("/broken.xml", RSS, Feeds.rss());
    JsonPath empty = poll("broken");
    upstream.serve("/broken.xml", RSS, Feeds.burst("broken", 1));
    JsonPath ok = poll("broken");

    assertThat(failed.getString("outcome")).isEqualTo("http_error");
    assertThat(failed.getString("reason")).startsWith("the answer is 500");
    assertThat(empty.getString("reason")).isEqualTo("the document has no entries");
    assertThat(ok.getMap("$")).containsOnlyKeys("outcome", "entries", "changed", "took_ms");
  }

  @Test
  void listsSourcesInPages() {
    for (int n = 0; n < 5; n++) {
      admin()
          .body(
              Map.of(
                  "id",
                  "paged-" + n,
                  "url",
                  "http://127.0.0.1:9090/paged-%d".formatted(n),
                  "title",
                  "Paged & Co {%d}".formatted(n),
                  "enabled",
                  false))
          .post("/admin/sources")
          .then()
          .statusCode(201);
    }
    List<String> ids = new ArrayList<>();
    String next = "/admin/sources?limit=2&q=paged%20%26%20co%20%7B&status=disabled";
    int pages = 0;
    while (next != null) {
      Response page = admin().urlEncodingEnabled(false).get(next);
      ids.addAll(page.jsonPath().getList("id"));
      String link = page.header("Link");
      assertThat(page.jsonPath().getList("id")).hasSizeLessThanOrEqualTo(2);
      if (link != null) {
        assertThat(link).matches("</admin/sources\\?.*>; rel=\"next\"");
      }
      next = link == null ? null : link.substring(1, link.indexOf('>'));
      pages++;
    }

    assertThat(ids).containsExactly("paged-0", "paged-1", "paged-2", "paged-3", "paged-4");
    assertThat(pages).isEqualTo(3);
    admin()
        .get("/admin/sources?q=paged-3")
        .then()
        .header("Link", nullValue())
        .body("id", is(List.of("paged-3")))
        .body("[0]", not(allOf(hasKey("history"), hasKey("definition"))));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=many, limit",
    "limit=-1, limit",
    "status=Active, status"
  })
  void refusesInvalidParametersOfTheList(String query, String parameter) {
    admin()
        .get("/admin/sources?" + query)
        .then()
        .statusCode(400)
        .body("parameter", is(parameter))
        .body("detail", startsWith("The parameter '" + parameter + "' must be"));
  }

  private static void put(String id, Map<String, ?> body) {
    admin().body(body).put("/admin/sources/" + id).then().statusCode(200);
  }

  private static void refused(String id, Map<String, ?> body, int status, String words) {
    admin()
        .body(body)
        .put("/admin/sources/" + id)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("detail", containsString(words));
  }
}
