package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import news.rendezvous.street.Upstream.Page;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories on their way from the upstream to readers and Kafka consumers. */
@QuarkusTest
class StoryWalkTest extends ServiceWalk {

  @Test
  void servesAStoryInEveryFormatAndOnTheTopic() {
    upstream.serve(
        "/one.xml",
        RSS,
        Feeds.rss(
            Feeds.item(
                "one",
                "https://news.example.org/one?utm_source=x",
                "Ferry &amp; sons",
                "<p>It <b>sails</b>.</p>")));

    add("one", "/one.xml", "one");

    Map<String, Object> item = carried("one", 1).getMap("items[0]");
    assertThat(item)
        .containsEntry("title", "Ferry & sons")
        .containsEntry("url", "https://news.example.org/one")
        .containsEntry("content_html", "<p>It <b>sails</b>.</p>")
        .containsEntry("date_published", "2026-03-03T10:00:00Z");
    String id = (String) item.get("id");
    when().get("/sources/one/feed.rss").then().body("rss.channel.item.guid", equalTo(id));
    when().get("/sources/one/feed.atom").then().body("feed.entry.id", equalTo(id));
    when().get("/items/" + id).then().statusCode(200).body("id", equalTo(id));
    List<ConsumerRecord<String, String>> records = records(id);
    assertThat(records).hasSize(1);
    assertThat(JsonPath.from(records.get(0).value()).getMap("$")).isEqualTo(item);
  }

  @Test
  void readsAStoryInTheDialectAndResolvesItsReferences() {
    String picture = "a".repeat(32);
    String self = "b".repeat(32);
    String page = "c".repeat(32);
    upstream.serve("/getUrls?link=" + picture, "image/png", "not looked at");
    upstream.serve(
        "/getUrls?link=" + self,
        "application/json",
        "[\"%s\"]".formatted(upstream.url("/story.txt")));
    upstream.serve(
        "/getUrls?link=" + page, new Page(302, "text/plain", "", Map.of("Location", "/older")));
    upstream.serve(
        "/story.txt",
        "text/plain; charset=utf-8",
        Feeds.paragraphs(
            "Source:Harbour News Client",
            "The Rendezvous News On 4 May, the night ferry sailed again.",
            "getUrls?link=%s - The night ferry:back from\"winter pause\"".formatted(picture),
            "Passengers sang. Meeting point reporter Li Na",
            "getUrls?link=%s - The night ferry:back from\"winter pause\""
                .formatted(self.toUpperCase(java.util.Locale.ROOT)),
            "getUrls?link=%s - The night ferry:back from\"winter pause\"".formatted(page),
            "Produced by the Harbour Desk"));

    add("dialect", "/story.txt", "dialect");

    JsonPath feed = carried("dialect", 1);
    assertThat(feed.getString("items[0].title"))
        .isEqualTo("The night ferry:back from\"winter pause\"");
    assertThat(feed.getString("items[0]._rendezvous.publisher")).isEqualTo("Harbour News Client");
    assertThat(feed.getList("items[0].authors.name")).containsExactly("Li Na");
    assertThat(feed.getList("items[0]._rendezvous.related.kind"))
        .containsExactly("image", "self", "story");
    assertThat(feed.getList("items[0]._rendezvous.related.link"))
        .containsExactly(picture, self, page);
    assertThat(feed.getList("items[0]._rendezvous.related[2].urls"))
        .containsExactly(upstream.url("/older"));
    assertThat(feed.getString("items[0].content_text"))
        .doesNotContain("getUrls", "Source:")
        .endsWith("Produced by the Harbour Desk");
  }

  @Test
  void writesOneRecordForEachStoryAndRevisionHoweverOftenItPolls() {
    String story = Feeds.item("rev", "https://news.example.org/rev", "Bridge", "<p>It opens.</p>");
    upstream.serve("/rev.xml", RSS, Feeds.rss(story));
    add("rev", "/rev.xml", "rev");
    String id = carried("rev", 1).getString("items[0].id");

    assertThat(poll("rev").getInt("changed")).isZero();
    upstream.serve("/rev.xml", RSS, Feeds.rss(story.replace("It opens.", "It opens on Monday.")));
    assertThat(poll("rev").getInt("changed")).isEqualTo(1);

    await()
        .atMost(WAIT)
        .until(() -> carried("rev", 1).getInt("items[0]._rendezvous.revision") == 2);
    assertThat(records(id)).extracting(ItemsTopic::type).containsExactly("published", "updated");
  }

  @Test
  void namesTheSecondSourceOfAStory() {
    upstream.serve(
        "/first.xml",
        RSS,
        Feeds.rss(Feeds.item("f", "https://news.example.org/dup", "Bridge", "<p>It opens.</p>")));
    upstream.serve(
        "/second.xml",
        RSS,
        Feeds.rss(
            Feeds.item(
                "s",
                "http://news.example.org/dup?utm_medium=feed",
                "Bridge!",
                "<p>It opens, they say.</p>")));
    add("first", "/first.xml", "dup");
    String id = carried("first", 1).getString("items[0].id");

    add("second", "/second.xml", "dup");

    JsonPath second = carried("second", 1);
    assertThat(second.getString("items[0].id")).isEqualTo(id);
    assertThat(second.getList("items[0]._rendezvous.duplicates.source")).containsExactly("second");
    given()
        .queryParam("source", "first", "second")
        .get("/feed.json")
        .then()
        .body("items", hasSize(1));
    assertThat(records(id)).extracting(ItemsTopic::type).containsExactly("published", "duplicated");
  }

  @Test
  void recognisesAStoryThatAnotherSourceEdited() {
    String words =
        "The night ferry sailed again after a winter of repairs, and its captain, Ines Falk, said"
            + " that all forty berths were taken before noon on the first day. The harbour council"
            + " had paid for a new engine in autumn and expects twice as many passengers by the end"
            + " of summer, when the fair opens on the far side of the bay.";
    upstream.serve(
        "/near-a.xml",
        RSS,
        Feeds.rss(Feeds.item("a", "https://a.example.org/1", "The ferry is back", words)));
    upstream.serve(
        "/near-b.xml",
        RSS,
        Feeds.rss(
            Feeds.item(
                "b",
                "https://b.example.org/2",
                "Night ferry sails",
                words.replace("again", "once more") + " Subscribe to our letter.")));
    add("near-a", "/near-a.xml", "near");
    String id = carried("near-a", 1).getString("items[0].id");

    add("near-b", "/near-b.xml", "near");

    JsonPath feed = carried("near-b", 1);
    assertThat(feed.getString("items[0].id")).isEqualTo(id);
    assertThat(feed.getString("items[0]._rendezvous.duplicates[0].match")).isEqualTo("near");
  }

  @Test
  void keepsActiveContentAndPrivateAddressesOut() {
    upstream.serve(
        "/evil.xml",
        RSS,
        Feeds.rss(
            Feeds.item(
                "javascript:alert(1)",
                "java\nscript:alert(1)",
                "A&lt;script&gt;alert(1)&lt;/script&gt; story",
                "<p onclick='x()'>Fine<script>alert(1)</script><img src=x onerror=y></p>")));
    add("evil", "/evil.xml", "evil");

    String item = carried("evil", 1).prettify();

    assertThat(item)
        .contains("Fine")
        .doesNotContain("<script", "javascript:", "onclick", "onerror");
    admin()
        .body(Map.of("id", "inside", "url", "http://169.254.169.254/latest"))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("parameter", equalTo("url"), "detail", containsString("169.254.169.254"));
  }

  @Test
  void withdrawsAnItemEverywhere() {
    upstream.serve("/withdrawn.xml", RSS, Feeds.burst("withdrawn", 2));
    add("withdrawn", "/withdrawn.xml", "withdrawn");
    String id = carried("withdrawn", 2).getString("items[0].id");

    admin().delete("/admin/items/" + id).then().statusCode(204);

    await().atMost(WAIT).until(() -> when().get("/items/" + id).statusCode() == 410);
    assertThat(carried("withdrawn", 1).getList("items.id")).doesNotContain(id);
    assertThat(records(id)).extracting(ItemsTopic::type).containsExactly("published", "withdrawn");
    assertThat(records(id).get(1).value()).isNull();
    admin()
        .delete("/admin/items/" + id)
        .then()
        .statusCode(410)
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:uuid:00000000-0000-5000-8000-000000000000", "no-id"})
  void withdrawsNothingThatItDoesNotHold(String id) {
    admin()
        .delete("/admin/items/" + id)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }
}
