package news.rendezvous.serve.page;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of axe for WCAG 2.2, levels A and AA, on every page. */
@QuarkusTest
class AccessibilityTest extends BrowserSession {

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  @ParameterizedTest
  @ValueSource(ints = {1280, 375})
  void followsTheGuidelinesInBothColorSchemes(int width) {
    expectErrors("404"); // two of these pages
    publish("readable", 4);
    String story =
        when().get("/feed.json?source=readable&limit=1").jsonPath().getString("items[0].id");
    options.setViewportSize(width, 800);
    context = context();
    Page page = context.newPage();
    List<String> violations = new ArrayList<>();
    for (String path :
        List.of(
            "?source=readable",
            "?q=zyzzyva",
            "stories/" + story,
            "stories/unknown",
            "feed.rss?source=readable",
            "sources",
            "sources/readable",
            "getUrls?link=" + "0".repeat(32))) {
      page.navigate(root + path);
      violations.addAll(check(page, path));
    }
    page.navigate(root + "?source=readable");
    page.locator("#density").selectOption("cards");
    page.locator(".subscribe summary").click();
    violations.addAll(check(page, "cards"));

    assertThat(violations).isEmpty();
  }

  @Test
  void followsTheGuidelinesWithAReadingPane() {
    publish("readable", 4);
    options.setViewportSize(1400, 800);
    Page page = open("?source=readable");
    page.locator("#stories h3 a").first().click();
    page.locator("#pane h1").waitFor();

    assertThat(check(page, "pane")).isEmpty();
  }

  // All but the contrast is the same in both schemes, which are a matter of the style sheet alone.
  private static List<String> check(Page page, String path) {
    List<String> violations = new ArrayList<>();
    inScheme(page, ColorScheme.LIGHT);
    report(axe(page).withTags(WCAG), path + " in light", violations);
    inScheme(page, ColorScheme.DARK);
    report(axe(page).withRules(List.of("color-contrast")), path + " in dark", violations);
    return violations;
  }

  private static void inScheme(Page page, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  // No frames: without the blank page that would join their results.
  private static AxeBuilder axe(Page page) {
    return new AxeBuilder(page).setLegacyMode(true);
  }

  private static void report(AxeBuilder axe, String place, List<String> violations) {
    for (Rule rule : axe.analyze().getViolations()) {
      violations.add(place + ": " + words(rule));
    }
  }

  private static String words(Rule rule) {
    return rule.getId()
        + rule.getNodes().stream().map(node -> node.getHtml() + node.getFailureSummary()).toList();
  }
}
