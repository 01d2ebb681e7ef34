package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.view.search.Queries;
import news.rendezvous.view.search.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selection within another, such as a request within a saved view. */
class SelectionTest {

  private static final Instant NOON = SampleItems.NOON;

  private static Selection sources(String... ids) {
    return new Selection(List.of(ids), List.of(), List.of(), Query.ALL);
  }

  private static Selection words(String query) {
    return new Selection(List.of(), List.of(), List.of(), Queries.of(query));
  }

  private static ViewItem item(int minutes, String title, String... carriers) {
    NewsItem item = SampleItems.item(minutes, title, carriers);
    return Timelines.held(item, NOON);
  }

  /** Of two lists of sources, an item must have been carried by one of each. */
  @ParameterizedTest
  @CsvSource({
    "quay, quay, quay, true",
    "quay, pier, quay, false",
    "quay, pier, quay pier, true",
    "quay pier, pier dock, quay, false",
    "quay pier, pier dock, pier, true"
  })
  void requiresBothSources(String request, String view, String carriers, boolean matches) {
    Predicate<ViewItem> both =
        sources(request.split(" ")).within(sources(view.split(" "))).matcher();

    assertThat(both.test(item(1, "Ferry", carriers.split(" ")))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"Night ferry sails, true", "Night train leaves, false", "Ferry at noon, false"})
  void requiresBothQueries(String title, boolean matches) {
    Selection both = words("title:night").within(words("title:ferry"));

    assertThat(both.matcher().test(item(1, title, "quay"))).isEqualTo(matches);
  }

  @Test
  void readsTheSameItemsFromTheIndexAsThePredicateMatches() {
    Timeline timeline = Timelines.empty(() -> NOON);
    List<ViewItem> all =
        List.of(
            item(1, "Night ferry", "quay"),
            item(2, "Night train", "pier"),
            item(3, "Day ferry", "quay", "pier"),
            item(4, "Night boat", "dock"));
    all.forEach(item -> Timelines.put(timeline, item));
    List<Selection> selections =
        List.of(
            words("night").within(sources("quay", "pier")),
            sources("pier").within(words("ferry")),
            sources("pier").within(sources("quay")),
            words("night").within(words("-ferry")).within(sources("dock")));

    for (Selection selection : selections) {
      assertThat(timeline.newest(selection, null, 10))
          .containsExactlyInAnyOrderElementsOf(all.stream().filter(selection.matcher()).toList())
          .isNotEmpty();
    }
  }

  /** Streams with equal selections share their encoded events. */
  @Test
  void isTheOtherOneWhereOneOfBothSelectsAll() {
    assertThat(Selection.ALL.within(sources("quay"))).isEqualTo(sources("quay"));
    assertThat(sources("quay").within(Selection.ALL)).isEqualTo(sources("quay"));
  }
}
