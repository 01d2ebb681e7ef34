package news.rendezvous.serve.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The live list in Chromium. */
@QuarkusTest
class LiveListTest extends BrowserSession {

  /** Collects the layout shifts: what moved, from where and to where (Layout Instability API). */
  private static final String SHIFTS =
      """
      window.shifts = [];
      const place = ({x, y, width, height}) => `${x},${y} ${width}x${height}`;
      new PerformanceObserver(list => list.getEntries().forEach(shift => window.shifts.push(
          shift.value + ": " + shift.sources.map(({node, previousRect, currentRect}) =>
              `${node?.outerHTML ?? node?.textContent} from ${place(previousRect)} to ${place(currentRect)}`)
              .join("; "))))
          .observe({type: 'layout-shift'})""";

  /** Two frames: what is on the page has been laid out and painted. */
  private static final String PAINTED =
      "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private static Locator offer(Page page) {
    return page.locator("#arrived");
  }

  private static Locator titles(Page page) {
    return page.locator("#stories h3");
  }

  @Test
  void connectsAndOffersNewStoriesOfItsFilterWithoutMovingAnything() {
    publish("offered", 20);
    publish("other", 1);
    context = context();
    List<Route> streams = new CopyOnWriteArrayList<>();
    context.route("**/stream", streams::add);
    Page page = context.newPage();
    page.waitForRequest("**/stream", () -> page.navigate(root + "?source=offered"));
    page.evaluate(PAINTED);
    page.evaluate(SHIFTS);

    streams.forEach(Route::resume);
    live(page);
    publish("other", 2);
    publish("offered", 22);

    assertThat(offer(page)).hasText("2 new stories");
    assertThat(titles(page)).hasCount(20);
    page.evaluate(PAINTED);
    assertThat((List<?>) page.evaluate("window.shifts")).isEmpty();
    assertThat(page.locator("#announcement")).hasText("2 new stories");
    offer(page).click();
    assertThat(titles(page)).hasCount(22);
    assertThat(titles(page).first().locator("a")).isFocused();
    assertThat(offer(page)).isHidden();
  }

  @Test
  void offersWhatCameAfterThePageWasMadeAndBeforeItConnected() {
    publish("between", 1);
    context = context();
    List<String> lists = lists();
    List<Integer> before = new CopyOnWriteArrayList<>();
    context.route(
        "**/stream",
        route -> {
          if (before.isEmpty()) {
            before.add(lists.size());
            publish("between", 2);
          }
          route.resume();
        });
    Page page = context.newPage();

    page.navigate(root + "?source=between");

    assertThat(offer(live(page))).hasText("1 new story");
    assertThat(before).containsExactly(0);
    offer(page).click();
    assertThat(titles(page)).hasText(new String[] {"Notice 1 of between", "Notice 0 of between"});
  }

  @Test
  void fetchesTheListOnceMoreOnlyWhereAnotherPageReadsTheStream() {
    publish("joined", 1);
    context = context();
    List<String> lists = lists();
    Page first = context.newPage();
    first.clock().install();
    first.navigate(root + "?source=joined");
    live(first);
    first.clock().runFor(10_000);
    assertThat(lists).isEmpty();

    Page second = context.newPage();
    second.waitForRequest(
        request -> request.url().contains("fragment=list"),
        () -> second.navigate(root + "?source=joined"));

    live(second);
  }

  /** The requests for a list without the rest of the page. */
  private List<String> lists() {
    List<String> lists = new CopyOnWriteArrayList<>();
    context.onRequest(
        request ->
            Stream.of(request.url()).filter(u -> u.contains("fragment=list")).forEach(lists::add));
    return lists;
  }

  @Test
  void insertsNewStoriesWhereTheReaderChoseItOnce() {
    publish("inserted", 1);
    Page page = live(open("?source=inserted"));
    page.getByText("Insert live: off").click();
    live(page).reload();
    assertThat(page.locator("#insert")).hasText("Insert live: on");

    publish("inserted", 2);

    assertThat(titles(page)).hasText(new String[] {"Notice 1 of inserted", "Notice 0 of inserted"});
    assertThat(offer(page)).isHidden();
  }

  @Test
  void doesNotInsertAboveAReader() {
    publish("scrolled", 20);
    Page page = live(open("?source=scrolled"));
    page.locator("#insert").click();
    Locator last = page.locator("#stories article").last();
    last.scrollIntoViewIfNeeded();
    double before = last.boundingBox().y;

    publish("scrolled", 21);

    assertThat(offer(page)).hasText("1 new story");
    assertThat(last.boundingBox().y).isEqualTo(before);
  }

  @Test
  void removesTheWordsOfAWithdrawnStoryAndKeepsItsPlace() {
    publish("taken", 3);
    Page page = live(open("?source=taken"));
    Locator second = page.locator("#stories article").nth(1);
    double height = second.boundingBox().height;
    page.evaluate(SHIFTS);

    admin().delete("/admin/items/" + second.getAttribute("id")).then().statusCode(204);

    assertThat(second).hasText("This story was withdrawn.");
    assertThat(second.boundingBox().height).isEqualTo(height);
    assertThat((List<?>) page.evaluate("window.shifts")).isEmpty();
    page.reload();
    assertThat(titles(page)).hasCount(2);
  }

  // Cards and the chain of links to older stories are the whole feed, each story once, whenever the
  // reader takes new stories in.
  @Test
  void isTheWholeFeedAfterBursts() {
    publish("burst", 8);
    Page page = live(open("?source=burst&limit=10"));
    publish("burst", 13);
    assertThat(offer(page)).hasText("5 new stories");
    offer(page).click();
    publish("burst", 20);
    assertThat(offer(page)).hasText("7 new stories");
    offer(page).click();
    publish("burst", 45);
    assertThat(offer(page)).hasText("10+ new stories");
    offer(page).click();

    List<String> reached = new ArrayList<>();
    ids(page, reached);
    while (page.locator("a[rel=next]").count() > 0) {
      follow(page, page.locator("a[rel=next]"));
      ids(page, reached);
    }

    assertThat(reached)
        .containsExactlyElementsOf(
            when().get("/feed.json?source=burst&limit=500").jsonPath().<String>getList("items.id"));
  }

  private static void ids(Page page, List<String> reached) {
    assertThat(page.locator("h1")).isVisible();
    page.locator("#stories article").all().forEach(card -> reached.add(card.getAttribute("id")));
  }

  @Test
  void cutsNoListThatWasAskedFor() {
    publish("large", 55);
    Page page = live(open("?source=large&limit=500"));
    publish("large", 57);
    assertThat(offer(page)).hasText("2 new stories");

    offer(page).click();

    assertThat(titles(page)).hasCount(57);
  }

  @Test
  void saysThatItIsOffline() {
    expectErrors("ERR_INTERNET_DISCONNECTED");
    Page page = live(open("?source=nobody"));

    context.setOffline(true);
    assertThat(page.locator("#live")).hasText("Offline");

    context.setOffline(false);
    live(page);
  }

  @Test
  void noticesASilentConnection() {
    expectErrors("ERR_FAILED");
    context = context();
    Page page = context.newPage();
    page.clock().install();
    page.navigate(root + "?source=nobody");
    live(page);
    context.route("**/stream", Route::abort);

    page.clock().fastForward(40_000);

    assertThat(page.locator("#live")).hasText("Reconnecting");
  }

  @Test
  void asksEveryMinuteWhereTheStreamIsRefusedAndSaysWhy() {
    expectErrors("429");
    publish("stream-refused", 1);
    context = context();
    context.route(
        "**/stream",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(429)
                    .setContentType("application/problem+json")
                    .setBody("{\"detail\":\"This address has 20 streams open.\"}")));
    Page page = context.newPage();
    page.clock().install();
    page.navigate(root + "?source=stream-refused");
    assertThat(page.locator("#live"))
        .hasText("Checked every minute: This address has 20 streams open.");
    page.clock().runFor(5_000); // the first request for the list
    publish("stream-refused", 2);

    page.clock().runFor(65_000);

    assertThat(offer(page)).hasText("1 new story");
  }

  @Test
  void readsOneStreamForAllPagesOfABrowser() {
    publish("seven", 1);
    context = context();
    List<String> streams = new CopyOnWriteArrayList<>();
    context.onRequest(
        request ->
            Stream.of(request.url()).filter(u -> u.endsWith("/stream")).forEach(streams::add));
    List<Page> pages = Stream.generate(context::newPage).limit(7).toList();
    pages.forEach(page -> page.navigate(root + "?source=seven"));
    pages.forEach(LiveListTest::live);
    assertThat(streams).hasSize(1);

    publish("seven", 2);
    pages.forEach(page -> assertThat(offer(page)).hasText("1 new story"));
    pages.get(0).close();

    publish("seven", 3);
    pages.subList(1, 7).forEach(page -> assertThat(offer(page)).hasText("2 new stories"));
    await().atMost(WAIT).until(() -> streams.size() == 2);
  }
}
