package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.street.Upstream.Page;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole street: a real upstream at one end, readers and Kafka consumers at the other. */
@QuarkusTest
class StreetWalkTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Upstream UPSTREAM = new Upstream();
  private static final String RSS = "application/rss+xml";

  @AfterAll
  static void closeUpstream() {
    UPSTREAM.close();
  }

  @BeforeEach
  void waitUntilReady() {
    await().atMost(WAIT).until(() -> when().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void servesAStoryInEveryFormatAndOnTheTopic() {
    UPSTREAM.serve(
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
    UPSTREAM.serve("/getUrls?link=" + picture, "image/png", "not looked at");
    UPSTREAM.serve(
        "/getUrls?link=" + self,
        "application/json",
        "[\"%s\"]".formatted(UPSTREAM.url("/story.txt")));
    UPSTREAM.serve(
        "/getUrls?link=" + page, new Page(302, "text/plain", "", Map.of("Location", "/older")));
    UPSTREAM.serve(
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
        .containsExactly(UPSTREAM.url("/older"));
    assertThat(feed.getString("items[0].content_text"))
        .doesNotContain("getUrls", "Source:")
        .endsWith("Produced by the Harbour Desk");
  }

  @Test
  void revisesAStoryWhoseReferencesAreAnsweredLateThoughItsFeedNeverChanges() {
    String picture = "getUrls?link=" + "d".repeat(32);
    String story = "getUrls?link=" + "e".repeat(32);
    UPSTREAM.serve("/late/" + picture, new Page(503, "text/plain", "later", Map.of()));
    UPSTREAM.serve("/late/" + story, new Page(503, "text/plain", "later", Map.of()));
    String html =
        "<p>It sails.</p><img src=\"%s\" alt=\"Deck\"><p><a href=\"%s\">Quay</a></p>"
            .formatted(picture, story);
    UPSTREAM.serve(
        "/late.feed",
        new Page(
            200,
            RSS,
            Feeds.rss(Feeds.item("late", UPSTREAM.url("/late/story"), "Night ferry", html)),
            Map.of("ETag", "\"late\"")));
    add("late-answer", "/late.feed", "late");
    JsonPath early = carried("late-answer", 1);
    String id = early.getString("items[0].id");
    assertThat(early.getList("items[0]._rendezvous.related.kind"))
        .containsExactly("unresolved", "unresolved");

    UPSTREAM.serve("/late/" + picture, "image/png", "not looked at");
    UPSTREAM.serve("/late/" + story, "text/plain", "https://news.example.org/quay");
    assertThat(poll("late-answer").getString("outcome")).isEqualTo("not_modified");

    JsonPath late =
        await()
            .atMost(WAIT)
            .until(
                () -> when().get("/items/" + id).jsonPath(),
                item -> item.getList("_rendezvous.related.kind").equals(List.of("image", "story")));
    assertThat(late.getString("image")).isEqualTo(UPSTREAM.url("/late/" + picture));
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
    UPSTREAM.serve("/again/getUrls?link=" + picture, new Page(404, "text/plain", "", Map.of()));
    UPSTREAM.serve("/again/getUrls?link=" + story, "text/plain", "https://news.example.org/wrong");
    UPSTREAM.serve(
        "/again.feed",
        RSS,
        Feeds.rss(
            Feeds.item(
                "again",
                UPSTREAM.url("/again/story"),
                "Harbour walk",
                "<p>It opens.</p><p>getUrls?link=%s - Deck</p><p>getUrls?link=%s - Quay</p>"
                    .formatted(picture, story))));
    add("again", "/again.feed", "again");
    carried("again", 1);
    JsonPath before = admin().get("/admin/sources/again").jsonPath();
    UPSTREAM.serve("/again/getUrls?link=" + picture, "image/png", "not looked at");
    UPSTREAM.serve("/again/getUrls?link=" + story, "text/plain", "https://news.example.org/right");

    int one = admin().post("/admin/references/" + story + "/resolve").statusCode();
    int all = admin().post("/admin/sources/again/references").statusCode();

    assertThat(before.getMap("references"))
        .isEqualTo(
            Map.of("resolved", 1, "unresolved", 1, "end_point", UPSTREAM.url("/again/getUrls")));
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
                        UPSTREAM.url("/again/getUrls?link=" + picture),
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
        .body(Map.of("url", UPSTREAM.url("/refused.feed"), "links_base", "http://192.168.0.1/"))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("parameter", equalTo("links_base"));
  }

  @Test
  void namesTheItemBehindAReferenceOnceThatItemArrives() {
    String reference = "getUrls?link=" + "f".repeat(32);
    UPSTREAM.serve("/held/" + reference, "text/plain", "https://news.example.org/held/quay");
    UPSTREAM.serve(
        "/held.feed",
        RSS,
        Feeds.rss(
            Feeds.item(
                "h",
                UPSTREAM.url("/held/story"),
                "Ferry",
                "<p>It sails, see <a href=\"%s\">Quay</a>.</p>".formatted(reference))));
    add("held", "/held.feed", "held");
    String id = carried("held", 1).getString("items[0].id");

    UPSTREAM.serve(
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

  @Test
  void writesOneRecordForEachStoryAndRevisionHoweverOftenItPolls() {
    String story = Feeds.item("rev", "https://news.example.org/rev", "Bridge", "<p>It opens.</p>");
    UPSTREAM.serve("/rev.xml", RSS, Feeds.rss(story));
    add("rev", "/rev.xml", "rev");
    String id = carried("rev", 1).getString("items[0].id");

    assertThat(poll("rev").getInt("changed")).isZero();
    UPSTREAM.serve("/rev.xml", RSS, Feeds.rss(story.replace("It opens.", "It opens on Monday.")));
    assertThat(poll("rev").getInt("changed")).isEqualTo(1);

    await()
        .atMost(WAIT)
        .until(() -> carried("rev", 1).getInt("items[0]._rendezvous.revision") == 2);
    assertThat(records(id)).extracting(ItemsTopic::type).containsExactly("published", "updated");
  }

  @Test
  void namesTheSecondSourceOfAStory() {
    UPSTREAM.serve(
        "/first.xml",
        RSS,
        Feeds.rss(Feeds.item("f", "https://news.example.org/dup", "Bridge", "<p>It opens.</p>")));
    UPSTREAM.serve(
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
  void sendsTheValidatorsBackAndKeepsQuietAboutWhatDidNotChange() {
    UPSTREAM.serve(
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
    assertThat(UPSTREAM.requests("/etag.xml")).last().asString().endsWith("W/\"v 1\"");
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
    UPSTREAM.serve("/" + id, new Page(status, type, body, Map.of()));
    UPSTREAM.serve("/beside-" + id, RSS, Feeds.burst("beside-" + id, 2));

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

    UPSTREAM.serve("/late.xml", RSS, Feeds.burst("late", 3));
    JsonPath report = poll("late");

    assertThat(report.getInt("changed")).isEqualTo(3);
    assertThat(state("late").getInt("failures")).isZero();
    carried("late", 3);
  }

  @Test
  void saysEmptyAsLongAsADocumentIsEmpty() {
    UPSTREAM.serve("/empty.xml", RSS, Feeds.rss());
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
    UPSTREAM.serve(asked, RSS, Feeds.burst(id, 1));

    add(id, written, id);

    carried(id, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          url;        {"url":"http://exa mple/"}
          url;        {"url":"ftp://news.example.org/feed"}
          url;        {"title":"No address"}
          id;         {"url":"https://news.example.org/x","id":".."}
          edition;    {"url":"https://news.example.org/x","edition":"a b"}
          interval;   {"url":"https://news.example.org/x","interval":"PT0S"}
          interval;   {"url":"https://news.example.org/x","interval":"15m"}
          zone;       {"url":"https://news.example.org/x","zone":"Asia/Shangai"}
          language;   {"url":"https://news.example.org/x","language":"no tag"}
          links_base; {"url":"https://news.example.org/x","links_base":"/relative"}
          """)
  void namesTheMemberThatDoesNotFit(String member, String body) {
    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("parameter", equalTo(member));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {not json
          {"url":"https://news.example.org/x"} and more
          {"url":"https://news.example.org/x","url":"https://news.example.org/y"}
          {"url":"https://news.example.org/x","interval":15}
          {"url":"https://news.example.org/x","enabled":"true"}
          {"url":"https://news.example.org/x","linksBase":"https://news.example.org/"}
          []
          """)
  void refusesABodyThatCannotBeRead(String body) {
    admin()
        .body(body)
        .post("/admin/sources")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void withdrawsAnItemEverywhere() {
    UPSTREAM.serve("/withdrawn.xml", RSS, Feeds.burst("withdrawn", 2));
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

  @Test
  void recognisesAStoryThatAnotherSourceEdited() {
    String words =
        "The night ferry sailed again after a winter of repairs, and its captain, Ines Falk, said"
            + " that all forty berths were taken before noon on the first day. The harbour council"
            + " had paid for a new engine in autumn and expects twice as many passengers by the end"
            + " of summer, when the fair opens on the far side of the bay.";
    UPSTREAM.serve(
        "/near-a.xml",
        RSS,
        Feeds.rss(Feeds.item("a", "https://a.example.org/1", "The ferry is back", words)));
    UPSTREAM.serve(
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
    UPSTREAM.serve(
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
  void takesASourceOnce() {
    UPSTREAM.serve("/once.xml", RSS, Feeds.burst("once", 1));
    add("once", "/once.xml", "once");

    admin()
        .body(Map.of("id", "once", "url", UPSTREAM.url("/other")))
        .post("/admin/sources")
        .then()
        .statusCode(409);
    admin()
        .body(Map.of("id", "twice", "url", UPSTREAM.url("/once.xml")))
        .post("/admin/sources")
        .then()
        .statusCode(409);
    admin().get("/admin/sources").then().body("id", not(contains("twice")));
    admin().get("/admin/sources/twice").then().statusCode(404);
  }

  @Test
  void administersForTheTokenAlone() {
    when()
        .get("/admin/sources")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Bearer"));
    given().header("Authorization", "Bearer wrong").get("/admin/sources").then().statusCode(401);
    given()
        .header("Authorization", "bearer test-token")
        .get("/admin/sources")
        .then()
        .statusCode(200);
    given().header("Authorization", "Basic dGVzdDp0ZXN0").get("/admin/none").then().statusCode(401);
  }

  private static void add(String id, String path, String edition) {
    admin()
        .body(Map.of("id", id, "url", UPSTREAM.url(path), "edition", edition, "interval", "PT24H"))
        .post("/admin/sources")
        .then()
        .statusCode(201);
  }

  private static JsonPath poll(String id) {
    return admin()
        .post("/admin/sources/" + id + "/poll")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static JsonPath state(String id) {
    return admin().get("/admin/sources/" + id).then().statusCode(200).extract().jsonPath();
  }

  /** The source's own feed, once it has that many items. */
  private static JsonPath carried(String id, int count) {
    return await()
        .atMost(WAIT)
        .until(
            () -> when().get("/sources/" + id + "/feed.json").jsonPath(),
            feed -> feed.getList("items").size() == count);
  }

  private static List<ConsumerRecord<String, String>> records(String id) {
    String broker = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    return ItemsTopic.read(broker).stream().filter(record -> id.equals(record.key())).toList();
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }
}
