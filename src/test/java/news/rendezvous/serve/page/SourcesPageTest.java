package news.rendezvous.serve.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.street.Feeds;
import news.rendezvous.street.Upstream;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of the sources as they are read without a script. */
@QuarkusTest
class SourcesPageTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String RSS = "application/rss+xml";

  private static Upstream upstream;

  @Inject Timeline timeline;
  @Inject InstantSource clock;

  @BeforeAll
  static void startUpstream() {
    upstream = new Upstream();
  }

  @AfterAll
  static void stopUpstream() {
    upstream.close();
  }

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitView();
  }

  private static Document page(String path) {
    return Jsoup.parse(answer(path).asString());
  }

  private static Response answer(String path) {
    return given().urlEncodingEnabled(false).accept("text/html").get(path);
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }

  /** Adds a source. */
  private static void add(String id, String path, Map<String, Object> members) {
    Map<String, Object> body = new HashMap<>(members);
    body.put("id", id);
    body.put("url", upstream.url(path));
    admin().body(body).post("/admin/sources").then().statusCode(201);
  }

  private static Element await(String path, String query, Predicate<Element> expected) {
    return Awaitility.await()
        .atMost(WAIT)
        .until(() -> page(path).selectFirst(query), found -> found != null && expected.test(found));
  }

  @Test
  void showsAFailingSourceWithoutSecrets() {
    upstream.serve(
        "/failing?key=s3cret",
        new Upstream.Page(
            302, "text/plain", "", Map.of("Location", upstream.url("/none?token=s3cret"))));
    add("page-failing", "/failing?key=s3cret", Map.of("title", "A <b>failing</b> source"));

    Element row =
        await("/sources?state=failing&q=PAGE-fail", "tr[data-source=page-failing]", found -> true);
    Document page = page("/sources/page-failing");

    assertThat(row.select("th a").text()).isEqualTo("A <b>failing</b> source");
    assertThat(row.select("th a").attr("href")).isEqualTo("./sources/page-failing");
    assertThat(row.select("td.state").text()).isEqualTo("! Failing");
    assertThat(row.select(".error").text()).contains("404", "redirected to http://127.0.0.1:");
    assertThat(row.select("svg title").text())
        .isEqualTo("Last polls, 1: 0 with new stories, 0 without, 1 failed");
    assertThat(row.select("td.success").text()).isEqualTo("none yet");
    assertThat(row.select("td.latency").text()).endsWith("ms");
    assertThat(row.select("td.next").text()).startsWith("in ");
    assertThat(page.select("h1").text()).isEqualTo("A <b>failing</b> source");
    assertThat(page.select("p.error").text()).contains("404", "redirected to http://127.0.0.1:");
    assertThat(page.select(".failures li").text())
        .startsWith("HTTP error")
        .contains("404", "1 poll, from")
        .endsWith("still");
    assertThat(page.select("table.polls tbody tr.failed td").eachText())
        .contains("HTTP error", "404");
    assertThat(page.select(".why").text()).isEqualTo("backing off after a failure");
    assertThat(row.html() + page.html()).doesNotContain("s3cret");
  }

  @Test
  void showsTheHistoryOfOneSource() {
    upstream.serve(
        "/history",
        new Upstream.Page(
            200,
            RSS,
            Feeds.rss(Feeds.item("h1", "https://news.example.org/h1", "Ropes", "<p>Coiled.</p>")),
            Map.of("ETag", "\"h-1\"", "Last-Modified", "Tue, 03 Mar 2026 10:00:00 GMT")));
    add("history", "/history", Map.of("interval", "PT90M", "edition", "history"));
    await("/sources?q=history", "#s-history td.success time", found -> true);
    admin().post("/admin/sources/history/poll").then().statusCode(200);
    await("/sources/history", ".newest a", found -> true); // deduplicated and in the view

    Document page = page("/sources/history");

    assertThat(page.select("dl dt").eachText())
        .contains("Last poll", "Last success", "Next poll", "Validators", "Brought first");
    assertThat(page.select("code").eachText())
        .containsExactly("ETag: \"h-1\"", "Last-Modified: Tue, 03 Mar 2026 10:00:00 GMT");
    assertThat(page.text()).contains("its own interval of 1 h 30 min", "90 min");
    assertThat(page.select("table.polls .result").eachText())
        .containsExactly("not modified", "read");
    assertThat(page.select("table.polls tbody tr").eachAttr("class"))
        .containsExactly("unchanged", "changed");
    assertThat(page.select(".newest a").eachText()).containsExactly("Ropes");
    assertThat(page.select("section dl a[type]").eachAttr("href"))
        .allSatisfy(feed -> assertThat(given().get(feed).statusCode()).isEqualTo(200));
    assertThat(page.select("link[rel=alternate][href$=sources/history/feed.atom]")).hasSize(1);
    assertThat(page.select(".links a").eachAttr("href"))
        .containsExactly("https://news.example.org/", "../?source=history");
  }

  @Test
  void countsDuplicatesGivenAndTaken() {
    NewsItem other = TestStories.plain("page-lone", 500, "Before");
    NewsItem shared = TestStories.rich("page-shared", other);
    Timelines.put(timeline, Timelines.held(shared, clock.instant()));
    upstream.serve("/empty", RSS, Feeds.rss());
    add("page-shared", "/empty", Map.of());
    add("page-shared-wire", "/empty?wire", Map.of());

    assertThat(sharing("page-shared")).containsExactly("1", "1", "1", "0");
    assertThat(sharing("page-shared-wire")).containsExactly("1", "0", "0", "1");
    assertThat(page("/sources/page-shared-wire").select("section li a").eachAttr("href"))
        .contains("../sources/page-shared");
  }

  private static List<String> sharing(String id) {
    return page("/sources/" + id)
        .select("section[aria-labelledby=h-sharing] dd")
        .eachText()
        .subList(0, 4);
  }

  @Test
  void sortsByLinks() {
    upstream.serve("/empty", RSS, Feeds.rss());
    add("sort-a", "/empty?a", Map.of("title", "Sorted anchor"));
    add("sort-b", "/empty?b", Map.of("title", "sorted buoy"));

    Document page = page("/sources?q=sorted&sort=-name");
    Element heading = page.selectFirst("th[aria-sort]");

    assertThat(page.select("tbody th a").eachText())
        .containsExactly("sorted buoy", "Sorted anchor");
    assertThat(heading.attr("aria-sort")).isEqualTo("descending");
    assertThat(heading.select("a").attr("href")).isEqualTo("./sources?q=sorted&sort=name");
    assertThat(page.select("caption").text()).isEqualTo("2 sources, sorted by Source, descending");
    assertThat(page.select("form#filter input[type=hidden]").val()).isEqualTo("-name");
    assertThat(page("/sources").select("th[aria-sort]").text()).isEqualTo("State");
  }

  @Test
  void countsSourcesByStateAboveTheTable() {
    upstream.serve("/empty", RSS, Feeds.rss());
    add("counted", "/empty?counted", Map.of("enabled", false));

    Document page = page("/sources");
    List<String> counts = page.select(".overview a").eachText();

    assertThat(counts.get(0)).matches("\\d+ sources?");
    assertThat(counts).anyMatch(text -> text.matches("– \\d+ paused"));
    assertThat(page("/sources?state=disabled&q=counted").select("td.next").text())
        .isEqualTo("never");
  }

  @Test
  void dividesThousandsOfSourcesIntoPages() {
    String outlines =
        IntStream.range(0, 250)
            .mapToObj(
                n ->
                    "<outline type='rss' text='Divided %03d' xmlUrl='%s' xmlns:r='x'/>"
                        .formatted(n, upstream.url("/divided?" + n)))
            .collect(Collectors.joining());
    upstream.serve("/empty", RSS, Feeds.rss());
    given()
        .header("Authorization", "Bearer test-token")
        .contentType("text/x-opml")
        .body("<opml version='2.0'><head/><body>" + outlines + "</body></opml>")
        .put("/admin/opml")
        .then()
        .statusCode(200);

    Document first = page("/sources?q=divided&sort=name");
    Document last = page("/sources?q=divided&sort=name&page=3");

    assertThat(first.select("tbody tr")).hasSize(100);
    assertThat(first.select("caption").text()).startsWith("250 sources").endsWith("page 1 of 3");
    assertThat(first.select("a[rel=next]").attr("href"))
        .isEqualTo("./sources?q=divided&sort=name&page=2");
    assertThat(first.select("a[rel=prev]")).isEmpty();
    assertThat(last.select("tbody th a").eachText()).hasSize(50).endsWith("Divided 249");
    assertThat(last.select("a[rel=next]")).isEmpty();
  }

  @Test
  void answersThePartThatChangesAlone() {
    upstream.serve("/empty", RSS, Feeds.rss());
    add("part", "/empty?part", Map.of());

    Response all = answer("/sources?q=part&fragment=health");
    Response one = answer("/sources/part?fragment=health");

    assertThat(Jsoup.parse(all.asString()).select("body > #health #s-part")).hasSize(1);
    assertThat(Jsoup.parse(one.asString()).select("body > #health h1").text()).isEqualTo("part");
    assertThat(all.asString() + one.asString()).doesNotContain("<dialog", "<header", "<script");
    assertThat(all.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /sources/nobody,    404, No source has this id.
          /sources?page=0,    400, 'page'
          /sources?state=odd, 400, 'state'
          /sources?sort=odd,  400, 'sort'
          """)
  void describesProblems(String path, int status, String words) {
    Response answer = answer(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Jsoup.parse(answer.asString()).select("main").text())
        .contains(words.replace("'", ""));
  }

  @Test
  void speaksChinese() {
    upstream.serve("/empty", RSS, Feeds.rss());
    add("chinese", "/empty?chinese", Map.of("enabled", false));

    Document page =
        Jsoup.parse(
            given()
                .accept("text/html")
                .header("Accept-Language", "zh-CN")
                .get("/sources?q=chinese")
                .asString());

    assertThat(page.select("html").attr("lang")).isEqualTo("zh");
    assertThat(page.select("h1").text()).isEqualTo("来源");
    assertThat(page.select("td.state").text()).isEqualTo("– 已暂停");
    assertThat(page.select("thead th").eachText()).contains("上次成功", "下次轮询 ".strip());
  }

  @Test
  void explainsAFailureInChineseAndMarksTheRestAsEnglish() {
    add("translated-failure", "/nothing-to-translate", Map.of());
    await("/sources?state=failing&q=translated", "#s-translated-failure", found -> true);

    Document page =
        Jsoup.parse(
            given()
                .accept("text/html")
                .header("Accept-Language", "zh-CN")
                .get("/sources/translated-failure")
                .asString());

    assertThat(page.select("p.error .outcome").text()).isEqualTo("HTTP 错误（404）：");
    assertThat(page.select("p.error [lang=en]").text()).startsWith("the answer is 404");
    assertThat(page.select(".why").text()).isEqualTo("失败一次，正在退避");
    assertThat(page.select(".why").hasAttr("lang")).isFalse();
  }

  @Test
  void hidesAllCommandsFromReadersWithoutAScript() {
    Document page = page("/sources");

    assertThat(page.select("#console").hasAttr("hidden")).isTrue();
    assertThat(page.select("dialog[open]")).isEmpty();
    assertThat(page.select("tbody button")).isEmpty();
    assertThat(page.select("form[method=post], form[action^=admin]")).isEmpty();
    assertThat(page.select("[style], script:not([src]), [onclick]")).isEmpty();
  }
}
