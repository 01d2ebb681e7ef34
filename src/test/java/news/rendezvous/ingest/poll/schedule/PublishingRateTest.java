package news.rendezvous.ingest.poll.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishingRateTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an even rhythm                       | 0 10 20 30 40         | 10
          one long pause among many            | 0 10 20 30 500 510    | 10
          in any order                         | 40 0 20 10 30         | 10
          several at once                      | 0 0 0 60 60 120 180 240 | 60
          dates to come                        | -999 -50 0 10 20 30 40 | 10
          dates that say no instant are nobody | 0 x 10 x 20 - 30 40   | 10
          """)
  void isTheMedianTimeBetweenStories(String name, String minutesAgo, int expected) {
    PublishingRate rhythm = PublishingRate.of(entries(minutesAgo), List.of(), NOW);

    assertThat(rhythm).isEqualTo(new PublishingRate(Duration.ofMinutes(expected), NOW));
  }

  @Test
  void considersTheNewestStoriesOnly() {
    String daily = numbers(20, 1440);
    String minutely = numbers(20, 1);

    PublishingRate rhythm = PublishingRate.of(entries(daily + " " + minutely), List.of(), NOW);

    assertThat(rhythm).isEqualTo(new PublishingRate(Duration.ofMinutes(1), NOW));
  }

  @Test
  void isUnknownForTooFewStories() {
    assertThat(PublishingRate.of(entries("0 10 20 30"), List.of(), NOW)).isNull();
  }

  @Test
  void datesUndatedStoriesByFirstSeen() {
    List<Instant> arrivals = List.of();
    for (int hour = 5; hour >= 0; hour--) {
      Instant now = NOW.minus(Duration.ofHours(hour));
      arrivals =
          PublishingRate.arrivals(arrivals, entries("- x -"), now); // what comes at once comes once
    }

    assertThat(PublishingRate.of(entries("- x -"), arrivals, NOW))
        .isEqualTo(new PublishingRate(Duration.ofHours(1), NOW));
  }

  @Test
  void recordsArrivalsOfUndatedStoriesOnly() {
    assertThat(PublishingRate.arrivals(List.of(), entries("0 10"), NOW)).isEmpty();
    assertThat(PublishingRate.arrivals(List.of(), List.of(), NOW)).isEmpty();
  }

  @Test
  void usesTheDateOfChangeWithoutADateOfPublication() {
    ParsedEntry changed = new ParsedEntryMaker().guid("guid").updated(NOW.toString()).build();

    assertThat(PublishingRate.arrivals(List.of(), List.of(changed), NOW)).isEmpty();
  }

  @Test
  void decreasesDuringASilence() {
    PublishingRate rhythm = new PublishingRate(Duration.ofMinutes(10), NOW);

    assertThat(rhythm.expectedGap(NOW.plusSeconds(60))).isEqualTo(Duration.ofMinutes(10));
    assertThat(rhythm.expectedGap(NOW.plusSeconds(7200))).isEqualTo(Duration.ofHours(2));
  }

  private static String numbers(int count, int step) {
    return String.join(
        " ", IntStream.range(0, count).mapToObj(n -> String.valueOf(n * step)).toList());
  }

  private static List<ParsedEntry> entries(String minutesAgo) {
    return Stream.of(minutesAgo.split(" ")).map(PublishingRateTest::entry).toList();
  }

  private static ParsedEntry entry(String minutesAgo) {
    @Nullable String published =
        switch (minutesAgo) {
          case "x" -> "yesterday";
          case "-" -> null;
          default -> NOW.minus(Duration.ofMinutes(Long.parseLong(minutesAgo))).toString();
        };
    return new ParsedEntryMaker().guid("guid").published(published).build();
  }
}
