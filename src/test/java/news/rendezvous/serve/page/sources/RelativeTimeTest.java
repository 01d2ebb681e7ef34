package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import news.rendezvous.serve.page.sources.RelativeTime.Span;
import news.rendezvous.serve.page.sources.RelativeTime.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT0S,    0,  SECOND, false
          PT0.9S,  0,  SECOND, true
          PT59S,   59, SECOND, true
          PT60S,   1,  MINUTE, true
          -PT119S, 1,  MINUTE, false
          -PT23H,  23, HOUR,   false
          P3DT5H,  3,  DAY,    true
          """)
  void isInTheGreatestUnitThatFits(Duration distance, long amount, Unit unit, boolean ahead) {
    RelativeTime time = RelativeTime.of(NOON.plus(distance), NOON);

    assertThat(time.amount()).isEqualTo(amount);
    assertThat(time.unit()).isEqualTo(unit);
    assertThat(time.ahead()).isEqualTo(ahead);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT4S,    4,  SECOND
          PT90M,   90, MINUTE
          PT60M,   1,  HOUR
          PT36H,   36, HOUR
          P2D,     2,  DAY
          """)
  void losesNothingOfAnInterval(Duration interval, long amount, Unit unit) {
    assertThat(Span.of(interval)).isEqualTo(new Span(amount, unit));
  }
}
