package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.serve.page.sources.Sorting.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortingTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  /** In alphabetical order. */
  private static final List<SourceHealth> SOURCES =
      List.of(
          source("broken", StatusLabel.FAILING, -90, 2_000, 4.0, 30),
          source("daily", StatusLabel.ACTIVE, -10, 80, 1.0, 600),
          source("new", StatusLabel.WAITING, null, null, null, null),
          source("off", StatusLabel.DISABLED, -4_000, 100, 9.0, null),
          source("Tides", StatusLabel.ACTIVE, -5, 90, 70.0, -1));

  private static SourceHealth source(
      String id,
      StatusLabel state,
      Integer success,
      Integer latency,
      Double stories,
      Integer next) {
    return new SourceHealth(
        id,
        id,
        state,
        success == null ? null : NOON.plusSeconds(success),
        latency == null ? null : Duration.ofMillis(latency),
        stories,
        next == null ? null : NOON.plusSeconds(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state    | broken new daily Tides off | ascending
          -state   | off daily Tides new broken | descending
          name     | broken daily new off Tides | ascending
          -name    | Tides off new daily broken | descending
          success  | new off broken daily Tides | ascending
          -success | Tides daily broken off new | descending
          latency  | broken off Tides daily new | descending
          -latency | daily Tides off broken new | ascending
          stories  | Tides off broken daily new | descending
          -stories | daily broken off Tides new | ascending
          next     | new Tides broken daily off | ascending
          -next    | daily broken Tides new off | descending
          """)
  void sortsFromTheUrgentEndOrReversed(String key, String order, String direction) {
    Sorting sorting = Sorting.parse(key).orElseThrow();

    assertThat(sorted(sorting)).containsExactly(order.split(" "));
    assertThat(sorting.isAscending()).isEqualTo(direction.equals("ascending"));
    assertThat(sorting.key()).isEqualTo(key);
  }

  private static Stream<String> sorted(Sorting sorting) {
    return SOURCES.stream().sorted(sorting.comparator()).map(SourceHealth::id);
  }

  @Test
  void showsFailingSourcesFirstByDefault() {
    assertThat(sorted(Sorting.DEFAULT)).startsWith("broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "id", "--name", "STATE"})
  void refusesOtherColumns(String key) {
    assertThat(Sorting.parse(key)).isEmpty();
  }

  @Test
  void reversesTheColumnThatIsChosenAgain() {
    Sorting names = Sorting.DEFAULT.choose(Column.NAME);

    assertThat(names.key()).isEqualTo("name");
    assertThat(names.choose(Column.NAME).key()).isEqualTo("-name");
    assertThat(names.choose(Column.NAME).choose(Column.NAME).key()).isEqualTo("name");
    assertThat(names.choose(Column.NAME).choose(Column.STATE)).isEqualTo(Sorting.DEFAULT);
  }
}
