package news.rendezvous.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import news.rendezvous.street.Feeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does on the pages of the sources, in Chromium. */
@QuarkusTest
class ConsoleTest extends BrowserSession {

  private static final String TOKEN = "test-token";

  private Page page;

  // Chromium logs every refused request as an error, also those that the page expects and explains.
  @BeforeEach
  void expectRefusals() {
    expectErrors("Failed to load resource: the server responded");
  }

  private Page openAsOperator(String path) {
    context = context();
    context.addInitScript(
        "location.protocol === 'http:' && sessionStorage.setItem('admin-token', '%s')"
            .formatted(TOKEN));
    page = context.newPage();
    page.navigate(root + path);
    return page;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator row(String id) {
    return page.locator("#s-" + id);
  }

  private Locator command(String id, String name) {
    return row(id).locator("button[title='" + name + "']");
  }

  private Locator dialog() {
    return page.locator("dialog[open]");
  }

  private void submit(String name) {
    dialog().getByText(name, new Locator.GetByTextOptions().setExact(true)).last().click();
  }

  private void reported(String text) {
    assertThat(page.locator("#report [role=status]")).containsText(text);
  }

  @Test
  void keepsTheTokenForTheTabUntilItIsForgotten() {
    page = open("sources");
    assertThat(button("Add source")).isHidden();
    button("Manage").click();
    assertThat(page.locator("#token")).isFocused();

    submit("Continue");
    assertThat(page.locator("#token-problem")).hasText("Enter the token.");
    page.fill("#token", "wrong");
    submit("Continue");
    assertThat(page.locator("#token-problem")).hasText("The service does not accept this token.");
    assertThat(page.locator("#token")).hasAttribute("aria-invalid", "true");
    page.fill("#token", "Bearer " + TOKEN);
    submit("Continue");

    assertThat(dialog()).hasCount(0);
    assertThat(button("Add source")).isVisible();
    assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie").toString())
        .doesNotContain(TOKEN);
    page.reload();
    assertThat(button("Add source")).isVisible();

    button("Forget token").click();
    reported("The token is forgotten.");
    assertThat(button("Manage")).isFocused();
    assertThat(page.evaluate("sessionStorage.getItem('admin-token')")).isNull();
    page.reload();
    assertThat(button("Manage")).isVisible();
  }

  @Test
  void explainsHowToSetATokenWhereNoneIs() {
    page = open("sources");
    page.route(
        "**/admin/**",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(503)
                    .setContentType("application/problem+json")
                    .setBody("{\"status\":503,\"detail\":\"Administration is closed.\"}")));

    button("Manage").click();
    page.fill("#token", TOKEN);
    submit("Continue");

    assertThat(page.locator("#token-problem"))
        .hasText(Pattern.compile("Administration is closed\\. Set it in the environment.*"));
  }

  @Test
  void asksForAnotherTokenWhenItIsRefused() {
    publish("refused", 1);
    openAsOperator("sources?q=refused");
    page.evaluate("sessionStorage.setItem('admin-token', 'outdated')");

    command("refused", "Poll now").click();

    assertThat(dialog()).hasId("token-dialog");
    assertThat(page.locator("#token-problem")).containsText("it has expired or was replaced");
    assertThat(page.evaluate("sessionStorage.getItem('admin-token')")).isNull();
    page.fill("#token", TOKEN);
    submit("Continue");

    reported("read.");
    assertThat(dialog()).hasCount(0);
  }

  @Test
  void losesNothingThatWasTypedWhenTheTokenExpires() {
    upstream.serve("/expired", RSS, Feeds.burst("expired", 1));
    openAsOperator("sources");

    button("Add source").click();
    page.fill("#f-url", upstream.url("/expired"));
    dialog().getByText("More settings").click();
    page.fill("#f-title", "Typed before");
    page.evaluate("sessionStorage.setItem('admin-token', 'outdated')");
    submit("Add");
    assertThat(page.locator("#token-dialog")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#token-dialog")).isHidden();
    assertThat(dialog().locator(".problem.general")).containsText("does not accept this token");
    assertThat(page.locator("#source-dialog .buttons button").last()).isFocused();
    assertThat(page.locator("#f-title")).hasValue("Typed before");

    submit("Add");
    page.fill("#token", TOKEN);
    submit("Continue");

    reported("Typed before was added");
    assertThat(dialog()).hasCount(0);
  }

  @Test
  void stopsSendingATokenThatHasExpired() {
    publish("unwatched", 1);
    openAsOperator("sources/unwatched");
    page.clock().install();
    page.reload();
    assertThat(page.locator("[data-slot=address]")).hasText(upstream.url("/unwatched"));
    page.evaluate("sessionStorage.setItem('admin-token', 'outdated')");

    page.clock().fastForward(20_000);

    reported("it has expired or was replaced");
    assertThat(dialog()).hasCount(0);
    assertThat(button("Manage")).isVisible();
    assertThat(page.evaluate("sessionStorage.getItem('admin-token')")).isNull();
  }

  @Test
  void explainsRefusalsInTheLanguageOfThePage() {
    publish("translated", 1);
    options.setLocale("zh-CN");
    openAsOperator("sources");

    button("添加来源").click();
    page.fill("#f-url", upstream.url("/translated"));
    submit("添加");
    assertThat(page.locator("#p-url")).hasText("已有此地址的来源。");
    page.fill("#f-url", upstream.url("/none-to-translate"));
    submit("添加");

    assertThat(page.locator("#p-url")).containsText("无法读取此地址（HTTP 错误）：");
    assertThat(page.locator("#p-url [lang=en]")).containsText("cannot be read");
  }

  @Test
  void addsTheFeedOfAnAddress() {
    upstream.serve("/added", RSS, Feeds.burst("added", 2));
    openAsOperator("sources?sort=-name");

    button("Add source").click();
    page.fill("#f-url", upstream.url("/added"));
    dialog().getByText("More settings").click();
    page.fill("#f-title", "Added <b>Gazette</b>");
    page.fill("#f-interval", "often");
    submit("Add");
    assertThat(page.locator("#p-interval")).containsText("ISO 8601");
    assertThat(page.locator("#f-interval")).isFocused();
    page.fill("#f-interval", "PT24H");
    submit("Add");

    reported("Added <b>Gazette</b> was added");
    assertThat(dialog()).hasCount(0);
    assertThat(button("Add source")).isFocused();
    Locator added =
        page.locator("tr", new Page.LocatorOptions().setHasText("Added <b>Gazette</b>"));
    assertThat(added).hasCount(1);

    button("Add source").click();
    page.fill("#f-url", upstream.url("/added"));
    submit("Add");
    assertThat(page.locator("#p-url")).containsText("There is a source with the URL");
    assertThat(page.locator("#f-url")).isFocused();
  }

  @Test
  void letsTheOperatorChooseAmongTheFeedsOfASite() {
    upstream.serve("/site-stories", RSS, Feeds.burst("site-stories", 1));
    upstream.serve("/site-comments", RSS, Feeds.burst("site-comments", 1));
    upstream.serve(
        "/site",
        "text/html",
        """
        <html><head><title>Site</title>
        <link rel="alternate" type="application/rss+xml" title="Stories" href="/site-stories">
        <link rel="alternate" type="application/rss+xml" title="Comments &amp; more" href="/site-comments">
        </head><body><p>Welcome</p></body></html>\
        """);
    openAsOperator("sources");

    button("Add source").click();
    page.fill("#f-url", upstream.url("/site"));
    submit("Add");
    assertThat(page.locator(".choice bdi")).hasText(new String[] {"Stories", "Comments & more"});
    assertThat(page.locator(".choice input").first()).isFocused();
    page.locator(".choice").last().click();
    dialog().getByText("More settings").click();
    page.fill("#f-id", "site-comments");
    submit("Add");

    reported("was added");
    assertThat(row("site-comments")).isVisible();
    assertThat(admin().get("/admin/sources/site-comments").jsonPath().getString("url"))
        .isEqualTo(upstream.url("/site-comments"));
  }

  @Test
  void addsAnAddressThatCannotBeReadNowWhenTheOperatorInsists() {
    openAsOperator("sources");

    button("Add source").click();
    page.fill("#f-url", upstream.url("/missing-feed"));
    submit("Add");
    assertThat(page.locator("#p-url")).containsText("cannot be read");
    button("Add this address without looking").click();

    reported("was added");
    assertThat(dialog()).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1/x", "junk junk", "http://[::1"})
  void offersNoAddressThatWouldBeRefusedAgain(String address) {
    openAsOperator("sources");

    button("Add source").click();
    page.fill("#f-url", address);
    submit("Add");

    assertThat(page.locator("#p-url")).not().isEmpty();
    assertThat(page.locator("#anyway")).isHidden();
  }

  @Test
  void saysInWordsOfTheFormThatCredentialsBelongToAnAddress() {
    admin()
        .body(
            Map.of(
                "id",
                "elsewhere",
                "url",
                upstream.url("/elsewhere"),
                "enabled",
                false,
                "authorization",
                Map.of("bearer", "s3cret-token")))
        .post("/admin/sources")
        .then()
        .statusCode(201);
    openAsOperator("sources?q=elsewhere");
    command("elsewhere", "Edit").click();
    page.fill("#f-url", "https://news.example/feed.xml");
    submit("Save");

    assertThat(page.locator("#p-authorization"))
        .hasText(
            "The credentials are for the former address only. Enter them again, or choose that"
                + " there are none.");
  }

  @Test
  void editsASourceAndKeepsItsCredentials() {
    upstream.serve("/edited", RSS, Feeds.burst("edited", 1));
    admin()
        .body(
            Map.of(
                "id", "edited",
                "url", upstream.url("/edited"),
                "headers", Map.of("X-Key", "k"),
                "authorization", Map.of("basic", Map.of("user", "u", "password", "p"))))
        .post("/admin/sources")
        .then()
        .statusCode(201);
    openAsOperator("sources?q=edited");

    command("edited", "Edit").click();
    assertThat(page.locator("#f-url")).hasValue(upstream.url("/edited"));
    assertThat(page.locator("#f-headers")).hasValue("X-Key: k");
    assertThat(page.locator("#f-authorization")).hasValue("keep");
    page.fill("#f-title", "Edited title");
    page.fill("#f-headers", "X-Key: k\nno header");
    submit("Save");
    assertThat(page.locator("#p-headers")).containsText("Line 2 is no header");
    page.fill("#f-headers", "X-Key: other");
    submit("Save");

    reported("Edited title was saved.");
    assertThat(command("edited", "Edit")).isFocused();
    assertThat(row("edited").locator("th a")).hasText("Edited title");
    Map<String, Object> saved = admin().get("/admin/sources/edited").jsonPath().getMap("");
    assertThat(saved)
        .containsEntry("headers", Map.of("X-Key", "other"))
        .containsEntry("authorization", "basic");
  }

  @Test
  void pausesAndResumesASource() {
    publish("pausing", 1);
    openAsOperator("sources?q=pausing");

    command("pausing", "Pause").click();
    reported("is paused.");
    assertThat(row("pausing").locator("td.state")).containsText("Paused");
    command("pausing", "Resume").click();

    reported("is polled again.");
    assertThat(row("pausing").locator("td.state")).containsText("Active");
    assertThat(command("pausing", "Resume")).hasCount(0);
  }

  @Test
  void pollsNowAndSaysWhatCameOfIt() {
    publish("polled", 1);
    openAsOperator("sources?q=polled");

    upstream.serve("/polled", RSS, Feeds.burst("polled", 3));
    command("polled", "Poll now").click();
    reported("read. 3 entries");

    upstream.serve("/polled", "text/html", "<html><body><p>Welcome</p></body></html>");
    command("polled", "Poll now").click();
    reported("not a feed. an HTML page");
    assertThat(page.locator("#report")).hasClass(Pattern.compile(".*\\bbad\\b.*"));
    assertThat(row("polled").locator("td.state")).containsText("Failing");
    assertThat(command("polled", "Poll now")).isFocused();
    page.locator("#report button").click();
    assertThat(page.locator("#report [role=status]")).isEmpty();
  }

  @Test
  void deletesASourceAfterOneQuestion() {
    publish("deleted", 1);
    openAsOperator("sources?q=deleted");

    command("deleted", "Delete").click();
    assertThat(dialog()).containsText("Its stories stay until they expire.");
    submit("Cancel");
    assertThat(command("deleted", "Delete")).isFocused();
    command("deleted", "Delete").click();
    submit("Delete");

    reported("was deleted.");
    assertThat(row("deleted")).hasCount(0);
    admin().get("/admin/sources/deleted").then().statusCode(404);
  }

  @Test
  void importsAndExportsOpml() throws Exception {
    upstream.serve("/imported", RSS, Feeds.burst("imported", 1));
    String opml =
        """
        <opml version="2.0"><head><title>Feeds</title></head><body>
        <outline type="rss" text="Imported" xmlUrl="%s"/>
        <outline type="rss" text="Refused" xmlUrl="ftp://example.org/a"/>
        <outline type="rss" text="Refused too" xmlUrl="ftp://example.org/b"/>
        </body></opml>\
        """
            .formatted(upstream.url("/imported"));
    openAsOperator("sources?q=imported");

    button("Import OPML").click();
    submit("Import");
    assertThat(page.locator("#p-opml")).hasText("Choose a file.");
    page.setInputFiles(
        "#f-opml",
        new FilePayload("feeds.opml", "text/x-opml", opml.getBytes(StandardCharsets.UTF_8)));
    submit("Import");

    assertThat(page.locator("#opml-counts")).hasText("1 added, 0 existed already, 2 refused.");
    assertThat(page.locator("#opml-reasons dt")).hasText(Pattern.compile(".* \\(2\\)"));
    assertThat(page.locator("#opml-reasons dd"))
        .hasText(new String[] {"ftp://example.org/a", "ftp://example.org/b"});
    submit("Close");
    assertThat(page.locator("tbody th a")).hasText(new String[] {"Imported"});

    Download file = page.waitForDownload(() -> button("Export OPML").click());
    assertThat(file.suggestedFilename()).isEqualTo("rendezvous-sources.opml");
    assertThat(Files.readString(file.path())).contains(upstream.url("/imported"));
  }

  @Test
  void sortsFiltersAndRefreshesWithoutAReload() {
    publish("table-a", 1);
    publish("table-b", 2);
    page = open("sources?q=table");
    page.evaluate("window.loaded = 'once'");
    Locator names = page.locator("tbody th a");

    Locator heading = page.locator("a[data-sort=name]");
    heading.click();
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("Source");
    assertThat(heading).isFocused();
    assertThat(page.locator("#announcer")).containsText("sorted by Source, ascending");
    heading.press("Enter");
    assertThat(page.locator("th[aria-sort=descending]")).containsText("Source");

    page.fill("#q", "table-b");
    assertThat(names).hasCount(1);
    assertThat(page.locator("#q")).isFocused();
    assertThat(page).hasURL(Pattern.compile(".*\\?q=table-b&sort=-name"));
    page.goBack();
    assertThat(page.locator("th[aria-sort]")).containsText("Source");
    assertThat(page.evaluate("window.loaded")).isEqualTo("once");
  }

  @Test
  void keepsRowsUnderThePointerAndAnOpenDialogWhenItRefreshes() {
    publish("steady", 1);
    openAsOperator("sources?q=steady");
    page.clock().install();
    page.reload();

    command("steady", "Delete").click();
    admin().post("/admin/sources/steady/poll").then().statusCode(200);
    page.clock().fastForward(20_000);

    assertThat(row("steady").locator("svg title")).containsText("Last polls, 2");
    assertThat(dialog()).hasId("delete-dialog");
    submit("Cancel");
    assertThat(command("steady", "Delete")).isFocused();
  }

  @Test
  void saysThatItIsStaleWhileTheServiceDoesNotAnswer() {
    expectErrors("net::ERR_FAILED");
    page = open("sources");
    page.clock().install();
    page.reload();
    page.route("**/sources?fragment=health", Route::abort);

    page.clock().fastForward(20_000);
    assertThat(page.locator("#stale")).containsText("Not refreshed since");

    page.unroute("**/sources?fragment=health");
    page.clock().fastForward(20_000);
    assertThat(page.locator("#stale")).isEmpty();
  }

  @Test
  void showsTheAddressOfASourceToTheOperatorOnly() {
    publish("addressed", 1);
    openAsOperator("sources/addressed");

    assertThat(page.locator("[data-slot=address]")).hasText(upstream.url("/addressed"));
    button("Poll now: Harbour Courier").click();
    reported("Harbour Courier: read.");
    button("Forget token").click();

    assertThat(page.locator("[data-slot=address]")).isHidden();
    assertThat(page.locator(".actions button")).hasCount(0);
    assertThat(when().get("/sources/addressed").asString())
        .doesNotContain(upstream.url("/addressed"));
  }

  @Test
  void followsTheAccessibilityGuidelinesInEveryDialog() {
    publish("accessible", 1);
    options.setViewportSize(375, 800);
    openAsOperator("sources?q=accessible");

    assertThat(violations("table")).isEmpty();
    button("Add source").click();
    dialog().getByText("More settings").click();
    page.selectOption("#f-authorization", "basic");
    assertThat(violations("source")).isEmpty();
    page.keyboard().press("Escape");
    button("Import OPML").click();
    assertThat(violations("import")).isEmpty();
    page.keyboard().press("Escape");
    command("accessible", "Delete").click();
    assertThat(violations("delete")).isEmpty();
    submit("Cancel");
    button("Forget token").click();
    button("Manage").click();
    assertThat(violations("token")).isEmpty();
  }

  private List<String> violations(String place) {
    return new AxeBuilder(page)
            .setLegacyMode(true) // no frames
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations()
            .stream()
            .map(rule -> place + ": " + rule.getId() + rule.getNodes())
            .toList();
  }

  @Test
  void savesASearchAsAViewThatCanBeEditedAndDeleted() {
    publish("berths", 2);
    page = open("?q=berths");
    assertThat(page.locator("#console")).hasCount(0); // not the operator
    context.close();

    openAsOperator("?q=berths&source=berths");
    button("Save as a view").click();
    assertThat(page.getByLabel("Title")).hasValue("berths");
    assertThat(page.getByLabel("Id", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("berths");
    page.fill("#v-title", "Free berths");
    assertThat(page.locator("#v-id")).hasValue("free-berths");
    page.fill("#v-q", "\"open");
    submit("Save");
    assertThat(page.locator("#p-v-q")).containsText("a quotation mark that is not closed");
    page.fill("#v-q", "berths");
    leave(page, () -> submit("Save"));

    assertThat(page.locator("h1")).hasText("Free berths");
    assertThat(page.locator("article")).hasCount(2);
    assertThat(page.locator("nav.views [aria-current]")).hasText("Free berths");
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();

    button("Edit view").click();
    assertThat(page.locator("#v-source")).hasValue("berths");
    page.fill("#v-description", "Where to land");
    submit("Save");
    assertThat(page.locator("p.description")).hasText("Where to land");

    page.navigate(root + "?q=berths");
    button("Save as a view").click();
    page.fill("#v-id", "free-berths");
    submit("Save");
    assertThat(page.locator("#p-v-id")).containsText("There is a view with this id");

    page.navigate(root + "views/free-berths");
    button("Delete view").click();
    leave(page, () -> submit("Delete view"));
    when().get("/views/free-berths").then().statusCode(404);
  }
}
