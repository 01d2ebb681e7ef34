package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.demo.SampleStory.Published;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTimetableTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final SampleTimetable timetable = timetable(20);

  @Test
  void beginsWithADozenStoriesOfTheLastFiveHours() {
    List<Published> shown = timetable.published(START);

    assertThat(shown).hasSize(12);
    assertThat(shown)
        .allSatisfy(published -> assertThat(published.at()).isBefore(START))
        .allSatisfy(
            published -> assertThat(published.at()).isAfterOrEqualTo(START.minusSeconds(5 * 3600)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # seconds after the start, newest story
          0,    tale-11
          29,   tale-11
          30,   tale-12
          59,   tale-12
          60,   tale-13
          90,   notices-en-1777896090
          120,  tale-14
          330,  tale-19
          360,  notices-en-1777896360
          390,  notices-en-1777896390
          """)
  void tellsOneMoreEveryInterval(long seconds, String newest) {
    List<Published> shown = timetable.published(START.plusSeconds(seconds));

    assertThat(shown.get(0).story().slug()).isEqualTo(newest);
  }

  @Test
  void showsTheNewestThirtyInOrder() {
    List<Published> shown = timetable.published(START.plus(Duration.ofHours(1)));

    assertThat(shown).hasSize(30);
    assertThat(shown).extracting(Published::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void goesOnForDaysWithoutTellingAnythingTwice() {
    Set<String> slugs =
        IntStream.range(0, 200)
            .mapToObj(n -> timetable.published(START.plus(Duration.ofMinutes(15L * n))))
            .flatMap(List::stream)
            .map(published -> published.at() + " " + published.story().slug())
            .collect(Collectors.toSet());

    assertThat(slugs)
        .extracting(line -> line.substring(line.indexOf(' ')))
        .hasSizeGreaterThan(5000)
        .doesNotHaveDuplicates();
  }

  @Test
  void correctsAStoryTwoMinutesAfterItWasTold() {
    Instant told = START.plusSeconds(60);

    assertThat(correction(told.plusSeconds(119), "tale-13")).isNull();
    assertThat(correction(told.plusSeconds(120), "tale-13")).isEqualTo(told.plusSeconds(120));
    assertThat(correction(told.plusSeconds(600), "tale-12")).isNull();
  }

  private Instant correction(Instant now, String slug) {
    return timetable.published(now).stream()
        .filter(published -> published.story().slug().equals(slug))
        .findAny()
        .orElseThrow()
        .corrected();
  }

  @Test
  void letsTheWireCarryEveryFifthStoryLaterAndShorter() {
    List<Published> before = timetable.wired(START.plusSeconds(30 + 89));
    List<Published> after = timetable.wired(START.plusSeconds(30 + 90));

    assertThat(before)
        .extracting(published -> published.story().slug())
        .containsExactly("tale-7", "tale-2");
    assertThat(after)
        .extracting(published -> published.story().slug())
        .containsExactly("tale-12", "tale-7", "tale-2");
    assertThat(after.get(0).at()).isEqualTo(START.plusSeconds(120));
    assertThat(after.get(0).story().paragraphs()).containsExactly("first", "second");
  }

  @Test
  void makesTheSameNoticesOfTheSameTime() {
    SampleTimetable restarted =
        new SampleTimetable(
            START.plusSeconds(270),
            INTERVAL,
            SampleLanguage.ENGLISH,
            timetable.stories(),
            timetable.notices());

    // 360 s after one start is 90 s after the other, and both have notices then.
    Published one = timetable.published(START.plusSeconds(360)).get(0);
    Published other = restarted.published(START.plusSeconds(360)).get(0);

    assertThat(other).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"0", "999", "-1000"})
  void refusesAnIntervalUnderASecond(long millis) {
    assertThatThrownBy(
            () ->
                new SampleTimetable(
                    START,
                    Duration.ofMillis(millis),
                    SampleLanguage.ENGLISH,
                    timetable.stories(),
                    timetable.notices()))
        .hasMessageContaining("rendezvous.demo-interval");
  }

  private static SampleTimetable timetable(int stories) {
    return new SampleTimetable(
        START,
        INTERVAL,
        SampleLanguage.ENGLISH,
        IntStream.range(0, stories).mapToObj(SampleTimetableTest::story).toList(),
        SampleLanguage.ENGLISH.notices());
  }

  private static SampleStory story(int n) {
    return SampleStory.parse(
        "slug: tale-%d\ntitle: Tale %d\n\nfirst\n\nsecond\n\nthird".formatted(n, n));
  }
}
