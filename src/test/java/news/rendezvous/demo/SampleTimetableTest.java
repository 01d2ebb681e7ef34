package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.demo.SampleTimetable.Published;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTimetableTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final SampleTimetable timetable = timetable(20, SampleSource.DEMO);

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

    assertThat(shown.get(0).slug()).isEqualTo(newest);
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
            .map(published -> published.at() + " " + published.slug())
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
        .filter(published -> published.slug().equals(slug))
        .findAny()
        .orElseThrow()
        .corrected();
  }

  @Test
  void letsTheWireCarryEveryFifthStoryLater() {
    SampleTimetable wire = timetable(20, SampleSource.WIRE);

    assertThat(wire.published(START.plusSeconds(30 + 89)))
        .extracting(Published::slug)
        .containsExactly("tale-7", "tale-2");
    assertThat(wire.published(START.plusSeconds(30 + 90)))
        .extracting(Published::slug)
        .containsExactly("tale-12", "tale-7", "tale-2");
    assertThat(wire.published(START.plusSeconds(30 + 90)).get(0).at())
        .isEqualTo(START.plusSeconds(120));
  }

  private static SampleTimetable timetable(int stories, SampleSource source) {
    return new SampleTimetable(
        START,
        INTERVAL,
        IntStream.range(0, stories).mapToObj("tale-%d"::formatted).toList(),
        source);
  }
}
