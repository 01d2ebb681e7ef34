package news.rendezvous.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.street.Feeds;
import news.rendezvous.street.Upstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the pages in Chromium, with a real upstream behind the service. */
abstract class BrowserSession {

  static final Duration WAIT = Duration.ofSeconds(30);
  static final String RSS = "application/rss+xml";

  static Upstream upstream;
  static Chromium chromium;

  @TestHTTPResource("/")
  String root;

  final Browser.NewContextOptions options = new Browser.NewContextOptions();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> expectedErrors = new ArrayList<>();
  BrowserContext context;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.shared().orElse(null);
    assumeTrue(chromium != null, "no chromium on the PATH");
    upstream = new Upstream();
  }

  @AfterAll
  static void stopUpstream() {
    if (chromium != null) {
      upstream.close();
    }
  }

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitReadiness();
  }

  // In each test: no error in the console, no violation of the Content-Security-Policy.
  @AfterEach
  void hasNoErrors() {
    context.close();
    assertThat(errors)
        .filteredOn(error -> expectedErrors.stream().noneMatch(error::contains))
        .isEmpty();
  }

  /** Allows errors that contain the text, also those that the browser reports after the test. */
  void expectErrors(String part) {
    expectedErrors.add(part);
  }

  BrowserContext context() {
    BrowserContext made = chromium.browser().newContext(options);
    made.setDefaultTimeout(WAIT.toMillis());
    made.onWebError(error -> errors.add(error.error()));
    made.onConsoleMessage(
        message -> {
          if (Stream.of("error", "warning").anyMatch(message.type()::equals)) {
            errors.add(message.text());
          }
        });
    made.exposeFunction("report", arguments -> errors.add(String.valueOf(arguments[0])));
    made.addInitScript(
        "addEventListener('securitypolicyviolation', e =>"
            + " report(e.violatedDirective + ' ' + e.blockedURI))");
    return made;
  }

  Page open(String path) {
    context = context();
    Page page = context.newPage();
    page.navigate(root + path);
    return page;
  }

  /** Clicks a link and waits for the page behind it, its scripts included. */
  static void follow(Page page, Locator link) {
    leave(page, link::click);
  }

  /** Does what leads to another page and waits for that, its scripts included. */
  static void leave(Page page, Runnable action) {
    String before = page.url();
    action.run();
    page.waitForURL(url -> !url.equals(before));
  }

  static Page live(Page page) {
    assertThat(page.locator("#live")).hasText("Live");
    return page;
  }

  /** Serves and polls a source with that many notices, the last of which is the newest. */
  static void publish(String id, int count) {
    upstream.serve(
        "/" + id,
        RSS,
        Feeds.rss(IntStream.range(0, count).mapToObj(n -> notice(id, n)).toArray(String[]::new)));
    if (!subscribe(id)) {
      admin().post("/admin/sources/" + id + "/poll").then().statusCode(200);
    }
    held(id, count);
  }

  private static String notice(String id, int number) {
    return Feeds.item(
            id + "-" + number,
            "https://news.example.org/" + id + "/" + number,
            "Notice %d of %s".formatted(number, id),
            "<p>Berth %d is free. %s</p>".formatted(number, id))
        .replace("10:00:00", "10:%02d:00".formatted(number));
  }

  /** Adds a source; false where it exists. */
  static boolean subscribe(String id) {
    return admin()
            .body(
                Map.of("id", id, "url", upstream.url("/" + id), "edition", id, "interval", "PT24H"))
            .post("/admin/sources")
            .statusCode()
        == 201;
  }

  static void held(String id, int count) {
    await()
        .atMost(WAIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                when()
                        .get("/sources/" + id + "/feed.json?limit=500")
                        .jsonPath()
                        .getList("items")
                        .size()
                    == count);
  }

  static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }
}
