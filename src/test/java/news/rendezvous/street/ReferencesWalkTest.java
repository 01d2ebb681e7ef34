package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import news.rendezvous.street.Upstream.Page;
import org.junit.jupiter.api.Test;

/** References that are resolved late, again, or to an item that arrives later. */
@QuarkusTest
class ReferencesWalkTest extends ServiceWalk {

  @Test
  void revisesAStoryWhoseReferencesAreAnsweredLateThoughItsFeedNeverChanges() {
    String picture = "getUrls?link=" + "d".repeat(32);
    String story = "getUrls?link=" + "e".repeat(32);
    upstream.serve("/late/" + picture, new Page(503, "text/plain", "later", Map.of()));
    upstream.serve("/late/" + story, new Page(503, "text/plain", "later", Map.of()));
    String html =
        "<p>It sails.</p><img src=\"%s\" alt=\"Deck\"><p><a href=\"%s\">Quay</a></p>"
            .formatted(picture, story);
    upstream.serve(
        "/late.feed",
        new Page(
            200,
            RSS,
            Feeds.rss(Feeds.item("late", upstream.url("/late/story"), "Night ferry", html)),
            Map.of("ETag", "\"late\"")));
    add("late-answer", "/late.feed", "late");
    JsonPath early = carried("late-answer", 1);
    String id = early.getString("items[0].id");
    assertThat(early.getList("items[0]._rendezvous.related.kind"))
        .containsExactly("unresolved", "unresolved");

    upstream.serve("/late/" + picture, "image/png", "not looked at");
    upstream.serve("/late/" + story, "text/plain", "https://news.example.org/quay");
    assertThat(poll("late-answer").getString("outcome")).isEqualTo("not_modified");

    JsonPath late =
        await()
            .atMost(WAIT)
            .until(
                () -> when().get("/items/" + id).jsonPath(),
                item -> item.getList("_rendezvous.related.kind").equals(List.of("image", "story")));
    assertThat(late.getString("image")).isEqualTo(upstream.url("/late/" + picture));
    assertThat(late.getString("date_modified")).isNotNull();
    assertThat(records(id))
        .extracting(ItemsTopic::type)
        .startsWith("published")
        .contains("updated")
        .doesNotContain("duplicated");
    when()
        .get("/getUrls?link=" + "E".repeat(32))
        .then()
        .body("urls", contains("https://news.example.org/quay"));
  }

  @Test
  void asksAgainForReferencesWhenAnOperatorWantsIt() {
    String picture = "7".repeat(32);
    String story = "8".repeat(32);
    upstream.serve("/again/getUrls?link=" + picture, new Page(404, "text/plain", "", Map.of()));
    upstream.serve("/again/getUrls?link=" + story, "text/plain", "https://news.example.org/wrong");
    upstream.serve(
        "/again.feed",
        RSS,
        Feeds.rss(
            Feeds.item(
                "again",
                upstream.url("/again/story"),
                "Harbour walk",
                "<p>It opens.</p><p>getUrls?link=%s - Deck</p><p>getUrls?link=%s - Quay</p>"
                    .formatted(picture, story))));
    add("again", "/again.feed", "again");
    carried("again", 1);
    JsonPath before = admin().get("/admin/sources/again").jsonPath();
    upstream.serve("/again/getUrls?link=" + picture, "image/png", "not looked at");
    upstream.serve("/again/getUrls?link=" + story, "text/plain", "https://news.example.org/right");

    int one = admin().post("/admin/references/" + story + "/resolve").statusCode();
    int all = admin().post("/admin/sources/again/references").statusCode();

    assertThat(before.getMap("references"))
        .isEqualTo(
            Map.of("resolved", 1, "unresolved", 1, "end_point", upstream.url("/again/getUrls")));
    assertThat(List.of(one, all)).containsOnly(202);
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(
                        when()
                            .get("/sources/again/feed.json")
                            .jsonPath()
                            .getList("items[0]._rendezvous.related.urls.flatten()"))
                    .containsExactly(
                        upstream.url("/again/getUrls?link=" + picture),
                        "https://news.example.org/right"));
    assertThat(admin().get("/admin/sources/again").jsonPath().getInt("references.resolved"))
        .isEqualTo(2);
  }

  @Test
  void refusesToAskForWhatNobodyRefersTo() {
    admin().post("/admin/references/" + "9".repeat(32) + "/resolve").then().statusCode(404);
    admin().post("/admin/references/quay/resolve").then().statusCode(400);
    admin().post("/admin/sources/nobody/references").then().statusCode(404);
  }

  @Test
  void refusesABaseOfReferencesLikeTheAddressOfASource() {
    admin()
        .contentType("application/json")
        .body(Map.of("url", upstream.url("/refused.feed"), "links_base", "http://192.168.0.1/"))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("parameter", equalTo("links_base"));
  }

  @Test
  void namesTheItemBehindAReferenceOnceThatItemArrives() {
    String reference = "getUrls?link=" + "f".repeat(32);
    upstream.serve("/held/" + reference, "text/plain", "https://news.example.org/held/quay");
    upstream.serve(
        "/held.feed",
        RSS,
        Feeds.rss(
            Feeds.item(
                "h",
                upstream.url("/held/story"),
                "Ferry",
                "<p>It sails, see <a href=\"%s\">Quay</a>.</p>".formatted(reference))));
    add("held", "/held.feed", "held");
    String id = carried("held", 1).getString("items[0].id");

    upstream.serve(
        "/quay.feed",
        RSS,
        Feeds.rss(
            Feeds.item("q", "https://news.example.org/held/quay", "Quay", "<p>It is old.</p>")));
    add("quay", "/quay.feed", "another");

    String quay = carried("quay", 1).getString("items[0].id");
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                when()
                    .get("/items/" + id)
                    .then()
                    .body("_rendezvous.related[0].item", equalTo(quay)));
    assertThat(records(id)).extracting(ItemsTopic::type).containsExactly("published", "updated");
    poll("held");
    assertThat(records(id)).hasSize(2);
  }
}
