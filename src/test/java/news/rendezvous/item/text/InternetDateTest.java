package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternetDateTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00.123456789012345+08:00, 2026-11-20T02:00:00.123456789Z",
    "2026-11-20T10:00:00.1234567890Z, 2026-11-20T10:00:00.123456789Z",
    "2026-11-20T10:00:00.12Z, 2026-11-20T10:00:00.120Z"
  })
  void readsFractionsOfAnyLength(String written, Instant instant) {
    assertThat(InternetDate.read(written)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 24 Nov 2026 05:05:09 +0100    | 2026-11-24T04:05:09Z
          Tue, 24 Nov 2026 23:59:59 -0930    | 2026-11-25T09:29:59Z
          Thu, 29 Feb 2024 12:00:00 +0000    | 2024-02-29T12:00:00Z
          Mon, 24 Nov 2026 05:05:09 Z        | 2026-11-24T05:05:09Z
          2026-11-24T05:05:09Z               | 2026-11-24T05:05:09Z
          2026-11-24T05:05:09+05:30          | 2026-11-23T23:35:09Z
          2026-11-24T05:05:09-00:00          | 2026-11-24T05:05:09Z
          Tue, 30 Dec 2008 12:09:14 PST      | 2008-12-30T20:09:14Z
          Tuesday, 30 December 2008 12:09 EDT | 2008-12-30T16:09:00Z
          Mon, 30 Dec 2008 12:09:14 GMT      | 2008-12-30T12:09:14Z
          Tue,  3 Mar 2026 10:00  +0000      | 2026-03-03T10:00:00Z
          3 mar 26 1:05:09 ut                | 2026-03-03T01:05:09Z
          Wed, 02-Oct-02 08:00:00 EST        | 2002-10-02T13:00:00Z
          Sat, 07 Sep 99 00:00:01 UTC+01:00  | 1999-09-06T23:00:01Z
          2026-11-20T10:00:00.123+0800       | 2026-11-20T02:00:00.123Z
          2026-11-20t10:00z                  | 2026-11-20T10:00:00Z
          """)
  void readsDatesWithAZone(String written, Instant instant) {
    assertThat(InternetDate.read(written)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2004-10-067T00:00:00+02:00",
        "Tue, 31 Feb 2026 10:00:00 PST",
        "Tue, 03 Mar 2026 25:00:00 GMT",
        "Tue, 03 Mar 2026 10:00:00 +1900",
        "Tue, 03 Mar 0026 10:00:00 GMT",
        "Tue, 03 Mar 2026 10:00:00",
        "Tue, 03 Mar 2026 10:00:00 XYZ",
        "Tue, 03 Mrz 2026 10:00:00 GMT",
        "03/04/2026 10:00 GMT",
        "Mon, 01 Jan 1601 00:00:00 GMT",
        "1601-01-01T00:00:00Z",
        "",
        "yesterday"
      })
  void readsNothingElse(String written) {
    assertThat(InternetDate.read(written)).isNull();
  }
}
