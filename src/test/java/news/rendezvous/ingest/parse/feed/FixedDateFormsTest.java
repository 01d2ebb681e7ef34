package news.rendezvous.ingest.parse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedDateFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 24 Nov 2026 05:05:09 +0100 | 2026-11-24T04:05:09Z
          Tue, 24 Nov 2026 23:59:59 -0930 | 2026-11-25T09:29:59Z
          Thu, 01 Jan 1970 00:00:00 GMT   | 1970-01-01T00:00:00Z
          Thu, 29 Feb 2024 12:00:00 +0000 | 2024-02-29T12:00:00Z
          Fri, 31 Dec 1999 23:00:00 -0200 | 2000-01-01T01:00:00Z
          2026-11-24T05:05:09Z            | 2026-11-24T05:05:09Z
          2026-11-24T05:05:09+05:30       | 2026-11-23T23:35:09Z
          2026-11-24T05:05:09-00:00       | 2026-11-24T05:05:09Z
          """)
  void readsTheTwoUsualForms(String text, Instant expected) {
    assertThat(FixedDateForms.read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mon, 05 Jan 2026 07:08:09 +0000", "2026-01-05T07:08:09+00:00"})
  void readsEveryMonthAndDayLikeTheGeneralParser(String first) {
    boolean named = Character.isLetter(first.charAt(0));
    DateTimeFormatter form =
        named
            ? DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.US)
            : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.US);
    OffsetDateTime day = OffsetDateTime.parse(first, form);
    for (int i = 0; i < 366; i++) {
      OffsetDateTime date = day.plusDays(i);
      assertThat(FixedDateForms.read(form.format(date))).isEqualTo(date.toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tue",
        "Tue, 24 Nov 2026 05:05:09 ",
        "Mon, 24 Nov 2026 05:05:09 +0100", // it was a Tuesday
        "Tue, 31 Feb 2026 05:05:09 +0100",
        "Tue, 24 Now 2026 05:05:09 +0100",
        "Tue, 24 ovD 2026 05:05:09 +0100",
        "Tue, 24 Nov 2026 24:05:09 +0100",
        "Tue, 24 Nov 2026 05:60:09 +0100",
        "Tue, 24 Nov 2026 05:05:60 +0100",
        "Tue, 24 Nov 2026 05:05:09 EST",
        "Tue, 24 Nov 2026 05:05:09 *0100",
        "Tue, 24 Nov 2026 05:05:09 +1900",
        "Tue, 4 Nov 2026 05:05:09 +0100",
        "Tue, 24 Nov 26 05:05:09 +0100",
        "Fri, 24 Nov 0026 05:05:09 +0100",
        "2026-13-24T05:05:09Z",
        "2026-11-24T05:05:09",
        "2026-11-24T05:05:09.5Z",
        "2026-11-24T05:05:09+0:100",
        "2026-11-24 05:05:09Z",
        "２０２６-11-24T05:05:09Z"
      })
  void rejectsAnyOtherForm(String text) {
    assertThat(FixedDateForms.read(text)).isNull();
  }
}
