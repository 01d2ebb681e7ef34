package news.rendezvous.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsedDatesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00.123456789012345+08:00, 2026-11-20T02:00:00.123456789Z",
    "2026-11-20T10:00:00.1234567890Z, 2026-11-20T10:00:00.123456789Z",
    "2026-11-20T10:00:00.12Z, 2026-11-20T10:00:00.120Z"
  })
  void readsFractionsOfAnyLength(String written, String instant) {
    assertThat(Dates.iso(written)).isEqualTo(instant);
  }
}
