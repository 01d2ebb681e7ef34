package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Import and export of sources as OPML, and the discovery of feeds. */
@QuarkusTest
class SubscriptionListWalkTest extends ServiceWalk {

  private static final String OPML = "text/x-opml";

  private static String opml(String outlines) {
    return "<?xml version=\"1.0\"?><opml version=\"1.0\"><head/><body>%s</body></opml>"
        .formatted(outlines);
  }

  private static String outline(String title, String url) {
    return "<outline text=\"%s\" xmlUrl=\"%s\"/>".formatted(title, url);
  }

  private static ValidatableResponse load(String opml) {
    return admin().contentType(OPML).body(opml).put("/admin/opml").then();
  }

  private String serve(String path) {
    upstream.serve(path, RSS, Feeds.burst(path.substring(1), 1));
    return upstream.url(path);
  }

  @Test
  void importsEachFeedOnce() {
    String list =
        opml(
            "<outline text=\"Folder\">"
                + outline("Opml Quay", serve("/opml-1.xml"))
                + outline("Opml Quay", serve("/opml-2.xml"))
                + "</outline>"
                + outline("Again", upstream.url("/opml-1.xml"))
                + outline("Bad", "file:///etc/hostname")
                + outline("Private", "http://10.0.0.1/feed")
                + "<outline text=\"Note\"/>");

    load(list)
        .statusCode(200)
        .contentType("application/json")
        .body("added", is(2))
        .body("existing", is(0))
        .body(
            "refused.url",
            contains(
                upstream.url("/opml-1.xml"), "file:///etc/hostname", "http://10.0.0.1/feed", ""))
        .body("refused[0].reason", is("is in the document more than once"))
        .body("refused[1].reason", startsWith("must be an absolute http or https URL"))
        .body("refused[2].reason", startsWith("is refused: 10.0.0.1 is not a public address"))
        .body("refused[3].reason", is("the outline 'Note' has no xmlUrl"));
    load(list).statusCode(200).body("added", is(0)).body("existing", is(2));
    assertThat(state("opml-quay").getString("url")).isEqualTo(upstream.url("/opml-1.xml"));
    assertThat(state("opml-quay-2").getString("url")).isEqualTo(upstream.url("/opml-2.xml"));
  }

  @Test
  void writesAnEmptyListOfRefusals() {
    load(opml("")).statusCode(200).body("added", is(0)).body("refused", empty());
  }

  @Test
  void exportsWhatAnImportRestores() {
    Map<String, Object> source =
        Map.of(
            "id", "opml-out",
            "url", serve("/opml-out.xml"),
            "title", "Out & about",
            "edition", "opml",
            "interval", "PT15M",
            "zone", "Asia/Shanghai",
            "enabled", false,
            "backfill", 2);
    admin().body(source).post("/admin/sources").then().statusCode(201);

    String list =
        admin()
            .get("/admin/opml")
            .then()
            .statusCode(200)
            .contentType(OPML)
            .header("Content-Disposition", "attachment; filename=\"rendezvous-sources.opml\"")
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    String other = list.replace("opml-out", "opml-in").replace("Out &amp; about", "In");
    load(list).statusCode(200).body("added", is(0)).body("refused", empty());
    load(other).statusCode(200).body("added", is(1)).body("refused", empty());

    JsonPath restored = state("opml-in");
    assertThat(restored.getString("url")).isEqualTo(upstream.url("/opml-in.xml"));
    assertThat(restored.getString("title")).isEqualTo("In");
    assertThat(restored.getString("interval")).isEqualTo("PT15M");
    assertThat(restored.getString("zone")).isEqualTo("Asia/Shanghai");
    assertThat(restored.getString("status")).isEqualTo("disabled");
    assertThat(restored.getInt("backfill")).isEqualTo(2);
  }

  @Test
  void reportsProgressUntilTheFirstPollsHaveEnded() {
    String list =
        opml(
            outline("Opml Seen", serve("/opml-seen.xml"))
                + outline("Opml Gone", upstream.url("/opml-missing.xml"))
                + outline("Bad", "ftp://news.example/"));

    List<String> lines =
        admin()
            .contentType(OPML)
            .accept("application/x-ndjson")
            .body(list)
            .put("/admin/opml")
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString()
            .lines()
            .toList();

    assertThat(lines)
        .startsWith(
            "{\"adding\":{\"done\":0,\"total\":3}}", "{\"adding\":{\"done\":3,\"total\":3}}");
    assertThat(lines.get(2)).startsWith("{\"result\":{\"added\":2,\"existing\":0,\"refused\":[{");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("{\"polling\":{\"polled\":2,\"failing\":1,\"total\":2}}");
  }

  @Test
  void refusesMoreFeedsThanTheLimit() {
    String many =
        IntStream.rangeClosed(0, 2000)
            .mapToObj(i -> outline("x", "http://news.example/" + i))
            .collect(Collectors.joining());

    load(opml(many))
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", is("urn:rendezvous:problem:too-many-outlines"))
        .body("detail", containsString("2001 feeds and at most 2000"));
    admin().get("/admin/sources").then().body("url", not(hasItem("http://news.example/0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<opml>", "<rss/>", "<!DOCTYPE o [<!ENTITY x SYSTEM 'y'>]><opml/>"})
  void refusesADocumentThatCannotBeRead(String document) {
    load(document).statusCode(400).contentType("application/problem+json");
  }

  @Test
  void takesOpmlByItsMediaTypes() {
    for (String type : List.of("application/xml", "text/xml;charset=utf-8")) {
      admin().contentType(type).body(opml("")).put("/admin/opml").then().statusCode(200);
    }
    admin()
        .body(opml(""))
        .put("/admin/opml")
        .then()
        .statusCode(415)
        .body("detail", containsString("text/x-opml"));
    given().contentType(OPML).body(opml("")).put("/admin/opml").then().statusCode(401);
    given().get("/admin/opml").then().statusCode(401);
  }

  private static final String PAGE =
      "<!doctype html><title>Site</title><link rel=alternate type='application/rss+xml' href='%s'>";

  private static ValidatableResponse discover(String url) {
    return admin().body(Map.of("url", url)).post("/admin/discover").then();
  }

  @Test
  void subscribesToTheOneFeedOfAPage() {
    upstream.serve("/site-one", "text/html", PAGE.formatted("/site-one.xml"));
    String feed = serve("/site-one.xml");

    discover(upstream.url("/site-one"))
        .statusCode(200)
        .body("url", contains(feed))
        .body("title", contains("Site"))
        .body("type", contains("application/rss+xml"));
    admin()
        .body(Map.of("id", "site-one", "url", upstream.url("/site-one"), "discover", true))
        .post("/admin/sources")
        .then()
        .statusCode(201)
        .body("url", equalTo(feed));
  }

  @Test
  void namesTheFeedsOfAPageThatHasSeveral() {
    upstream.serve(
        "/site-two", "text/html", PAGE.formatted("/site-a.xml") + PAGE.formatted("/site-b.xml"));

    admin()
        .body(Map.of("url", upstream.url("/site-two"), "discover", true))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("type", is("urn:rendezvous:problem:several-feeds"))
        .body("parameter", is("url"))
        .body("feeds.url", contains(upstream.url("/site-a.xml"), upstream.url("/site-b.xml")))
        .body("feeds.title", contains("Site", "Site"));
  }

  @Test
  void saysThatAPageHasNoFeed() {
    upstream.serve("/site-none", "text/html", "<!doctype html><title>Bare</title>");

    discover(upstream.url("/site-none")).statusCode(200).body("$", empty());
    admin()
        .body(Map.of("url", upstream.url("/site-none"), "discover", true))
        .post("/admin/sources")
        .then()
        .statusCode(422)
        .body("type", is("urn:rendezvous:problem:no-feed"))
        .body("detail", containsString("an HTML page titled \"Bare\""));
  }

  @Test
  void saysWhyAUrlCannotBeFetched() {
    discover(upstream.url("/site-missing"))
        .statusCode(422)
        .body("type", is("urn:rendezvous:problem:fetch-failed"))
        .body("outcome", is("http_error"))
        .body("detail", containsString("404 (Not Found)"));
    discover("127.0.0.1:1/page")
        .statusCode(422)
        .body("type", is("urn:rendezvous:problem:unfit-source"))
        .body("outcome", nullValue())
        .body("detail", containsString("port 1 is below 1024"));
    discover("ftp://news.example/").statusCode(422).body("parameter", is("url"));
    admin().body("{}").post("/admin/discover").then().statusCode(422);
    admin().body("{\"uri\":\"x\"}").post("/admin/discover").then().statusCode(400);
  }
}
