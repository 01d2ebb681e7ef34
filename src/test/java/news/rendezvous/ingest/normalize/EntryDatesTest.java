package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dates of an entry. */
class EntryDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2026-03-03T10:00:00Z   | -                    | 2026-03-03T10:00:00Z
          9999-12-31T00:00:00Z   | -                    | 2026-06-01T00:00:00.123Z
          31 Feb 2026            | 2026-03-04           | 2026-03-04T00:00:00Z
          -                      | 2026-03-04           | 2026-03-04T00:00:00Z
          nonsense               | -                    | -
          """)
  void fallsBackAndNeverRunsAhead(String published, String updated, Instant expected) {
    EntryDates dates = new EntryDates(Instant.parse("2026-06-01T00:00:00.123456Z"), null);

    assertThat(dates.published(ParsedEntries.dated(published, updated))).isEqualTo(expected);
  }
}
