package news.rendezvous.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import news.rendezvous.source.Source;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoUpstreamTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");

  private static final Vertx VERTX = Vertx.vertx();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static volatile Instant now = START;
  private static HttpServer shared;

  @TempDir private static Path data;

  private HttpServer server = shared;

  @BeforeAll
  static void listen() {
    new SampleStart(data, () -> START).time();
    shared = serve(true, Optional.empty());
  }

  @BeforeEach
  void turnBackTheClock() {
    now = START;
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private record Settings(boolean demo, Duration demoInterval, Optional<String> publicUrl)
      implements DemoConfig {}

  private static HttpServer serve(boolean wanted, Optional<String> publicUrl) {
    InstantSource clock = () -> now;
    Router router = Router.router(VERTX);
    Settings settings = new Settings(wanted, Duration.ofSeconds(30), publicUrl);
    new DemoUpstream(settings, new SampleStart(data, clock), clock).route(router);
    return VERTX
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/demo/feed.xml", "/demo/zh/feed.xml", "/demo/wire/feed.xml"})
  void answersAKnownEtagByNotModifiedUntilTheNextStory(String feed) throws Exception {
    HttpResponse<byte[]> first = get(feed);
    String etag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("application/rss+xml;charset=UTF-8");
    assertThat(etag).matches("\"[0-9a-f-]{36}\"");
    assertThat(get(feed, "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(get(feed, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    now = START.plusSeconds(120);
    assertThat(get(feed, "If-None-Match", etag).statusCode()).isEqualTo(200);
  }

  @Test
  void servesTheSameStoriesAfterARestart() throws Exception {
    String before = new String(get("/demo/feed.xml").body(), UTF_8);
    now = START.plusSeconds(29); // the next story comes after 30 seconds
    server = serve(true, Optional.of(base()));

    assertThat(new String(get("/demo/feed.xml").body(), UTF_8)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          night-ferry-lantern,                302,,
          tide-clock-mended,                  200, application/json,       '{"urls":["%s"]}'
          library-of-borrowed-umbrellas,      200, text/plain,             '%s'
          kestrel-point-comet,                200, application/json,       '["%s"]'
          """)
  void answersAStoryReferenceInManyWays(String slug, int status, String type, String body)
      throws Exception {
    HttpResponse<byte[]> answer = get("/demo/getUrls?link=" + SampleResources.link(slug));

    String story = base() + "/demo/stories/" + slug;
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Location").orElse(null))
        .isEqualTo(status == 302 ? story : null);
    assertThat(answer.headers().firstValue("Content-Type").orElse(null)).isEqualTo(type);
    assertThat(new String(answer.body(), UTF_8).strip())
        .isEqualTo(body == null ? "" : body.formatted(story));
  }

  @Test
  void answersSomeStoryReferencesByThePageItself() throws Exception {
    HttpResponse<byte[]> answer =
        get("/demo/getUrls?link=" + SampleResources.link("seed-library-opens"));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(canonical(answer)).isEqualTo(base() + "/demo/stories/seed-library-opens");
  }

  @Test
  void answersAPictureReferenceByThePictureOrItsAddress() throws Exception {
    HttpResponse<byte[]> itself = get("/demo/getUrls?link=" + SampleResources.link("dawn"));
    HttpResponse<byte[]> address = get("/demo/getUrls?link=" + SampleResources.link("noon"));

    assertThat(itself.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(itself.body())).getWidth()).isEqualTo(320);
    assertThat(address.statusCode()).isEqualTo(302);
    assertThat(address.headers().firstValue("Location"))
        .hasValue(base() + "/demo/pictures/noon.png");
    assertThat(get("/demo/pictures/noon.png").body()).isNotEqualTo(itself.body());
  }

  @Test
  void leadsFromItsHomePageToThatOfTheService() throws Exception {
    HttpResponse<byte[]> answer = get("/demo/");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/");
  }

  @Test
  void answersReferencesBesideTheStoriesToo() throws Exception {
    String bare = "getUrls?link=" + SampleResources.link("night-ferry-lantern");

    HttpResponse<byte[]> answer = get("/demo/stories/" + bare);

    assertThat(answer.statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/demo/getUrls?link=00000000000000000000000000000000",
        "/demo/getUrls?link=nonsense",
        "/demo/getUrls",
        "/demo/stories/never-written",
        "/demo/stories/notices-fr-1777896090",
        "/demo/pictures/volcano.png",
        "/demo/other"
      })
  void knowsNothingElse(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          harbour-seal-timetable, A seal keeps the ferry timetable better than the ferry
          zh-punctual-seal,       海豹比渡船更准时
          """)
  void showsAStoryAsAPage(String slug, String title) throws Exception {
    HttpResponse<byte[]> page = get("/demo/stories/" + slug);

    assertThat(Jsoup.parse(new String(page.body(), UTF_8)).select("h1").text()).isEqualTo(title);
    assertThat(canonical(page)).isEqualTo(base() + "/demo/stories/" + slug);
  }

  @Test
  void showsThePageOfEveryNoticeInTheFeed() throws Exception {
    now = START.plusSeconds(3600);
    String feed = new String(get("/demo/zh/feed.xml").body(), UTF_8);
    String link =
        Jsoup.parse(feed, org.jsoup.parser.Parser.xmlParser()).select("item > link").get(0).text();

    HttpResponse<byte[]> page = get(URI.create(link).getPath());

    assertThat(link).contains("/demo/stories/notices-zh-");
    assertThat(page.statusCode()).isEqualTo(200);
  }

  @Test
  void writesAddressesBelowThePublicUrl() throws Exception {
    server = serve(true, Optional.of("https://news.example/"));

    String feed = new String(get("/demo/feed.xml").body(), UTF_8);

    assertThat(feed)
        .contains("<link>https://news.example/demo/stories/")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void isNotThereUnlessWanted() throws Exception {
    server = serve(false, Optional.empty());

    assertThat(get("/demo/feed.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void subscribesToItsFeedsAndItsBulletinAtLoopback() {
    assertThat(SampleSource.values())
        .extracting(source -> source.registered("http://127.0.0.1:8081"))
        .extracting(Source::id, source -> source.url().toString(), Source::edition)
        .containsExactly(
            tuple("demo", "http://127.0.0.1:8081/demo/feed.xml", "en"),
            tuple("demo-zh", "http://127.0.0.1:8081/demo/zh/feed.xml", "zh"),
            tuple("demo-wire", "http://127.0.0.1:8081/demo/wire/feed.xml", "en"),
            tuple("demo-bulletin", "http://127.0.0.1:8081/demo/bulletin.txt", "en"));
  }

  @Test
  void bundlesItsSourcesWhileItIsServed() {
    assertThat(bundled(true))
        .containsExactlyInAnyOrder("demo", "demo-zh", "demo-wire", "demo-bulletin");
    assertThat(bundled(false)).isEmpty();
  }

  private static Set<String> bundled(boolean demo) {
    Settings settings = new Settings(demo, Duration.ofSeconds(30), Optional.empty());
    return new DemoSubscription(settings, null, null, VERTX).ids();
  }

  private static String canonical(HttpResponse<byte[]> page) {
    return Jsoup.parse(new String(page.body(), UTF_8)).select("link[rel=canonical]").attr("href");
  }

  private String base() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }
}
