package news.rendezvous.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import news.rendezvous.street.Feeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in Chromium. */
@QuarkusTest
class BrowserTest extends BrowserSession {

  @Test
  void searchesFiltersAndLinksTheFeedOfTheResult() {
    publish("found", 5);
    Page page = open("");
    page.getByText("Filters").click();
    page.getByLabel("Source").selectOption("found");
    page.getByLabel("Search the stories").fill("Notice 3");
    page.getByLabel("Search the stories").press("Enter");

    assertThat(page.locator("#stories h3")).hasText(new String[] {"Notice 3 of found"});
    String feed = page.locator(".subscribe a[type='application/feed+json']").getAttribute("href");
    JsonPath subscribed = when().get(feed).jsonPath();
    assertThat(subscribed.getList("items.title")).containsExactly("Notice 3 of found");

    page.locator(".chosen a").filter(containing("with Notice 3")).click();
    assertThat(page.locator("#stories h3")).hasCount(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed.rss", "feed.atom", "feed.json", "sources/shown/feed.rss"})
  void showsAFeedAsAPageWithItsAddress(String path) {
    publish("shown", 3);
    Page page = open(path + "?q=shown");

    assertThat(page.locator("article h3")).hasCount(3);
    assertThat(page.getByLabel("This is a feed")).hasValue(root + path + "?q=shown");
    follow(page, page.locator("article h3 a").first());
    assertThat(page.locator("h1")).hasText("Notice 2 of shown");
  }

  @Test
  void hasKeyboardShortcutsThatCanBeTurnedOff() {
    publish("keyed", 3);
    Page page = open("?source=keyed");
    Locator titles = page.locator("#stories h3 a");

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

    assertThat(page.locator("#stories h3")).hasText(new String[] {"Notice 1 of scriptless"});
    assertThat(page.getByLabel("Theme")).isHidden();
    page.locator("#stories h3 a").click();
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

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
