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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of axe for WCAG 2.2, levels A and AA, on every page. */
@QuarkusTest
class AccessibilityTest extends BrowserSession {

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "LIGHT, 375", "DARK, 1280", "DARK, 375"})
  void followsTheGuidelines(ColorScheme scheme, int width) {
    publish("readable", 4);
    String story =
        when().get("/feed.json?source=readable&limit=1").jsonPath().getString("items[0].id");
    options.setColorScheme(scheme).setViewportSize(width, 800);
    context = context();
    Page page = context.newPage();
    List<String> violations = new ArrayList<>();
    for (String path :
        List.of(
            "?source=readable",
            "?q=zyzzyva",
            "stories/" + story,
            "stories/unknown",
            "sources",
            "sources/readable",
            "getUrls?link=" + "0".repeat(32))) {
      page.navigate(root + path);
      check(page, scheme, path).forEach(violations::add);
    }
    page.navigate(root + "?source=readable");
    page.locator("#density").selectOption("cards");
    page.locator(".subscribe summary").click();
    check(page, scheme, "cards").forEach(violations::add);

    errors.removeIf(error -> error.contains("404")); // two of these pages
    assertThat(violations).isEmpty();
  }

  @Test
  void followsTheGuidelinesWithAReadingPane() {
    publish("readable", 4);
    options.setViewportSize(1400, 800);
    Page page = open("?source=readable");
    page.locator("#stories h3 a").first().click();
    page.locator("#pane h1").waitFor();

    assertThat(check(page, ColorScheme.LIGHT, "pane")).isEmpty();
  }

  // All but the contrast is the same in both schemes.
  private static Stream<String> check(Page page, ColorScheme scheme, String path) {
    AxeBuilder axe =
        scheme == ColorScheme.DARK
            ? new AxeBuilder(page).withRules(List.of("color-contrast"))
            : new AxeBuilder(page).withTags(WCAG);
    return axe.analyze().getViolations().stream().map(rule -> path + ": " + words(rule));
  }

  private static String words(Rule rule) {
    return rule.getId()
        + rule.getNodes().stream().map(node -> node.getHtml() + node.getFailureSummary()).toList();
  }
}
