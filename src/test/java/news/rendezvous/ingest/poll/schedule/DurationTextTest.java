package news.rendezvous.ingest.poll.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT0S,       0 s
          PT0.25S,    250 ms
          PT45S,      45 s
          PT5M,       5 min
          PT5M30S,    5 min 30 s
          PT1H0M59S,  1 h
          PT90M,      1 h 30 min
          P1D,        1 d
          PT49H30M,   2 d 1 h
          """)
  void formatsADurationInItsTwoGreatestUnits(Duration duration, String words) {
    assertThat(Schedule.DurationText.of(duration)).isEqualTo(words);
  }
}
