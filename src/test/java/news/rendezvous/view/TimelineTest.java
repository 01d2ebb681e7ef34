package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.Related;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.search.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");

  private static final LinkHash LINK = new LinkHash("a".repeat(32));
  private static final LinkHash OTHER = new LinkHash("b".repeat(32));

  private Instant now = START;
  private final Timeline timeline = Timelines.empty(3, Duration.ofDays(1), 10_000, () -> now);

  @Test
  void listsNewestFirstAndPages() {
    put("old", 1, "harbour");
    put("new", 3, "harbour");
    put("middle", 2, "harbour");

    List<ViewItem> all = timeline.newest(Selection.ALL, null, 10);

    assertThat(titles(all)).containsExactly("new", "middle", "old");
    assertThat(titles(timeline.newest(Selection.ALL, all.get(0).position(), 1)))
        .containsExactly("middle");
  }

  @Test
  void listsTheItemsOfACarrier() {
    put("own", 1, "harbour");
    put("shared", 2, "canal", "harbour");
    put("other", 3, "canal");

    assertThat(titles(timeline.newest(Selection.ALL.of("harbour"), null, 10)))
        .containsExactly("shared", "own");
    assertThat(titles(timeline.newest(sources("harbour", "canal"), null, 10)))
        .containsExactly("other", "shared", "own");
    assertThat(timeline.count("harbour")).isEqualTo(2);
  }

  @Test
  void replacesEarlierRevisions() {
    put("story", 1, "harbour");
    put("story", 2, "canal");

    assertThat(titles(timeline.newest(Selection.ALL, null, 10))).containsExactly("story");
    assertThat(timeline.count("harbour")).isZero();
    assertThat(timeline.size()).isEqualTo(1);
  }

  @Test
  void evictsTheOldestWhenThereAreTooMany() {
    IntStream.rangeClosed(1, 5).forEach(n -> put("s" + n, n, "harbour"));

    assertThat(titles(timeline.newest(Selection.ALL, null, 10))).containsExactly("s5", "s4", "s3");
    assertThat(timeline.find(id("s1"))).isInstanceOf(Lookup.Unknown.class);
    assertThat(timeline.count("harbour")).isEqualTo(3);
  }

  @Test
  void evictsTheOldestWhenTheyAreTooLargeTogether() {
    timeline.put(Timelines.padded(item("old", 1, "harbour", null, List.of()), 4, now));
    timeline.put(Timelines.padded(item("middle", 2, "harbour", null, List.of()), 4, now));
    timeline.put(Timelines.padded(item("middle", 2, "harbour", null, List.of()), 5, now));
    timeline.put(Timelines.padded(item("new", 3, "harbour", null, List.of()), 5, now));

    assertThat(titles(timeline.newest(Selection.ALL, null, 10))).containsExactly("new", "middle");
  }

  @Test
  void expiresItemsByTheAgeOfTheirNewestRecord() {
    put("stale", 1, "harbour");
    put("revised", 2, "harbour");
    now = START.plus(Duration.ofHours(20));
    put("revised", 2, "harbour");
    now = START.plus(Duration.ofHours(25));
    put("fresh", 3, "harbour");

    assertThat(titles(timeline.newest(Selection.ALL, null, 10)))
        .containsExactly("fresh", "revised");
  }

  @Test
  void forgetsTheArrivalsOfEvictedItems() {
    IntStream.rangeClosed(1, 5_000).forEach(n -> put("s" + n, 1, "harbour"));

    assertThat(timeline.arrivals()).isLessThan(1_010);

    now = START.plus(Duration.ofDays(10));
    put("last", 2, "harbour");

    assertThat(titles(timeline.newest(Selection.ALL, null, 10))).containsExactly("last");
  }

  @Test
  void givesUpASearchThatTakesTooLong() {
    Timeline impatient = Timelines.empty(3, Duration.ofDays(1), 10_000, Duration.ZERO, () -> now);
    impatient.put(Timelines.held(item("story", 1, "harbour", null, List.of()), now));

    assertThatThrownBy(() -> impatient.newest(Selection.ALL, null, 10))
        .isInstanceOf(SearchTimeoutException.class);
  }

  @Test
  void remembersWhatWasWithdrawn() {
    put("story", 1, "harbour");

    timeline.withdraw(id("story"), now);

    assertThat(timeline.find(id("story"))).isInstanceOf(Lookup.Withdrawn.class);
    assertThat(timeline.newest(Selection.ALL, null, 10)).isEmpty();
    assertThat(timeline.find(id("never"))).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void listsTheWithdrawalsOfASelectionNewestFirst() {
    put("one", 1, "harbour", "canal");
    put("two", 2, "harbour");
    timeline.withdraw(id("one"), now.plusSeconds(1));
    timeline.withdraw(id("two"), now.plusSeconds(2));

    assertThat(withdrawn(Selection.ALL)).containsExactly(id("two"), id("one"));
    assertThat(withdrawn(sources("canal"))).containsExactly(id("one"));
    assertThat(withdrawn(sources("nobody"))).isEmpty();
  }

  /** Of a compacted item only the tombstone is left. */
  @Test
  void listsAWithdrawalInEverySelectionWhereItsItemIsUnknown() {
    timeline.withdraw(id("compacted"), now);

    assertThat(withdrawn(Selection.ALL)).containsExactly(id("compacted"));
    assertThat(withdrawn(sources("nobody"))).containsExactly(id("compacted"));
  }

  @Test
  void knowsTheItemOfAWithdrawalThatIsRepeated() {
    put("story", 1, "harbour");
    timeline.withdraw(id("story"), now);
    timeline.withdraw(id("story"), now.plusSeconds(1));

    assertThat(timeline.withdrawals(Selection.ALL))
        .extracting(Withdrawal::time)
        .containsExactly(now.plusSeconds(1));
    assertThat(withdrawn(sources("nobody"))).isEmpty();
  }

  @Test
  void forgetsTheWithdrawalOfAnItemThatReturns() {
    put("story", 1, "harbour");
    timeline.withdraw(id("story"), now);
    put("story", 1, "harbour");

    assertThat(withdrawn(Selection.ALL)).isEmpty();
    assertThat(timeline.find(id("story"))).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void keepsTheNewestWithdrawalsWhateverTheOrderOfReading() {
    for (int n : List.of(4, 1, 5, 2, 3)) {
      timeline.withdraw(id("w" + n), now.plusSeconds(n));
    }

    assertThat(withdrawn(Selection.ALL)).containsExactly(id("w5"), id("w4"), id("w3"));
  }

  @Test
  void forgetsWithdrawalsThatAreOlderThanAnItemMayBe() {
    timeline.withdraw(id("old"), now.minus(Duration.ofDays(1)).minusMillis(1));
    timeline.withdraw(id("aged"), now);
    assertThat(withdrawn(Selection.ALL)).containsExactly(id("aged"));

    now = now.plus(Duration.ofDays(1)).plusMillis(1);
    put("later", 2_000, "harbour");

    assertThat(withdrawn(Selection.ALL)).isEmpty();
  }

  @Test
  void keepsNoLargeRecordOfAWithdrawnItem() {
    Timeline large = Timelines.empty(3, Duration.ofDays(1), 1 << 20, () -> now);
    large.put(Timelines.padded(item("large", 1, "harbour", null, List.of()), 70, now));

    large.withdraw(id("large"), now);

    assertThat(large.withdrawals(sources("nobody")))
        .containsExactly(new Withdrawal(id("large"), now, null));
  }

  private List<ItemId> withdrawn(Selection selection) {
    return timeline.withdrawals(selection).stream().map(Withdrawal::id).toList();
  }

  @Test
  void findsTheNewestItemThatCarriesAReference() {
    put(referring("old", 1, unresolved(LINK)));
    put(referring("new", 2, unresolved(LINK), unresolved(OTHER)));

    assertThat(timeline.referring(LINK).orElseThrow().item().story().title()).isEqualTo("new");
    timeline.withdraw(id("new"), now);
    assertThat(timeline.referring(LINK).orElseThrow().item().story().title()).isEqualTo("old");
    assertThat(timeline.referring(OTHER)).isEmpty();
  }

  @Test
  void findsTheItemsThatReferToAnItem() {
    Related ferry = Related.resolved(LINK, null, Related.Kind.STORY, List.of(page("/ferry")));
    put(at("ferry", 1, page("/ferry")));
    put(referring("one", 2, ferry.heldAs(id("ferry"))));
    put(referring("two", 3, ferry.heldAs(id("ferry")), unresolved(OTHER)));
    put(referring("three", 4, ferry));

    assertThat(titles(timeline.referringTo(id("ferry"), 10))).containsExactly("two", "one");
    assertThat(titles(timeline.referringTo(id("ferry"), 1))).containsExactly("two");
    timeline.withdraw(id("two"), now);
    put(referring("one", 2, ferry));
    assertThat(timeline.referringTo(id("ferry"), 10)).isEmpty();
  }

  @Test
  void listsItemsByTheKindsOfTheReferencesOfTheirNewestRevision() {
    put(referring("story", 1, unresolved(LINK), unresolved(OTHER)));
    put(
        referring(
            "story", 1, Related.resolved(LINK, null, Related.Kind.IMAGE, List.of(page("/a.jpg")))));

    assertThat(timeline.withReferences(Related.Kind.UNRESOLVED)).isEmpty();
    assertThat(timeline.withReferences(Related.Kind.IMAGE)).hasSize(1);
    assertThat(timeline.referring(OTHER)).isEmpty();
  }

  @Test
  void findsAnItemByItsPageUnlessSeveralClaimIt() {
    put(at("ferry", 1, page("/ferry")));
    put(at("bridge", 2, page("/all")));
    put(at("quay", 3, page("/all")));

    assertThat(timeline.at(CanonicalUrl.of("http://news.example.org/ferry").orElseThrow()))
        .contains(id("ferry"));
    assertThat(timeline.at(page("/all"))).isEmpty();
    assertThat(timeline.at(page("/none"))).isEmpty();
  }

  private static Selection sources(String... ids) {
    return new Selection(List.of(ids), List.of(), List.of(), Query.ALL);
  }

  private void put(NewsItem item) {
    timeline.put(Timelines.held(item, now));
  }

  private static NewsItem referring(String title, int minute, Related... related) {
    return item(title, minute, "harbour", null, List.of(related));
  }

  private static NewsItem at(String title, int minute, CanonicalUrl page) {
    return item(title, minute, "harbour", page, List.of());
  }

  private static Related unresolved(LinkHash link) {
    return Related.unresolved(link, null, List.of());
  }

  private static CanonicalUrl page(String path) {
    return CanonicalUrl.of("https://news.example.org" + path).orElseThrow();
  }

  private void put(String title, int minute, String source, String... others) {
    put(item(title, minute, source, null, List.of(), others));
  }

  private static ItemId id(String title) {
    return ItemId.of("en", new Alias(Match.GUID, title));
  }

  private static NewsItem item(
      String title,
      int minute,
      String source,
      @Nullable CanonicalUrl url,
      List<Related> related,
      String... others) {
    Story story =
        new Story(
            url, title, null, "Text", null, null, List.of(), null, null, List.of(), List.of(),
            null);
    List<Duplicate> duplicates =
        List.of(others).stream()
            .map(other -> new Duplicate(other, null, null, Match.URL, START))
            .toList();
    Instant time = START.plus(Duration.ofMinutes(minute));
    return Timelines.item(id(title), source, time, story, 1, related, duplicates);
  }

  private static List<String> titles(List<ViewItem> items) {
    return items.stream().map(held -> held.item().story().title()).toList();
  }
}
