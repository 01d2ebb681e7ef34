package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import news.rendezvous.view.search.Queries;
import news.rendezvous.view.search.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search over many items that come, change and leave. */
class ItemSearchTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");
  private static final int MOST = 250;

  private static final List<String> WORDS =
      Stream.concat(
              IntStream.range(0, 300).mapToObj(n -> "w" + Integer.toString(n, 36)),
              Stream.of("港口", "大橋", "通車", "渡輪"))
          .toList();

  private final Random random = new Random(7);
  private final Timeline timeline =
      Timelines.empty(MOST, Duration.ofDays(9), 1L << 26, () -> START.plus(Duration.ofDays(1)));

  @BeforeEach
  void addChangeAndRemoveItems() {
    for (int n = 0; n < 3 * MOST; n++) {
      int words = random.nextInt(10) == 0 ? 200 : 20;
      put(random.nextInt(2 * MOST), text(words));
    }
    IntStream.range(0, MOST / 10)
        .forEach(n -> timeline.withdraw(id(random.nextInt(MOST)), Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsTheSameAsAFullScan(int words) {
    List<ViewItem> all = timeline.newest(Selection.ALL, null, MOST);
    assertThat(all).hasSizeBetween(MOST / 2, MOST);

    for (int n = 0; n < 100; n++) {
      Query query = Queries.of(text(words));
      List<ViewItem> having = all.stream().filter(held -> query.matches(held)).toList();

      assertThat(timeline.newest(query(query), null, MOST)).isEqualTo(having);
    }
  }

  @Test
  void agreesWithTheMatchOfASingleItemForEveryKindOfTerm() {
    List<ViewItem> some = timeline.newest(Selection.ALL, null, 40);
    TimelineKey last = some.get(some.size() - 1).position();
    int found = 0;

    for (int n = 0; n < 10_000; n++) {
      Selection selection = query(Queries.of(randomQuery()));
      List<ViewItem> having = some.stream().filter(selection.matcher()).toList();
      List<ViewItem> indexed = timeline.newest(selection, null, 40);

      assertThat(indexed.stream().filter(item -> item.position().compareTo(last) <= 0).toList())
          .as(selection.query().toString())
          .startsWith(having.toArray(ViewItem[]::new));
      found += having.size();
    }

    assertThat(found).isGreaterThan(10_000);
  }

  private String randomQuery() {
    return Stream.generate(this::randomTerm)
        .limit(1 + random.nextInt(4))
        .collect(Collectors.joining(random.nextInt(3) == 0 ? " OR " : " "));
  }

  private String randomTerm() {
    String text = text(1 + random.nextInt(2));
    String term =
        switch (random.nextInt(6)) {
          case 0 -> '"' + text + '"';
          case 1 -> "title:" + text;
          case 2 -> "title:/" + text.substring(0, 2) + "/";
          case 3 -> "source:harbour";
          default -> text;
        };
    return random.nextInt(3) == 0 ? "-" + term : term;
  }

  @Test
  void pages() {
    Query query = Queries.of(WORDS.get(0));
    List<ViewItem> all = timeline.newest(query(query), null, MOST);

    TimelineKey second = all.get(1).position();

    assertThat(all).hasSizeGreaterThan(3);
    assertThat(timeline.newest(query(query), second, 2)).isEqualTo(all.subList(2, 4));
  }

  @Test
  void replacesTheTermsOfAnEarlierRevision() {
    put(1, "ferry");
    put(1, "bridge");

    assertThat(timeline.newest(query(Queries.of("ferry")), null, 1)).isEmpty();
    assertThat(timeline.newest(query(Queries.of("bridge")), null, 1)).hasSize(1);
  }

  private static Selection query(Query words) {
    return new Selection(List.of(), List.of(), List.of(), words);
  }

  private String text(int words) {
    return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
        .limit(words)
        .collect(Collectors.joining(" "));
  }

  private static ItemId id(int number) {
    return ItemId.of("en", new Alias(Match.GUID, Integer.toString(number)));
  }

  private void put(int number, String text) {
    Story story = Timelines.story(text.substring(0, text.length() / 2), null, text);
    NewsItem item = Timelines.item(id(number), "harbour", START.plusSeconds(number), story);
    timeline.put(Timelines.held(item, START));
  }
}
