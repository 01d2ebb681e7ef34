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
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.street.Feeds;
import news.rendezvous.street.Upstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in Chromium, with a real upstream behind the service. */
@QuarkusTest
class BrowserTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String RSS = "application/rss+xml";

  private static Upstream upstream;
  private static Chromium chromium;

  @TestHTTPResource("/")
  String root;

  private final Browser.NewContextOptions options = new Browser.NewContextOptions();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private BrowserContext context;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.find().orElse(null);
    assumeTrue(chromium != null, "no chromium on the PATH");
    upstream = new Upstream();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
      upstream.close();
    }
  }

  @BeforeEach
  void waitUntilReady() {
    await().atMost(WAIT).until(() -> when().get("/q/health/ready").statusCode() == 200);
  }

  // In each test: no error in the console, no violation of the Content-Security-Policy.
  @AfterEach
  void hasNoErrors() {
    context.close();
    assertThat(errors).isEmpty();
  }

  private BrowserContext context() {
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

  private Page open(String path) {
    context = context();
    Page page = context.newPage();
    page.navigate(root + path);
    return page;
  }

  private static Page live(Page page) {
    assertThat(page.locator("#live")).hasText("Live");
    return page;
  }

  @Test
  void followsTheStreamOfItsFilter() {
    publish("followed", 1);
    publish("other", 1);
    Page page = live(open("?source=followed"));
    Locator titles = page.locator("#stories h2");

    publish("other", 2);
    publish("followed", 2);

    assertThat(titles).hasText(new String[] {"Notice 1 of followed", "Notice 0 of followed"});
    assertThat(page.locator("#live")).hasText("1 new story");

    String id = page.locator("#stories article").first().getAttribute("id");
    admin().delete("/admin/items/" + id).then().statusCode(204);

    assertThat(titles).hasText(new String[] {"Notice 0 of followed"});
  }

  @Test
  void offersNewStoriesWithoutMovingTheReader() {
    publish("long", 20);
    Page page = live(open("?source=long"));
    Locator last = page.locator("#stories article").last();
    last.scrollIntoViewIfNeeded();
    double before = last.boundingBox().y;

    publish("long", 22);

    Locator offer = page.getByRole(AriaRole.BUTTON).filter(containing("Show 2 new stories"));
    assertThat(offer).isVisible();
    assertThat(last.boundingBox().y).isEqualTo(before);
    offer.click();
    assertThat(page.locator("#stories h2")).hasCount(22);
    assertThat(page.locator("#stories h2 a").first()).isFocused();
    assertThat(offer).hasCount(0);
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void searchesFiltersAndLinksTheFeedOfTheResult() {
    publish("found", 5);
    Page page = open("");
    page.getByText("Filters").click();
    page.getByLabel("Source").selectOption("found");
    page.getByLabel("Search the stories").fill("Notice 3");
    page.getByLabel("Search the stories").press("Enter");

    assertThat(page.locator("#stories h2")).hasText(new String[] {"Notice 3 of found"});
    String feed = page.getByText("JSON Feed").getAttribute("href");
    JsonPath subscribed = when().get(feed).jsonPath();
    assertThat(subscribed.getList("items.title")).containsExactly("Notice 3 of found");

    page.getByText("with Notice 3").click();
    assertThat(page.locator("#stories h2")).hasCount(5);
  }

  @Test
  void hasKeyboardShortcutsThatCanBeTurnedOff() {
    publish("keyed", 3);
    Page page = open("?source=keyed");
    Locator titles = page.locator("#stories h2 a");

    page.keyboard().press("j");
    assertThat(titles.nth(0)).isFocused();
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(titles.nth(2)).isFocused();
    page.keyboard().press("k");
    assertThat(titles.nth(1)).isFocused();

    page.keyboard().press("?");
    page.getByLabel("Use these keys").uncheck();
    page.getByText("Close").click();
    page.reload();
    page.keyboard().press("j");
    assertThat(titles.first()).not().isFocused();
  }

  @Test
  void typesKeysIntoAFocusedField() {
    Page page = open("sources");

    page.keyboard().press("/");
    page.keyboard().type("jk?");

    assertThat(page.locator("#q")).hasValue("jk?");
  }

  @Test
  void hasTheThemeOfTheSystemOrOfTheReader() {
    Page page = open("sources");

    assertThat(isDark(page, ColorScheme.LIGHT, "auto")).isFalse();
    assertThat(isDark(page, ColorScheme.LIGHT, "dark")).isTrue();
    assertThat(isDark(page, ColorScheme.DARK, "auto")).isTrue();
    assertThat(isDark(page, ColorScheme.DARK, "light")).isFalse();
  }

  private static boolean isDark(Page page, ColorScheme system, String chosen) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(system));
    page.getByLabel("Theme").selectOption(chosen);
    page.reload();
    return (boolean)
        page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 100");
  }

  @Test
  void runsNoScriptOfAHostileFeed() {
    upstream.serve(
        "/active.svg",
        "image/svg+xml",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>window.hit=1</script></svg>");
    String attack =
        "<img src='%s' onload=window.hit=1><script>window.hit=1</script>"
            .formatted(upstream.url("/active.svg"));
    String title = "Free \"berths\" &lt;script&gt;window.hit=1&lt;/script&gt;";
    String link = "https://news.example.org/\"onmouseover=\"window.hit=1";
    upstream.serve(
        "/hostile-feed",
        RSS,
        Feeds.rss(Feeds.item("hostile", link, title, "<p>Fine</p>" + attack)));
    subscribe("hostile-feed");
    held("hostile-feed", 1);

    Page page = open("?source=hostile-feed");
    assertRanNothing(page);
    page.navigate(root + "sources");
    assertRanNothing(page);
  }

  private static void assertRanNothing(Page page) {
    page.mouse().move(300, 300);
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.evaluate("window.hit")).isNull();
  }

  @Test
  void worksWithoutAScript() {
    publish("scriptless", 3);
    options.setJavaScriptEnabled(false);
    Page page = open("?source=scriptless");

    page.getByLabel("Search the stories").fill("Notice 1");
    page.getByLabel("Search the stories").press("Enter");

    assertThat(page.locator("#stories h2")).hasText(new String[] {"Notice 1 of scriptless"});
    assertThat(page.getByLabel("Theme")).isHidden();
    page.getByText("Whole story").click();
    assertThat(page.locator(".content")).hasText("Berth 1 is free. scriptless");
  }

  @Test
  void fitsANarrowScreen() {
    publish("narrow", 2);
    options.setViewportSize(320, 640);
    Page page = open("?source=narrow");

    for (String path : List.of("", "sources", "?source=narrow")) {
      page.navigate(root + path);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }
  }

  /** Serves and polls a source with that many notices, the last of which is the newest. */
  private static void publish(String id, int count) {
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
  private static boolean subscribe(String id) {
    return admin()
            .body(
                Map.of("id", id, "url", upstream.url("/" + id), "edition", id, "interval", "PT24H"))
            .post("/admin/sources")
            .statusCode()
        == 201;
  }

  private static void held(String id, int count) {
    await()
        .atMost(WAIT)
        .until(
            () ->
                when().get("/sources/" + id + "/feed.json").jsonPath().getList("items").size()
                    == count);
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }
}
