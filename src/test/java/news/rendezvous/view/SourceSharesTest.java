package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Story;
import org.junit.jupiter.api.Test;

/** A full view is shared among the sources. */
class SourceSharesTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");

  private static Timeline timeline(int maxItems, long maxKilobytes) {
    return Timelines.empty(maxItems, Duration.ofDays(30), 1_000 * maxKilobytes, () -> START);
  }

  private static ViewItem item(String source, int minute, int kilobytes) {
    Instant time = START.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(minute));
    ItemId id = ItemId.of("en", new Alias(Match.GUID, source + minute));
    Story story = Timelines.story(source + minute, null, "Text");
    return Timelines.padded(Timelines.item(id, source, time, story), kilobytes, time);
  }

  private static Set<String> titles(Timeline timeline) {
    return timeline.newest(Selection.ALL, null, 100_000).stream()
        .map(held -> held.item().story().title())
        .collect(Collectors.toSet());
  }

  @Test
  void noSourceEvictsAllOthers() {
    Timeline timeline = timeline(100, 1_000_000);
    IntStream.range(0, 20).forEach(n -> timeline.put(item("harbour", n, 1)));
    IntStream.range(0, 10).forEach(n -> timeline.put(item("canal", n, 1)));

    IntStream.range(0, 10_000).forEach(n -> timeline.put(item("churn", 1_000 + n, 1)));

    assertThat(timeline.count("harbour")).isEqualTo(20);
    assertThat(timeline.count("canal")).isEqualTo(10);
    assertThat(timeline.count("churn")).isEqualTo(70);
    assertThat(titles(timeline)).contains("churn10999", "churn10930").doesNotContain("churn10929");
  }

  @Test
  void evictsFromTheLargestSourceByBytes() {
    Timeline timeline = timeline(1_000, 1_000);
    IntStream.range(0, 50).forEach(n -> timeline.put(item("brief", n, 4)));

    IntStream.range(0, 50).forEach(n -> timeline.put(item("huge", 1_000 + n, 100)));

    assertThat(timeline.count("brief")).isEqualTo(50);
    assertThat(timeline.count("huge")).isEqualTo(8);
  }

  @Test
  void warnsOfASourceThatIsEvicted() {
    Timeline timeline = timeline(10, 1_000);
    timeline.put(item("harbour", 0, 1));
    IntStream.range(1, 10).forEach(n -> timeline.put(item("churn", n, 1)));
    assertThat(timeline.warning("churn")).isEmpty();

    timeline.put(item("churn", 11, 1));

    assertThat(timeline.warning("churn").orElseThrow()).startsWith("the view is full");
    assertThat(timeline.warning("harbour")).isEmpty();

    IntStream.range(1, 12).forEach(n -> timeline.withdraw(item("churn", n, 1).item().id(), START));
    assertThat(timeline.warning("churn")).isEmpty();
  }

  @Test
  void doesNotWarnOfTheOnlySource() {
    Timeline timeline = timeline(10, 1_000);

    IntStream.range(0, 50).forEach(n -> timeline.put(item("harbour", n, 1)));

    assertThat(timeline.size()).isEqualTo(10);
    assertThat(titles(timeline)).contains("harbour49", "harbour40");
    assertThat(timeline.warning("harbour")).isEmpty();
  }

  @Test
  void isIndependentOfTheOrderOfArrival() {
    List<ViewItem> items = new ArrayList<>();
    IntStream.range(0, 300).forEach(n -> items.add(item("large", n, 1)));
    IntStream.range(0, 120).forEach(n -> items.add(item("middle", n, 1)));
    IntStream.range(0, 20).forEach(n -> items.add(item("small", n, 1)));
    Timeline one = timeline(100, 1_000_000);
    Timeline other = timeline(100, 1_000_000);

    items.forEach(one::put);
    Collections.shuffle(items, new Random(7));
    items.forEach(other::put);

    assertThat(titles(other)).isEqualTo(titles(one));
    assertThat(one.count("small")).isEqualTo(20);
    assertThat(one.count("middle")).isEqualTo(40);
  }

  @Test
  void evictsSourcesOfOneItemOldestFirst() {
    Timeline timeline = timeline(1_000, 1_000_000);

    IntStream.range(0, 5_000).forEach(n -> timeline.put(item("source" + n, n, 1)));

    assertThat(titles(timeline)).hasSize(1_000).contains("source49994999", "source40004000");
  }
}
