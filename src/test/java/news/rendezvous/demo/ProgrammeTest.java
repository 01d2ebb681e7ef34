package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeTest {

  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Programme programme = programme(20);

  @Test
  void beginsWithADozenStoriesOfTheLastFiveHours() {
    List<Told> shown = programme.shown(START);

    assertThat(shown).hasSize(12);
    assertThat(shown)
        .allSatisfy(told -> assertThat(told.published()).isBefore(START))
        .allSatisfy(
            told -> assertThat(told.published()).isAfterOrEqualTo(START.minusSeconds(5 * 3600)));
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
    List<Told> shown = programme.shown(START.plusSeconds(seconds));

    assertThat(shown.get(0).tale().slug()).isEqualTo(newest);
  }

  @Test
  void showsTheNewestThirtyInOrder() {
    List<Told> shown = programme.shown(START.plus(Duration.ofHours(1)));

    assertThat(shown).hasSize(30);
    assertThat(shown).extracting(Told::published).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void goesOnForDaysWithoutTellingAnythingTwice() {
    Set<String> slugs =
        IntStream.range(0, 200)
            .mapToObj(n -> programme.shown(START.plus(Duration.ofMinutes(15L * n))))
            .flatMap(List::stream)
            .map(told -> told.published() + " " + told.tale().slug())
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
    return programme.shown(now).stream()
        .filter(told -> told.tale().slug().equals(slug))
        .findAny()
        .orElseThrow()
        .corrected();
  }

  @Test
  void letsTheWireCarryEveryFifthStoryLaterAndShorter() {
    List<Told> before = programme.carriedByWire(START.plusSeconds(30 + 89));
    List<Told> after = programme.carriedByWire(START.plusSeconds(30 + 90));

    assertThat(before).extracting(told -> told.tale().slug()).containsExactly("tale-7", "tale-2");
    assertThat(after)
        .extracting(told -> told.tale().slug())
        .containsExactly("tale-12", "tale-7", "tale-2");
    assertThat(after.get(0).published()).isEqualTo(START.plusSeconds(120));
    assertThat(after.get(0).tale().paragraphs()).containsExactly("first", "second");
  }

  @Test
  void makesTheSameNoticesOfTheSameTime() {
    Programme restarted =
        new Programme(START.plusSeconds(270), INTERVAL, programme.tales(), programme.notices());

    // 360 s after one start is 90 s after the other, and both have notices then.
    Told one = programme.shown(START.plusSeconds(360)).get(0);
    Told other = restarted.shown(START.plusSeconds(360)).get(0);

    assertThat(other).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"0", "999", "-1000"})
  void refusesAnIntervalUnderASecond(long millis) {
    assertThatThrownBy(
            () ->
                new Programme(
                    START, Duration.ofMillis(millis), programme.tales(), programme.notices()))
        .hasMessageContaining("rendezvous.demo-interval");
  }

  private static Programme programme(int tales) {
    return new Programme(
        START,
        INTERVAL,
        IntStream.range(0, tales).mapToObj(ProgrammeTest::tale).toList(),
        Notices.read(Voice.ENGLISH));
  }

  private static Tale tale(int n) {
    return Tale.parse("slug: tale-%d\ntitle: Tale %d\n\nfirst\n\nsecond\n\nthird".formatted(n, n));
  }
}
