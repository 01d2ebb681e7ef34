package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search over many items that come, change and leave. */
class SearchTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");
  private static final int MOST = 250;

  private static final List<String> WORDS =
      Stream.concat(
              IntStream.range(0, 300).mapToObj(n -> "w" + Integer.toString(n, 36)),
              Stream.of("港口", "大橋", "通車", "渡輪"))
          .toList();

  private final Random random = new Random(7);
  private final Timeline timeline =
      new Timeline(
          new Bounds(MOST, Duration.ofDays(9), new MemorySize(BigInteger.valueOf(1L << 26))),
          () -> START.plus(Duration.ofDays(1)));

  private record Bounds(int maxItems, Duration maxAge, MemorySize maxSize) implements ViewConfig {}

  @BeforeEach
  void letItemsComeAndChangeAndLeave() {
    for (int n = 0; n < 3 * MOST; n++) {
      int words = random.nextInt(10) == 0 ? 200 : 20;
      put(random.nextInt(2 * MOST), text(words));
    }
    IntStream.range(0, MOST / 10)
        .forEach(n -> timeline.withdraw(id(random.nextInt(MOST)), Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsWhatALookAtEveryItemFinds(int words) {
    List<Held> all = timeline.newest(Selection.ALL, null, MOST);
    assertThat(all).hasSizeBetween(MOST / 2, MOST);

    for (int n = 0; n < 100; n++) {
      Words query = Words.of(text(words));
      List<Held> having = all.stream().filter(held -> query.occurIn(held.words())).toList();

      assertThat(timeline.newest(asking(query), null, MOST)).isEqualTo(having);
    }
  }

  @Test
  void goesOnBehindAPosition() {
    Words query = Words.of(WORDS.get(0));
    List<Held> all = timeline.newest(asking(query), null, MOST);

    Position second = all.get(1).position();

    assertThat(all).hasSizeGreaterThan(3);
    assertThat(timeline.newest(asking(query), second, 2)).isEqualTo(all.subList(2, 4));
  }

  @Test
  void findsTheNewTextOfAStoryAndNotTheOld() {
    put(1, "ferry");
    put(1, "bridge");

    assertThat(timeline.newest(asking(Words.of("ferry")), null, 1)).isEmpty();
    assertThat(timeline.newest(asking(Words.of("bridge")), null, 1)).hasSize(1);
  }

  private static Selection asking(Words words) {
    return new Selection(List.of(), List.of(), List.of(), words, null, null);
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
    Story story =
        new Story(
            null, null, null, text, null, null, List.of(), null, null, List.of(), List.of(), null);
    NewsItem.Extension extension =
        new NewsItem.Extension(
            "en",
            new SourceRef("harbour", null, "https://news.example.org/feed"),
            null,
            1,
            START.plusSeconds(number),
            START.plusSeconds(number),
            null,
            null,
            List.of(),
            List.of(),
            null);
    timeline.put(Held.of(new NewsItem(id(number), story, extension), new byte[0], START));
  }
}
