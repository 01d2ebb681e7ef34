package news.rendezvous.serve.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Header;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.text.HttpDate;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.format.XmlFormatContract;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.http.ServingProfile;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ServingProfile.class)
class ReadingTest {

  private static final NewsItem SHARED = SampleItems.item(100, "Shared", "harbour", "canal");
  private static final NewsItem WITHDRAWN = SampleItems.item(101, "Withdrawn", "withdrawn");
  private static final List<NewsItem> HARBOUR =
      IntStream.range(0, 7).mapToObj(n -> SampleItems.item(n, "Story " + n, "harbour")).toList();

  /** A cursor behind all items. */
  private static final String LAST = "A".repeat(54);

  @Inject Timeline timeline;
  @Inject InstantSource clock;

  @TestHTTPResource("/")
  URI root;

  @BeforeEach
  void fillTheTimeline() {
    ReadyService.awaitView();
    HARBOUR.forEach(this::put);
    put(SHARED);
    put(WITHDRAWN);
    Timelines.withdraw(timeline, WITHDRAWN.id());
  }

  private void put(NewsItem item) {
    Timelines.put(timeline, Timelines.held(item, clock.instant()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          rss,  application/rss+xml;charset=UTF-8
          atom, application/atom+xml;charset=UTF-8
          json, application/feed+json
          """)
  void servesTheStreamInEveryFormat(String format, String mediaType) {
    Response reply = given().accept("image/png").get("/feed." + format);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualToIgnoringCase(mediaType);
    assertThat(reply.asString()).contains("Story 0", "Shared").doesNotContain("Withdrawn");
  }

  @ParameterizedTest
  @CsvSource({
    "/feed?q=alert, /feed.rss?q=alert",
    "/feed.rss?limit=2&q=alert, /feed.rss?q=alert",
    "/feed.atom?source=canal, /feed.atom?source=canal",
    "/feed.json?q=alert, /feed.json?q=alert",
    "/sources/canal/feed.json, /sources/canal/feed.json"
  })
  void isAReadablePageInABrowser(String path, String address) {
    put(SampleItems.item(180, "<script>alert(1)</script> & co", "canal"));
    given().get(path); // a cached document is none for browsers
    RequestSpecification browser =
        given()
            .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .header("Sec-Fetch-Dest", "document");

    Response page = browser.get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(String.join(", ", page.headers().getValues("Vary")))
        .contains("Accept", "Sec-Fetch-Dest", "Upgrade-Insecure-Requests");
    assertThat(page.header("Link"))
        .contains("rel=\"alternate\"; type=\"application/rss+xml\"", "feed.json");
    assertThat(page.asString())
        .contains("value=\"" + root.resolve(address) + "\" readonly")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co")
        .doesNotContain("<script>alert");
    assertThat(given().header("Accept", "*/*").get(path).contentType()).doesNotContain("html");
  }

  @Test
  void pagesThroughEveryItemOnce() {
    List<String> seen = new ArrayList<>();
    String next = root + "feed.json?limit=3&source=harbour";
    while (next != null) {
      JsonPath page = given().get(URI.create(next)).jsonPath();
      seen.addAll(page.getList("items.id", String.class));
      next = page.getString("next_url");
    }

    List<String> expected = new ArrayList<>(HARBOUR.stream().map(i -> i.id().toString()).toList());
    expected.add(SHARED.id().toString());
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void namesItselfAndItsPageInOneWay() {
    String query = "utm_source=x&source=harbour&source=c%61nal&limit=2";
    JsonPath feed = given().urlEncodingEnabled(false).get("/feed.json?" + query).jsonPath();

    assertThat(feed.getString("feed_url"))
        .isEqualTo(root + "feed.json?source=canal&source=harbour&limit=2");
    assertThat(feed.getString("home_page_url")).isEqualTo(root + "?source=canal&source=harbour");
  }

  @Test
  void namesItselfByTheHostThatWasAskedAndNothingElse() {
    JsonPath feed =
        given()
            .header("Host", "news.example.org")
            .header("X-Forwarded-Host", "evil.example.org")
            .header("Forwarded", "host=evil.example.org;proto=https")
            .get("/feed.json")
            .jsonPath();

    assertThat(feed.getString("feed_url")).isEqualTo("http://news.example.org/feed.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss?q=shared", "/feed?q=story", "/feed.json?q=nothing"})
  void answersTheSameQuestionInTheSameWay(String path) {
    Response first = given().accept("application/atom+xml").get(path);
    Response again = given().accept("application/atom+xml").get(path);
    Response known = given().header("If-None-Match", first.header("ETag")).get(path);

    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(headers(again)).isEqualTo(headers(first));
    assertThat(again.header("ETag")).isNotNull();
    assertThat(known.statusCode()).isEqualTo(path.startsWith("/feed?") ? 200 : 304);
  }

  private static Map<String, String> headers(Response response) {
    return response.headers().asList().stream()
        .filter(header -> !header.getName().equalsIgnoreCase("Date"))
        .collect(
            Collectors.toMap(
                header -> header.getName().toLowerCase(Locale.ROOT), Header::getValue));
  }

  @Test
  void answersAnewWhateverItAnsweredBefore() {
    String path = "/feed.json?q=ephemeral";
    given().get(path);
    given().get(path);
    NewsItem item = SampleItems.item(1, "Ephemeral", "pier");

    put(item);
    List<String> there = given().get(path).jsonPath().getList("items.title");
    Timelines.withdraw(timeline, item.id());
    List<String> gone = given().get(path).jsonPath().getList("items.title");

    assertThat(there).containsExactly("Ephemeral");
    assertThat(gone).isEmpty();
  }

  @Test
  void isEmptyForASourceThatHasNothing() {
    assertThat(given().get("/feed.json?source=nobody").jsonPath().getList("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          limit,  0
          limit,  501
          limit,  -1
          limit,  many
          limit,  99999999999999999999
          limit,  ''
          limit,  ５
          before, @@broken@@
          before, ''
          before, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          before, f_____________________________________________________
          tag,    ''
          lang,   zh_CN
          lang,   ''
          q,      ''
          q,      ?!
          since,  yesterday
          since,  2026-03-03
          until,  2026-13-45T00:00:00Z
          source, no spaces
          source, ''
          """)
  void refusesWhatAParameterCannotBe(String name, String value) {
    Response reply = given().queryParam(name, value).get("/feed.rss");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo(name);
    assertThat(reply.jsonPath().getString("type"))
        .isEqualTo("urn:rendezvous:problem:invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=1&limit=2", "before=x&before=y", "q=a&q=b", "since=x&since=x"})
  void refusesToChooseAmongTwoValues(String query) {
    assertThat(given().get("/feed.json?" + query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "500"})
  void takesTheBoundsOfLimit(String limit) {
    assertThat(given().get("/feed.json?limit=" + limit).statusCode()).isEqualTo(200);
  }

  @Test
  void negotiates() {
    Response reply = given().accept("application/atom+xml, */*;q=0.5").get("/feed?limit=1");

    assertThat(reply.contentType()).startsWith("application/atom+xml");
    assertThat(reply.header("Vary")).isEqualTo(PageNegotiation.VARY + ", Accept-Encoding");
    assertThat(reply.header("Content-Location")).isEqualTo("/feed.atom?limit=1");
  }

  @Test
  void servesAllThatASourceCarried() {
    JsonPath feed = given().get("/sources/canal/feed.json").jsonPath();

    assertThat(feed.getList("items.id")).containsExactly(SHARED.id().toString());
    assertThat(feed.getString("title")).isEqualTo("Canal Courier");
    assertThat(feed.getString("home_page_url")).isEqualTo("https://canal.example.org/");
    assertThat(feed.getString("description")).isEqualTo("Locks and boats");
    assertThat(feed.getString("language")).isEqualTo("nl");
    assertThat(feed.getString("icon")).isNull();
    assertThat(feed.getString("feed_url")).isEqualTo(root + "sources/canal/feed.json");
  }

  @Test
  void namesASourceByItsIdWhereNothingElseIsKnown() {
    JsonPath feed = given().get("/sources/bare/feed.json").jsonPath();

    assertThat(feed.getString("title")).isEqualTo("bare");
    assertThat(feed.getString("home_page_url")).isEqualTo(root + "?source=bare");
  }

  @Test
  void servesAnItemAsItsRecordHasIt() {
    Response reply = given().get("/items/" + SHARED.id());

    assertThat(reply.contentType()).startsWith("application/json");
    assertThat(reply.asByteArray()).isEqualTo(Json.encode(SHARED));
  }

  @Test
  void knowsAWithdrawnItemFromAnUnknownOne() {
    Response withdrawn = given().get("/items/" + WITHDRAWN.id());

    assertThat(withdrawn.statusCode()).isEqualTo(410);
    assertThat(withdrawn.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/items/urn:uuid:00000000-0000-5000-8000-000000000000",
        "/items/x",
        "/sources/nobody/feed.rss",
        "/sources/canal/feed.pdf",
        "/feed.pdf",
        "/feed.",
        "/nowhere",
        "/q/nowhere"
      })
  void answersNothingWithAProblem(String path) {
    Response reply = given().accept("*/*").get(path);

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getInt("status")).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/feed.rss", "/feed.atom", "/feed.json", "/feed", "/sources/canal/feed.rss"})
  void answersHeadAsGetWithoutTheBody(String path) {
    Response head = given().head(path);
    Response get = given().get(path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.contentType()).isEqualTo(get.contentType());
    assertThat(head.asByteArray()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          q=STORY+3                                                    | Story 3
          q=shared&source=canal                                        | Shared
          q=shared+nowhere                                             | ''
          since=2026-03-03T11:55:00Z&until=2026-03-03T11:57:00Z        | Story 4, Story 5
          since=2026-03-03T13:55:00%2B02:00&until=2026-03-03t11:57:00z | Story 4, Story 5
          tag=none                                                     | ''
          lang=en                                                      | ''
          """)
  void selects(String query, String titles) {
    JsonPath feed = given().urlEncodingEnabled(false).get("/feed.json?" + query).jsonPath();
    List<String> found = feed.getList("items.title");

    assertThat(String.join(", ", found)).isEqualTo(titles);
  }

  @Test
  void isAFeedOfItsOwnWithAFilter() {
    JsonPath feed = given().get("/sources/canal/feed.json?q=Shared&limit=1").jsonPath();

    assertThat(feed.getString("title")).isEqualTo("Canal Courier · with shared");
    assertThat(feed.getString("feed_url"))
        .isEqualTo(root + "sources/canal/feed.json?q=shared&limit=1");
    assertThat(feed.getString("home_page_url")).isEqualTo(root + "?source=canal&q=shared");
  }

  @Test
  void refusesALongSearch() {
    Response reply = given().queryParam("q", "x".repeat(257)).get("/feed.json");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo("q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/feed.rss", "/feed.atom", "/feed.json", "/feed", "/sources/canal/feed.rss"})
  void tellsAClientThatItHasTheDocument(String path) {
    Response whole = given().get(path);
    Response known = given().header("If-None-Match", whole.header("ETag")).get(path);

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.asByteArray()).isEmpty();
    for (String name : List.of("ETag", "Cache-Control", "Vary", "Last-Modified")) {
      assertThat(known.header(name)).as(name).isNotNull().isEqualTo(whole.header(name));
    }
    assertThat(known.header("Content-Location")).isEqualTo(whole.header("Content-Location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opml", "/items/{shared}", "/schemas/news-item.json", "/asyncapi.yaml"})
  void tellsAClientThatItHasAnyOtherDocumentToo(String path) {
    String shared = path.replace("{shared}", SHARED.id().toString());
    Response whole = given().get(shared);
    Response known =
        given().header("If-None-Match", "\"x\", W/" + whole.header("ETag")).get(shared);

    assertThat(whole.header("Cache-Control")).startsWith("public, max-age=");
    assertThat(whole.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.header("Cache-Control")).isEqualTo(whole.header("Cache-Control"));
  }

  @Test
  void changesItsTagWithItsItemsOnly() {
    String path = "/feed.rss?source=quay";
    put(SampleItems.item(200, "First", "quay"));
    String before = given().get(path).header("ETag");
    put(SampleItems.item(201, "Elsewhere", "canal"));
    String meanwhile = given().get(path).header("ETag");
    put(SampleItems.item(202, "Second", "quay"));

    String after = given().get(path).header("ETag");

    Timelines.withdraw(timeline, SampleItems.item(201, "Elsewhere", "canal").id());
    Timelines.withdraw(timeline, SampleItems.item(200, "First", "quay").id());
    Timelines.withdraw(timeline, SampleItems.item(202, "Second", "quay").id());
    assertThat(meanwhile).isEqualTo(before);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void compressesForWhoeverAccepts() throws Exception {
    HttpResponse<byte[]> plain = accepting("identity");
    HttpResponse<byte[]> packed = accepting("gzip");

    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(packed.headers().firstValue("ETag"))
        .isNotEqualTo(plain.headers().firstValue("ETag"));
  }

  // A client that adds no coding of its own to what it accepts.
  private HttpResponse<byte[]> accepting(String coding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("feed.rss")).header("Accept-Encoding", coding).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @CsvSource({"source", "tag", "lang"})
  void takesTwentyValuesOfAParameterAndNoMore(String name) {
    String twenty =
        IntStream.range(0, 20)
            .mapToObj(n -> name + "=v" + (char) ('a' + n))
            .collect(Collectors.joining("&"));

    Response most = given().get("/feed.json?" + twenty);
    Response tooMany = given().get("/feed.json?" + twenty + "&" + name + "=other");

    assertThat(most.statusCode()).isEqualTo(200);
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.jsonPath().getString("parameter")).isEqualTo(name);
  }

  @Test
  void takesTwentyTermsAndNoMore() {
    String twenty = IntStream.range(0, 20).mapToObj(n -> "w" + n).collect(Collectors.joining("+"));
    String path = "/feed.json?q=" + twenty;

    assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isEqualTo(200);
    Response tooMany = given().urlEncodingEnabled(false).get(path + "+other");
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.jsonPath().getString("parameter")).isEqualTo("q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss", "/sources/canal/feed.json", "/stream", "/"})
  void refusesAQueryThatIsTooLong(String path) {
    Response reply = given().get(path + "?utm=" + "x".repeat(8_200));

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo("utm");
  }

  @Test
  void saysInHeadersWhatItLinksTo() {
    put(SampleItems.item(150, "Linked one", "headers"));
    put(SampleItems.item(151, "Linked two", "headers"));
    String path = "/feed.atom?source=headers&limit=1";

    Response whole = given().get(path);
    Response known = given().header("If-None-Match", whole.header("ETag")).get(path);

    String links = whole.header("Link");
    assertThat(known.header("Link")).isEqualTo(links);
    assertThat(links)
        .startsWith(
            "<" + root + path.substring(1) + ">; rel=\"self\"; type=\"application/atom+xml\"")
        .contains(", <" + root + "hub>; rel=\"hub\", ")
        .contains("<" + root + "stream?source=headers&from=")
        .contains("<" + root + "feed.atom?source=headers&limit=1&before=")
        .contains("<" + root + "?source=headers>; rel=\"alternate\"; type=\"text/html\"")
        .contains("<" + root + "feed.rss?source=headers&limit=1>; rel=\"alternate\"")
        .contains("<" + root + "feed.json?source=headers&limit=1>; rel=\"alternate\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss", "/feed.atom", "/feed.json"})
  void keepsItsValidatorsWhereOnlyThePositionOfTheStreamMoves(String path) {
    put(SampleItems.item(155, "Still", "still"));
    Response before = given().get(path + "?source=still");
    Timelines.reach(timeline, timeline.position().after(3, timeline.position().next(3)));
    put(SampleItems.item(156, "Elsewhere", "elsewhere"));

    Response after = given().get(path + "?source=still");

    assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(after.header("Last-Modified")).isEqualTo(before.header("Last-Modified"));
    assertThat(after.asByteArray()).isEqualTo(before.asByteArray());
    assertThat(after.header("Link"))
        .isNotEqualTo(before.header("Link"))
        .contains("/stream?source=still&from=" + timeline.position() + ">");
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.rss?lang=en&limit=3, /stream?lang=en&from=",
    "/feed.json, /stream?from=",
    "/sources/canal/feed.atom?tag=a, /stream?source=canal&tag=a&from="
  })
  void leadsToTheStreamOfItsSelection(String path, String streamed) {
    assertThat(given().get(path).header("Link"))
        .containsPattern(
            "<"
                + Pattern.quote(root.resolve(streamed).toString())
                + "[A-Za-z0-9_-]+>;"
                + " rel=\"alternate\"; type=\"text/event-stream\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /feed.rss  | //channel/a:link[@rel='hub']/@href
          /feed.atom | /a:feed/a:link[@rel='hub']/@href
          """)
  void namesItsHub(String path, String hub) {
    assertThat(XmlFormatContract.select(given().get(path).asByteArray(), hub))
        .containsExactly(root + "hub");
    assertThat(given().get("/feed.json").jsonPath().getString("hubs[0].url"))
        .isEqualTo(root + "hub");
  }

  /** A proxy rejects a response whose head exceeds its buffer. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9, 20})
  void linksToNoMoreThanFitsIntoAHeader(int tags) {
    String query =
        IntStream.range(0, tags)
            .mapToObj(n -> "tag=" + n + "x".repeat(240))
            .collect(Collectors.joining("&"));

    String links = given().get("/feed.rss?" + query).header("Link");

    assertThat(links.length()).isLessThanOrEqualTo(3_000);
    assertThat(links).contains("rel=\"hub\"");
  }

  @ParameterizedTest
  @CsvSource({"zh-hant, zh-Hant", "EN, en"})
  void hasTheLanguageThatItsFilterFixes(String range, String tag) {
    assertThat(given().get("/feed.json?lang=" + range).jsonPath().getString("language"))
        .isEqualTo(tag);
    assertThat(given().get("/feed.json?lang=*").jsonPath().getString("language")).isNull();
    assertThat(given().get("/feed.json?lang=en&lang=zh").jsonPath().getString("language")).isNull();
  }

  /** RFC 4287 requires the element; RSS does not. */
  @Test
  void isNotDatedWithoutItemsExceptInAtom() {
    Response atom = given().get("/feed.atom?source=nobody");
    Response rss = given().get("/feed.rss?source=nobody");

    assertThat(XmlFormatContract.select(atom.asByteArray(), "/a:feed/a:updated"))
        .containsExactly("1970-01-01T00:00:00Z");
    assertThat(XmlFormatContract.select(rss.asByteArray(), "//lastBuildDate")).isEmpty();
  }

  @Test
  void leadsToItsOwnPageOfAStoryWithoutALink() {
    NewsItem bare = SampleItems.item(160, "Bare", "linkless");
    put(bare);

    byte[] feed = given().get("/feed.rss?source=linkless").asByteArray();

    assertThat(XmlFormatContract.select(feed, "//item/link"))
        .containsExactly(root + "stories/" + bare.id());
  }

  /** Another replica may have served the story meanwhile. */
  @Test
  void isDatedByAWithdrawalThoughNobodyReadTheStory() {
    String path = "/feed.rss?source=gone";
    Timelines.put(
        timeline, Timelines.held(SampleItems.item(170, "Stays", "gone"), SampleItems.NOON));
    Response before = given().get(path);
    NewsItem item = SampleItems.item(171, "Goes", "gone");
    Timelines.put(timeline, Timelines.held(item, SampleItems.NOON.plusSeconds(1)));
    Instant withdrawn = clock.instant();
    Timelines.withdraw(timeline, item.id(), withdrawn);

    Response after = given().get(path);

    assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(after.header("Last-Modified")).isEqualTo(HttpDate.format(withdrawn));
  }

  @Test
  void listsWithdrawnItemsInTheAtomFeedsThatWouldShowThem() {
    put(SampleItems.item(172, "Stays", "told"));
    NewsItem item = SampleItems.item(173, "Goes", "told");
    put(item);
    String path = "/feed.atom?source=told";
    Response before = given().get(path);
    Timelines.withdraw(timeline, item.id(), clock.instant());

    Response after = given().get(path);

    assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
    assertThat(deleted(after.asByteArray())).containsExactly(item.id().toString());
    assertThat(deleted(given().get("/feed.atom").asByteArray())).contains(item.id().toString());
    for (String other :
        List.of("/feed.atom?source=harbour", "/feed.atom?q=stays", path + "&before=" + LAST)) {
      assertThat(deleted(given().get(other).asByteArray())).doesNotContain(item.id().toString());
    }

    put(item);

    assertThat(deleted(given().get(path).asByteArray())).isEmpty();
    assertThat(given().get(path).header("ETag")).isEqualTo(before.header("ETag"));
  }

  private static List<String> deleted(byte[] atom) {
    return XmlFormatContract.select(atom, "/a:feed/at:deleted-entry/@ref");
  }

  @Test
  void namesItselfByTheParametersThatItKnows() {
    Response reply = given().get("/feed.json?invented=1&limit=7&source=nobody&limits=2");

    assertThat(reply.jsonPath().getString("feed_url"))
        .isEqualTo(root + "feed.json?source=nobody&limit=7");
    assertThat(reply.header("Link")).doesNotContain("invented").doesNotContain("limits");
  }

  @Test
  void listsItsFeedsAsOpml() {
    Response reply = given().get("/opml");

    assertThat(reply.contentType()).isEqualToIgnoringCase("text/x-opml;charset=UTF-8");
    assertThat(
            XmlFormatContract.select(
                reply.asByteArray(), "/opml[@version='2.0']/body/outline/@xmlUrl"))
        .containsExactly(
            root + "feed.rss", root + "sources/bare/feed.rss", root + "sources/canal/feed.rss");
  }
}
