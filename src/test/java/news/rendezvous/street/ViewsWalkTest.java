package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A saved view: its administration, feeds, stream and page. */
@QuarkusTest
class ViewsWalkTest extends ServiceWalk {

  private static final String SECRET = "hush-hush-secret";

  @TestHTTPResource("/views/")
  URI views;

  @BeforeEach
  void carryStories() {
    upstream.serve("/viewed.xml", RSS, Feeds.burst("viewed", 3));
    if (admin().get("/admin/sources/viewed").statusCode() == 404) {
      add("viewed", "/viewed.xml", "viewed");
    }
    carried("viewed", 3);
  }

  private static ValidatableResponse put(String id, Map<String, ?> view) {
    return admin().body(view).put("/admin/views/" + id).then();
  }

  private static List<String> titles(String path) {
    return when().get(path).then().statusCode(200).extract().jsonPath().getList("items.title");
  }

  @Test
  void isAddedReplacedListedAndDeleted() {
    put("walk-admin", Map.of("title", "Walk", "source", "viewed"))
        .statusCode(201)
        .header("Location", endsWith("/admin/views/walk-admin"))
        .body("source", is(List.of("viewed")))
        .body("configured", is(false));
    put("walk-admin", Map.of("title", "Walk again", "tag", List.of("a", "b")))
        .statusCode(200)
        .body("source", nullValue())
        .body("tag", is(List.of("a", "b")));
    admin().get("/admin/views").then().statusCode(200).body("title", hasItem("Walk again"));
    admin()
        .header("If-None-Match", "*")
        .body(Map.of("title", "Another"))
        .put("/admin/views/walk-admin")
        .then()
        .statusCode(412)
        .body("parameter", is("id"));

    admin().delete("/admin/views/walk-admin").then().statusCode(204);

    for (String path :
        List.of("/admin/views/walk-admin", "/views/walk-admin", "/views/walk-admin/stream")) {
      admin().get(path).then().statusCode(404).body("type", endsWith(":unknown-view"));
    }
    for (String extension : List.of("rss", "atom", "json")) {
      when().get("/views/walk-admin/feed." + extension).then().statusCode(404);
    }
    admin().delete("/admin/views/walk-admin").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                    | 422 | title         | must be 1 to 1024 characters
          {"title":"a","q":"ok \\"open"}                        | 422 | q             | is not closed (character 4)
          {"title":"a","lang":["en_GB"]}                        | 422 | lang          | must be a language
          {"title":"a","webhooks":[{}]}                         | 422 | webhooks[0].url | http or https URL
          {"title":"a","webhooks":[{"url":"http://10.0.0.1/"}]} | 422 | webhooks[0].url | is refused: 10.0.0.1 is not a public address
          {"title":"a","webhooks":[{"url":"http://a.example/","events":["new"]}]}      | 422 | webhooks[0].events | must be of published
          {"title":"a","webhooks":[{"url":"http://a.example/","secret":"whsec_c2hvcnQ="}]} | 422 | webhooks[0].secret | must be whsec_
          {"title":"a","webhooks":[{"url":"http://a.example/"},{"url":"http://A.example"}]} | 422 | webhooks[1].url | must be another one
          {"titel":"a"}                                         | 400 | titel         | (the nearest is 'title')
          {"title":                                             | 400 | `null`        | cannot be read
          [1]                                                   | 400 | `null`        | must be a JSON object, such as {"title":"Harbour","q":"harbour"}
          """)
  void refusesWhatIsNotAcceptable(String body, int status, String member, String detail) {
    admin()
        .body(body)
        .put("/admin/views/walk-refused")
        .then()
        .statusCode(status)
        .body("parameter", member.equals("null") ? nullValue() : is(member))
        .body("detail", containsString(detail));
    admin().get("/admin/views/walk-refused").then().statusCode(404);
  }

  @Test
  void isServedAsFeedsThatARequestNarrows() {
    put(
        "walk-feed",
        Map.of(
            "title", "Walk & feed", "description", "Two", "q", "title:/[12]/", "source", "viewed"));
    List<String> all = titles("/views/walk-feed/feed.json");
    assertThat(all).hasSize(2);
    assertThat(titles("/views/walk-feed/feed.json?q=title:/[23]/"))
        .singleElement()
        .asString()
        .contains("2");
    assertThat(titles("/views/walk-feed/feed.json?source=other")).isEmpty();

    when()
        .get("/views/walk-feed/feed.json?limit=1&source=viewed")
        .then()
        .body("title", containsString("Walk & feed"))
        .body("description", is("Two"))
        .body("home_page_url", endsWith("/views/walk-feed?source=viewed"))
        .body("feed_url", endsWith("/views/walk-feed/feed.json?source=viewed&limit=1"))
        .body(
            "next_url", containsString("/views/walk-feed/feed.json?source=viewed&limit=1&before="));
    when()
        .get("/views/walk-feed/feed.rss?q=\"open")
        .then()
        .statusCode(400)
        .body("parameter", is("q"));
    when()
        .get("/opml")
        .then()
        .body(containsString("xmlUrl=\"" + views + "walk-feed/feed.rss\""))
        .body(containsString("htmlUrl=\"" + views + "walk-feed\""));
  }

  @Test
  void getsOtherValidatorsWithItsDefinition() {
    put("walk-tag", Map.of("title", "Before", "source", "viewed"));
    String feed = "/views/walk-tag/feed.atom";
    String before = when().get(feed).header("ETag");
    assertThat(when().get(feed).header("ETag")).isEqualTo(before);

    put("walk-tag", Map.of("title", "After", "source", "viewed"));

    given()
        .header("If-None-Match", before)
        .get(feed)
        .then()
        .statusCode(200)
        .header("ETag", not(before))
        .body(containsString("<title>After</title>"));
  }

  @Test
  void isAPage() {
    put("walk-page", Map.of("title", "Walk <page>", "q", "title:/1/", "source", "viewed"));

    given()
        .accept("text/html")
        .get("/views/walk-page")
        .then()
        .statusCode(200)
        .body(containsString("<h1><bdi>Walk &lt;page&gt;</bdi></h1>"))
        .body(containsString("href=\"../views/walk-page/feed.rss\""))
        .body(containsString("action=\"../views/walk-page\""))
        .body(containsString("data-fragment=\"../views/walk-page?fragment=list\""));
    given()
        .accept("text/html")
        .get("/")
        .then()
        .body(containsString("<a href=\"./views/walk-page\"><bdi>Walk &lt;page&gt;</bdi></a>"));
    given()
        .accept("text/html")
        .get("/views/walk-nowhere")
        .then()
        .statusCode(404)
        .contentType("text/html")
        .body(containsString("Unknown view"));
  }

  @Test
  void keepsTheSecretsOfItsWebhooksAndNeverShowsThem() {
    Map<String, String> signed = Map.of("url", "https://chat.example/a", "secret", SECRET);
    put("walk-secret", Map.of("title", "Secret", "webhooks", List.of(signed)))
        .body("webhooks[0].signed", is(true))
        .body(not(containsString(SECRET)));

    put(
            "walk-secret",
            Map.of("title", "Other", "webhooks", Map.of("url", "https://chat.example/a")))
        .statusCode(200)
        .body("webhooks[0].signed", is(true));
    for (String path :
        List.of("/admin/views", "/admin/views/walk-secret", "/admin/opml", "/opml", "/")) {
      assertThat(admin().get(path).asString()).doesNotContain(SECRET);
    }

    put(
            "walk-secret",
            Map.of("title", "Moved", "webhooks", Map.of("url", "https://chat.example/b")))
        .body("webhooks[0].signed", is(false));
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream, id: ", "application/x-ndjson, position"})
  void endsItsStreamWithAPositionWhereItChanges(String type, String position) throws Exception {
    put("walk-stream", Map.of("title", "Stream", "source", "viewed"));
    HttpRequest request =
        HttpRequest.newBuilder(views.resolve("walk-stream/stream")).header("Accept", type).build();
    CompletableFuture<Stream<String>> opened =
        HttpClient.newHttpClient()
            .sendAsync(request, BodyHandlers.ofLines())
            .thenApply(response -> response.body());
    Stream<String> lines = opened.get(WAIT.toSeconds(), TimeUnit.SECONDS);

    put("walk-stream", Map.of("title", "Stream", "source", "elsewhere"));

    List<String> read =
        CompletableFuture.supplyAsync(lines::toList).get(WAIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(read).filteredOn(line -> line.contains(position)).hasSize(2);
  }

  @Test
  void streamsWhatTheViewAndTheRequestSelect() {
    add("streamed", "/streamed.xml", "streamed");
    put("walk-live", Map.of("title", "Live", "source", "streamed"));
    List<String> taken = new CopyOnWriteArrayList<>();
    HttpRequest request =
        HttpRequest.newBuilder(views.resolve("walk-live/stream?q=berth+-title:/[02]/"))
            .header("Accept", "application/x-ndjson")
            .build();
    CompletableFuture<Void> ended =
        HttpClient.newHttpClient()
            .sendAsync(request, BodyHandlers.ofLines())
            .thenAccept(response -> response.body().forEach(taken::add));
    await().atMost(WAIT).until(() -> !taken.isEmpty());

    upstream.serve("/unstreamed.xml", RSS, Feeds.burst("unstreamed", 4));
    add("unstreamed", "/unstreamed.xml", "unstreamed");
    carried("unstreamed", 4);
    upstream.serve("/streamed.xml", RSS, Feeds.burst("streamed", 4));
    poll("streamed");
    carried("streamed", 4);

    await().atMost(WAIT).until(() -> taken.stream().filter(ViewsWalkTest::isStory).count() >= 2);
    admin().delete("/admin/views/walk-live").then().statusCode(204);
    ended.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(taken)
        .filteredOn(ViewsWalkTest::isStory)
        .hasSize(2)
        .allMatch(line -> line.contains("1 of streamed") || line.contains("3 of streamed"));
  }

  private static boolean isStory(String line) {
    return line.contains("\"event\":\"published\"");
  }
}
