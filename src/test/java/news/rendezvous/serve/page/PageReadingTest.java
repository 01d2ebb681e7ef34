package news.rendezvous.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reading in Chromium: density, read state, reading pane, keys. */
@QuarkusTest
class PageReadingTest extends BrowserSession {

  /** Too narrow for a reading pane. */
  private static final int NARROW = 1100;

  private static final Pattern READ = Pattern.compile(".*\\bread\\b.*");

  private static Locator cards(Page page) {
    return page.locator("#stories article");
  }

  private static Locator titles(Page page) {
    return page.locator("#stories h3 a");
  }

  @Test
  void hasRowsOf36PixelsUntilTheReaderChoosesCards() {
    publish("dense", 30);
    options.setViewportSize(1280, 900);
    Page page = open("");

    assertThat(cards(page).first().boundingBox().height).isEqualTo(36);
    assertThat(
            (int)
                page.evaluate(
                    "[...document.querySelectorAll('#stories article')]"
                        + ".filter(card => card.getBoundingClientRect().bottom <= innerHeight).length"))
        .isGreaterThanOrEqualTo(18);
    page.getByLabel("Density").selectOption("cards");
    page.reload();
    assertThat(cards(page).first().boundingBox().height).isGreaterThan(80);
    assertThat(cards(page).first().locator(".excerpt")).isVisible();
  }

  @Test
  void remembersWhatWasReadAndExportsIt() throws IOException {
    publish("marked", 3);
    options.setViewportSize(NARROW, 900);
    Page page = open("?source=marked");
    page.keyboard().press("j");
    page.keyboard().press("m");
    assertThat(cards(page).nth(0)).hasClass(READ);

    page.keyboard().press("j");
    leave(page, () -> page.keyboard().press("o"));
    assertThat(page.locator("article.whole h1")).hasText("Notice 1 of marked");
    page.goBack();

    assertThat(cards(page).nth(1)).hasClass(READ);
    assertThat(cards(page).nth(2)).not().hasClass(READ);
    Download download = page.waitForDownload(() -> page.locator("#read-export").click());
    assertThat(Files.readString(download.path()))
        .contains(cards(page).nth(0).getAttribute("id"), cards(page).nth(1).getAttribute("id"))
        .doesNotContain(cards(page).nth(2).getAttribute("id"));
    page.locator("#read-all").click();
    assertThat(cards(page).nth(2)).hasClass(READ);
  }

  @Test
  void saysSinceWhenStoriesAreNew() {
    publish("since", 2);
    Page page = open("?source=since");
    assertThat(page.locator("#since")).isEmpty();
    Object older =
        page.evaluate(
            "Date.parse(document.querySelectorAll('#stories article')[1].dataset.arrived)");
    context.addInitScript("localStorage.visit = '{\"until\": " + older + "}'");

    page.reload();

    assertThat(page.locator("#since")).containsText("New since");
    assertThat(cards(page).nth(1)).hasClass(Pattern.compile(".*\\bboundary\\b.*"));
  }

  @Test
  void opensAStoryBesideTheListOnAWideScreen() {
    publish("beside", 3);
    options.setViewportSize(1400, 900);
    Page page = open("?source=beside");
    String list = page.url();

    titles(page).first().click();
    assertThat(page.locator("#pane h1")).hasText("Notice 2 of beside");
    page.keyboard().press("j");
    assertThat(page.locator("#pane h1")).hasText("Notice 1 of beside");
    assertThat(cards(page).nth(1)).hasClass(READ);
    assertThat(page.url()).isEqualTo(list);

    page.keyboard().press("Escape");
    assertThat(page.locator("#pane")).isHidden();
    assertThat(titles(page).nth(1)).isFocused();
  }

  @Test
  void stepsFromTheFirstCardInView() {
    publish("stepped", 40);
    Page page = open("?source=stepped");
    cards(page).nth(20).evaluate("card => scrollTo(0, card.getBoundingClientRect().top - 5)");

    page.keyboard().press("j");

    assertThat(titles(page).nth(20)).isFocused();
  }

  @Test
  void stepsFromOneStoryToTheNext() {
    publish("chained", 3);
    options.setViewportSize(NARROW, 900);
    Page page = open("?source=chained");
    String second = titles(page).nth(1).getAttribute("href");
    follow(page, titles(page).first());
    assertThat(page.locator("h1")).hasText("Notice 2 of chained");

    page.keyboard().press("j");
    page.waitForURL("**/" + second.substring(2));
    assertThat(page.locator("h1")).hasText("Notice 1 of chained");

    page.keyboard().press("k");
    assertThat(page.locator("h1")).hasText("Notice 2 of chained");
  }

  @Test
  void copiesTheAddressOfAFeedAndOfAStory() {
    publish("copied", 1);
    options
        .setViewportSize(NARROW, 900)
        .setPermissions(List.of("clipboard-read", "clipboard-write"));
    Page page = open("?source=copied");
    page.locator(".subscribe summary").click();
    page.locator(".subscription [data-copy]").click();
    assertThat(page.locator(".subscription [data-copy]")).hasText("Copied");
    assertThat(page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(root + "feed.rss?source=copied");
    assertThat(
            (boolean) page.locator("img.code").evaluate("image => image.decode().then(() => true)"))
        .isTrue();

    follow(page, titles(page).first());
    page.getByText("Copy link").click();
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(page.url());
  }

  @Test
  void printsInLightColoursWithAddresses() {
    publish("printed", 1);
    options.setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK);
    options.setViewportSize(NARROW, 900);
    Page page = open("?source=printed");
    follow(page, titles(page).first());
    assertThat(page.locator("h1")).isVisible();

    page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));

    assertThat(
            (boolean) page.evaluate("getComputedStyle(document.body).color.match(/\\d+/)[0] < 100"))
        .isTrue();
    assertThat(
            (String)
                page.locator("a.publisher").evaluate("a => getComputedStyle(a, '::after').content"))
        .contains("https://news.example.org/printed/0");
  }
}
