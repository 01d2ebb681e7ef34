package news.rendezvous.serve.page;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PageTest {

  private static final String PEOPLE = "text/html,application/xhtml+xml,*/*;q=0.8";

  @Inject Timeline timeline;
  @Inject InstantSource clock;

  @TestHTTPResource("/")
  String root;

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitView();
  }

  private NewsItem put(NewsItem item) {
    Timelines.put(timeline, Timelines.held(item, clock.instant()));
    return item;
  }

  private static Document page(String path) {
    return Jsoup.parse(answer(path).asString());
  }

  private static Response answer(String path) {
    return given().urlEncodingEnabled(false).accept(PEOPLE).get(path);
  }

  private static List<String> titles(Document page) {
    return page.select("#stories h3").eachText();
  }

  @Test
  void showsTheNewestStoriesFirst() {
    put(TestStories.plain("newest", 5, "Older"));
    put(TestStories.plain("newest", 4, "Newer"));

    Document page = page("/?source=newest");

    assertThat(titles(page)).containsExactly("Newer", "Older");
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
  }

  @Test
  void showsAllPartsOfAStory() {
    NewsItem other = put(TestStories.plain("rich", 500, "Before"));
    NewsItem rich = put(TestStories.rich("rich", other));

    Element card = page("/?source=rich").getElementById(rich.id().toString());

    assertThat(card.select("h3 a").attr("href")).isEqualTo("./stories/" + rich.id());
    assertThat(card.select("h3").attr("lang")).isEqualTo("en-GB");
    assertThat(card.select("h3").attr("dir")).isEqualTo("auto");
    assertThat(card.select("a.publisher").attr("href")).isEqualTo("https://quay.example.org/rich");
    assertThat(card.select("a.publisher").text())
        .isEqualTo("quay.example.org ↗ (leads to another site)");
    assertThat(card.select(".from a").text()).isEqualTo("The rich");
    assertThat(card.select("time").eachAttr("datetime"))
        .containsExactly("2026-03-03T09:08:07Z", "2026-03-03T10:00:00Z");
    assertThat(card.select(".byline").text()).isEqualTo("Ines Falk · Quayside Press");
    assertThat(card.select(".excerpt").text()).isEqualTo("A gull nests on the crane.");
    assertThat(card.select("img").attr("src")).isEqualTo("https://quay.example.org/gull.jpg");
    assertThat(card.select(".tag").attr("href")).isEqualTo("./?tag=Birds+%26+cranes");
    assertThat(card.select(".carriers summary").text()).isEqualTo("10 sources");
    assertThat(card.select(".carriers li").eachText())
        .containsExactly("The rich", "rich-wire ↗ (leads to another site)", "and 8 more");
    assertThat(card.select(".related li a:first-child bdi").eachText())
        .containsExactly("The older nest", "quay.example.org");
    assertThat(card.select(".related li:first-child a").attr("href"))
        .isEqualTo("./stories/" + other.id());
    assertThat(card.select(".foot").text()).contains("audio audio/mpeg, 1:05 min, 7.0 MB");
  }

  @Test
  void showsOneStoryInFull() {
    NewsItem other = put(TestStories.plain("whole", 500, "Before"));
    NewsItem rich = put(TestStories.rich("whole", other));

    Document page = page("/stories/" + rich.id());

    assertThat(page.title()).isEqualTo("The crane & the gull · Rendezvous");
    assertThat(page.select("h1").text()).isEqualTo("The crane & the gull");
    assertThat(page.select(".content").html())
        .isEqualTo("<h2>A nest</h2>\n<p>It was <em>found</em> at dawn.</p>");
    assertThat(page.select(".lead img")).hasSize(1);
    assertThat(page.select("audio").attr("src")).isEqualTo("https://quay.example.org/a.mp3");
    assertThat(page.select(".about").text()).startsWith("Revision 3, first seen");
    assertThat(page.select("section li").eachText())
        .contains("and 8 more")
        .anySatisfy(one -> assertThat(one).startsWith("whole-wire").endsWith("its stories"));
    assertThat(page.select(".neighbours a").eachAttr("rel")).contains("next");
    assertThat(page.select("link[rel=stylesheet]").attr("href")).startsWith("../assets/");
    assertThat(page.select(".about a").attr("href")).isEqualTo("../items/" + rich.id());
  }

  @Test
  void showsOtherPicturesBelowTheText() {
    NewsItem illustrated = put(TestStories.illustrated("pictures"));

    Document page = page("/stories/" + illustrated.id());

    assertThat(page.select(".content").attr("lang")).isEqualTo("zh-CN");
    assertThat(page.select(".content p").eachText()).startsWith("码头启用。船到了。");
    assertThat(page.select(".content img").eachAttr("alt")).containsExactly("清晨", "船");
    assertThat(page.select("figure img").eachAttr("src"))
        .containsExactly("https://quay.example.org/getUrls?link=00000000000000000000000000000002");
    assertThat(page.select("figure img").eachAttr("alt")).containsExactly("吊机");
    assertThat(page.select("figcaption").eachText()).containsExactly("吊机");
    assertThat(page.select(".lead")).isEmpty();
    assertThat(page.select(".files audio").attr("src"))
        .isEqualTo("https://quay.example.org/horn.mp3");
    assertThat(page.select(".files a").eachText()).containsExactly("汽笛");
    assertThat(page.select("#related")).isEmpty();
  }

  @Test
  void linksReferencesInBothDirections() {
    NewsItem pilot = put(TestStories.plain("referred", 5, "Pilots learn"));
    NewsItem illustrated = put(TestStories.illustrated("referring", pilot));

    Element related = page("/stories/" + illustrated.id()).selectFirst("section:has(#related) li");
    Document referred = page("/stories/" + pilot.id());

    assertThat(related.text()).startsWith("Pilots learn quay.example.org");
    assertThat(related.select("a").eachAttr("href"))
        .containsExactly("../stories/" + pilot.id(), "https://quay.example.org/pilot");
    assertThat(related.select("a").attr("lang")).isEqualTo("en");
    assertThat(referred.select("#referrers").text()).isEqualTo("Referred to by");
    assertThat(referred.select("section:has(#referrers) li").eachText())
        .containsExactly("码头启用 The referring");
    assertThat(referred.select("section:has(#referrers) a").attr("href"))
        .isEqualTo("../stories/" + illustrated.id());
    Timelines.withdraw(timeline, illustrated.id());
    assertThat(page("/stories/" + pilot.id()).select("#referrers")).isEmpty();
  }

  @Test
  void doesNotRepeatTheTitleBelowIt() {
    NewsItem illustrated = put(TestStories.illustrated("titled"));

    Element card = page("/?source=titled").getElementById(illustrated.id().toString());

    assertThat(card.select("h3").text()).isEqualTo("码头启用");
    assertThat(card.select(".excerpt").text()).isEqualTo("船到了。");
    assertThat(card.select(".foot").text()).contains("汽笛 audio/mpeg").doesNotContain("image");
  }

  @Test
  void splitsPlainTextIntoParagraphs() {
    NewsItem plain =
        put(TestStories.item("text", 1, TestStories.story("Text", null, "One <b>\n\nTwo", "en")));

    Document page = page("/stories/" + plain.id());

    assertThat(page.select(".content p").eachText()).containsExactly("One <b>", "Two");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          application/rss+xml,   feed.rss
          application/atom+xml,  feed.atom
          application/feed+json, feed.json
          """)
  void linksTheFeedsOfItsFilter(String mediaType, String feed) {
    Document page = page("/?q=Ferry&source=harbour&limit=3");

    String address = "./" + feed + "?source=harbour&q=ferry";
    assertThat(page.select("link[rel=alternate][type=" + mediaType + "]").attr("href"))
        .isEqualTo(address);
    assertThat(page.select(".subscribe a[type=" + mediaType + "]").attr("href")).isEqualTo(address);
  }

  @Test
  void saysHowToSubscribeToItsFilter() {
    Document page = page("/?q=Ferry&source=harbour");

    String address = page.getElementById("address").val();
    assertThat(address).startsWith("http://").endsWith("/feed.rss?source=harbour&q=ferry");
    assertThat(page.select(".subscription").text()).contains("from harbour", "with Ferry");
    assertThat(page.select("link[rel=canonical]").attr("href"))
        .isEqualTo(address.replace("/feed.rss", "/"));
    String code = page.select("img.code").attr("src");
    Response image = given().urlEncodingEnabled(false).get(code.substring(1));
    assertThat(image.contentType()).isEqualTo("image/svg+xml");
    assertThat(image.asString()).isEqualToIgnoringNewLines(QrCode.svg(address));
  }

  @Test
  void hasNoCodeForAnAddressTooLongForACamera() {
    String query =
        "?tag=" + "quay".repeat(60) + "&tag=" + "t".repeat(250) + "&tag=" + "u".repeat(250);

    Document page = page("/" + query);

    assertThat(page.select("img.code")).isEmpty();
    assertThat(answer("/qr.svg" + query).statusCode()).isEqualTo(404);
  }

  @Test
  void groupsStoriesByDay() {
    put(TestStories.plain("days", 0, "Tuesday"));
    put(TestStories.plain("days", 24 * 60, "Monday"));
    put(TestStories.plain("days", 24 * 60 + 1, "Earlier on Monday"));

    assertThat(page("/?source=days").select("#stories > h2, #stories > article h3").eachText())
        .containsExactly(
            "Tuesday 3 March 2026",
            "Tuesday",
            "Monday 2 March 2026",
            "Monday",
            "Earlier on Monday");
  }

  @Test
  void describesAStoryToOtherProgramsAndNamesItsNeighbours() {
    NewsItem newer = put(TestStories.plain("cited", 3_000_000, "Newer"));
    NewsItem cited = put(TestStories.plain("cited", 3_000_001, "Cited"));
    NewsItem older = put(TestStories.plain("cited", 3_000_002, "Older"));

    Document page = page("/stories/" + cited.id());

    assertThat(page.select("link[rel=canonical]").attr("href"))
        .isEqualTo(root + "stories/" + cited.id());
    assertThat(page.select("meta[property=og:title]").attr("content")).isEqualTo("Cited");
    assertThat(page.select("meta[property=og:description]").attr("content"))
        .isEqualTo("The tide turned at 3000001.");
    assertThat(page.select(".neighbours a").eachAttr("href"))
        .containsExactly("../stories/" + newer.id(), "../stories/" + older.id());
  }

  @Test
  void shortensALongTitleWhereItStandsForTheStory() {
    String title = "Harbour news ".repeat(70).strip();
    NewsItem item =
        put(TestStories.item("long", 1, TestStories.story(title, null, "Short.", "en")));

    Document page = page("/stories/" + item.id());

    assertThat(page.select("h1.long").text()).isEqualTo(title);
    assertThat(page.title()).hasSizeLessThan(230);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Quay opens       | ''
          港口开放         | zh
          港が開く         | ja
          항구가 열린다    | ko
          """)
  void namesTheLanguageOfAShortTextByItsScript(String title, String language) {
    NewsItem item = put(TestStories.item("script", 1, TestStories.story(title, null, title, null)));

    Element card = page("/?source=script").getElementById(item.id().toString());

    assertThat(card.select("h3").attr("lang")).isEqualTo(language);
    Timelines.withdraw(timeline, item.id());
  }

  @Test
  void letsAWideTableScrollByItself() {
    String html =
        "<p>Tides</p><table><tr><td>06:12</td><td><table><tr><td>x</td></tr></table></td></tr></table>";
    NewsItem item = put(TestStories.item("table", 1, TestStories.story("Tides", html, null, "en")));

    assertThat(page("/stories/" + item.id()).select(".content .scroll[tabindex=0] > table"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sources", "/stories/x", "/?q=%3F"})
  void allowsOnlyItsOwnScripts(String path) {
    Response answer = answer(path);

    Map<String, List<String>> policy = policy(answer.header("Content-Security-Policy"));
    assertThat(policy).containsEntry("default-src", List.of("'none'"));
    assertThat(policy).containsEntry("script-src", List.of("'self'"));
    assertThat(policy.toString()).doesNotContain("unsafe", "*", "data:");
    assertThat(answer.contentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    Document page = Jsoup.parse(answer.asString());
    assertThat(page.select("style, [style], script:not([src])")).isEmpty();
  }

  private static Map<String, List<String>> policy(String header) {
    return Stream.of(header.split("; "))
        .map(directive -> List.of(directive.split(" ")))
        .collect(java.util.stream.Collectors.toMap(d -> d.get(0), d -> d.subList(1, d.size())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?source=hostile", "/stories/"})
  void keepsHostileContentInert(String path) {
    String title = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {page.frame}";
    String html =
        "<p id=main style=top:0 class=skip onclick=x()>Fine<script>alert(3)</script>"
            + "<a href='javascript:alert(4)'>a</a><iframe src=//evil.example.org></iframe>"
            + "<form action=/admin><input name=q></form><svg onload=alert(5)></svg></p>";
    NewsItem hostile =
        put(TestStories.item("hostile", 1, TestStories.story(title, html, null, "en\" x=\"")));

    Document page = page(path.endsWith("/") ? path + hostile.id() : path);

    Element story = page.selectFirst("article");
    assertThat(story.select("h1, h3").text()).isEqualTo(title);
    assertThat(story.select("script, iframe, form, input, svg, img, [style], [x]")).isEmpty();
    assertThat(story.select("[onclick], [onerror], [onload], [href^=javascript]")).isEmpty();
    assertThat(page.select("[id=main]")).hasSize(1);
    assertThat(page.select("script")).hasSize(2);
  }

  @Test
  void searchesWithoutAScript() {
    put(TestStories.plain("searched", 2, "Ferry sails"));
    put(TestStories.plain("searched", 1, "Tram waits"));

    Document page = page("/?q=FERRY&source=searched&tag=&lang=");

    assertThat(titles(page)).containsExactly("Ferry sails");
    assertThat(page.getElementById("q").val()).isEqualTo("FERRY");
    assertThat(page.select("form.search").attr("method")).isEqualTo("get");
    assertThat(page.select(".chosen a").eachAttr("href"))
        .containsExactlyInAnyOrder("./?source=searched", "./?q=FERRY");
  }

  @Test
  void sendsParametersWithoutAFieldAsHiddenOnes() {
    Document page = page("/?lang=nl&lang=fy&since=2026-03-03T00:00:00Z&limit=7&utm_source=x");

    assertThat(page.getElementById("lang").val()).isEqualTo("nl");
    assertThat(
            page.select("form.search input[type=hidden]").stream()
                .map(field -> field.attr("name") + "=" + field.val()))
        .containsExactlyInAnyOrder("lang=fy", "since=2026-03-03T00:00:00Z", "limit=7");
  }

  @Test
  void pagesThroughOlderStoriesWithoutLiveUpdates() {
    IntStream.range(0, 5).forEach(n -> put(TestStories.plain("paged", n, "Story " + n)));
    Document first = page("/?source=paged&limit=3");
    String next = first.select("a[rel=next]").attr("href");

    Document second = page(next.substring(1));

    assertThat(titles(first)).containsExactly("Story 0", "Story 1", "Story 2");
    assertThat(titles(second)).containsExactly("Story 3", "Story 4");
    assertThat(second.select("a[rel=next]")).isEmpty();
    assertThat(first.getElementById("stories").attr("data-stream")).isEqualTo("./stream");
    assertThat(second.getElementById("stories").hasAttr("data-stream")).isFalse();
  }

  @Test
  void servesTheListWithoutTheRestOfThePage() {
    IntStream.range(0, 5).forEach(n -> put(TestStories.plain("part", n, "Story " + n)));
    Document whole = page("/?source=part&limit=3");
    String url = whole.getElementById("stories").attr("data-fragment");

    Response part = answer(url.substring(1));

    Document list = Jsoup.parse(part.asString());
    assertThat(list.getElementById("stories").outerHtml())
        .isEqualTo(whole.getElementById("stories").outerHtml());
    assertThat(list.select("form, header, footer, script")).isEmpty();
    assertThat(part.header("ETag")).isNotNull();
  }

  @Test
  void rejectsTooManyParameters() {
    String tags = IntStream.range(0, 2_000).mapToObj(n -> "tag=t" + n).collect(joining("&"));

    Response answer = answer("/?" + tags);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Jsoup.parse(answer.asString()).select("main").text()).contains("tag", "20");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /favicon.ico, image/x-icon
          /icon.png,    image/png
          /robots.txt,  text/plain;charset=UTF-8
          """)
  void servesWellKnownFiles(String path, String mediaType) {
    Response answer = given().get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase(mediaType);
    assertThat(answer.header("ETag")).isNotNull();
  }

  @Test
  void saysThatNoStoryMatches() {
    assertThat(page("/?q=zyzzyva").select(".empty").text()).startsWith("No story");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /?limit=0                 | 400 | 'limit'
          /?before=x                | 400 | 'before'
          /?q=%3F                   | 400 | 'q'
          /?q=a&q=b                 | 400 | 'q'
          /sources?page=0           | 400 | 'page'
          /sources?state=unknown    | 400 | 'state'
          /stories/x                | 404 | No item
          """)
  void describesProblemsAsPageOrDocument(String path, int status, String words) {
    Response forPeople = answer(path);
    Response forPrograms = given().urlEncodingEnabled(false).accept("*/*").get(path);

    assertThat(forPeople.statusCode()).isEqualTo(status);
    assertThat(Jsoup.parse(forPeople.asString()).select("main").text())
        .contains(words.replace("'", ""));
    assertThat(forPrograms.statusCode()).isEqualTo(status);
    assertThat(forPrograms.contentType()).startsWith("application/problem+json");
  }

  @Test
  void saysThatAStoryIsWithdrawn() {
    NewsItem item = put(TestStories.plain("withdrawn-page", 1, "Taken back"));
    Timelines.withdraw(timeline, item.id());

    Response answer = answer("/stories/" + item.id());

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.asString()).contains("withdrawn").doesNotContain("Taken back");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                     | 最新报道
          /sources              | 来源
          /stories/x            | 所有报道
          """)
  void speaksTheLanguageOfTheReader(String path, String words) {
    Response chinese = given().accept(PEOPLE).header("Accept-Language", "zh-TW,en;q=0.5").get(path);
    Response english = answer(path);

    assertThat(chinese.header("Content-Language")).isEqualTo("zh");
    assertThat(chinese.headers().getValues("Vary").toString()).contains("Accept-Language");
    Document page = Jsoup.parse(chinese.asString());
    assertThat(page.select("html").attr("lang")).isEqualTo("zh");
    assertThat(page.body().text()).contains(words);
    assertThat(english.header("Content-Language")).isEqualTo("en");
    assertThat(english.asString()).doesNotContain(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /nowhere              | 404 | 未找到     | 此地址没有内容。           | zh
          /stories/x            | 404 | 未知的报道 | 现存的报道中没有这个标识。 | zh
          /sources/x            | 404 | 未知的来源 | 没有使用这个标识的来源。   | zh
          /?limit=0             | 400 | 参数无效   | The parameter 'limit'      | en
          /?a=%FF               | 400 | 参数无效   | The parameter 'a'          | en
          """,
      quoteCharacter = '"')
  void describesProblemsInTheLanguageOfTheReader(
      String path, int status, String title, String detail, String language) {
    Response answer =
        given().urlEncodingEnabled(false).accept(PEOPLE).header("Accept-Language", "zh").get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    Document page = Jsoup.parse(answer.asString());
    assertThat(page.title()).startsWith(title + " · ");
    assertThat(page.select("main h1[lang=zh]").text()).isEqualTo(title);
    assertThat(page.select("main p[lang=" + language + "]").text()).startsWith(detail);
  }

  @Test
  void answersConditionalRequestsWith304() {
    Response whole = answer("/?source=nobody");

    Response known =
        given().accept(PEOPLE).header("If-None-Match", whole.header("ETag")).get("/?source=nobody");

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.header("ETag")).isEqualTo(whole.header("ETag"));
    assertThat(known.header("Content-Security-Policy")).isNotNull();
    assertThat(whole.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(whole.header("Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void servesVersionedAssets() {
    Document page = page("/");
    Stream<String> files =
        Stream.concat(
            page.select("script[src]").eachAttr("src").stream(),
            page.select("link[rel=icon], link[rel=stylesheet]").eachAttr("href").stream());

    files.forEach(
        file -> {
          Response answer = given().get(file.substring(1));
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.header("Cache-Control")).contains("immutable");
          assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        });
    assertThat(given().get("/assets/page.css").statusCode()).isEqualTo(404);
  }

  @Test
  void labelsEveryFieldAndKeepsTheOrderOfLandmarks() {
    for (String path : List.of("/", "/sources", "/stories/x")) {
      Document page = page(path);
      assertThat(page.select("input:not([type=hidden]):not([type=checkbox]), select"))
          .allSatisfy(
              field ->
                  assertThat(
                          page.select("label[for=" + field.id() + "]").size()
                              + field.parents().select("label").size())
                      .as(field.outerHtml())
                      .isPositive());
      assertThat(page.select("img:not([alt])")).isEmpty();
      assertThat(page.select("main, header, nav, footer").stream().map(Element::normalName))
          .containsExactlyElementsOf(Arrays.asList("header", "nav", "main", "footer"));
    }
  }
}
