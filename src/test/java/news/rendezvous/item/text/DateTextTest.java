package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import news.rendezvous.ingest.normalize.EntryDates;
import news.rendezvous.ingest.normalize.ParsedEntries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 03 Mar 2026 10:00:00 GMT            | 2026-03-03T10:00:00Z
          13-09-2021                               | 2021-09-12T16:00:00Z
          09-13-2021 10:00 GMT                     | 2021-09-13T10:00:00Z
          9/13/21                                  | 2021-09-12T16:00:00Z
          13/9/21 10:00 Z                          | 2021-09-13T10:00:00Z
          18/01/30 00:00 Z                         | 2018-01-30T00:00:00Z
          13.09.21                                 | 2021-09-12T16:00:00Z
          Tue, 3 Mar 2026 10:00:00 +0530           | 2026-03-03T04:30:00Z
          Tue, 03 Mar 26 10:00 EST                 | 2026-03-03T15:00:00Z
          Fri, 03 Mar 2026 10:00:00 PDT            | 2026-03-03T17:00:00Z
          03 Mar 99 10:00:00 UT                    | 1999-03-03T10:00:00Z
          Tue, 03 March 2026 10:00:00 Z            | 2026-03-03T10:00:00Z
          Tuesday, 03-Mar-26 10:00:00 GMT          | 2026-03-03T10:00:00Z
          Tue Mar  3 10:00:00 2026                 | 2026-03-03T02:00:00Z
          Tue Mar 3 10:00:00 JST 2026              | 2026-03-03T01:00:00Z
          Tue Mar 03 2026 10:00:00 GMT+0800 (CST)  | 2026-03-03T02:00:00Z
          March 3rd, 2026 10:00 PM                 | 2026-03-03T14:00:00Z
          Tue, 03 Mar 2026 12:30 am GMT            | 2026-03-03T00:30:00Z
          2026-03-03T10:00:00Z                     | 2026-03-03T10:00:00Z
          2026-03-03T10:00:00.123456789+08:00      | 2026-03-03T02:00:00.123456789Z
          2026-03-03T10:00:00,5Z                   | 2026-03-03T10:00:00.5Z
          2026-03-03T10:00-05                      | 2026-03-03T15:00:00Z
          2026-03-03T10:00:00                      | 2026-03-03T02:00:00Z
          2026-03-03 10:00:00                      | 2026-03-03T02:00:00Z
          2026-03-03 10:00:00 America/New_York     | 2026-03-03T15:00:00Z
          2026-03-03T24:00:00Z                     | 2026-03-04T00:00:00Z
          2026-12-31T23:59:60Z                     | 2026-12-31T23:59:59Z
          2026-03-03                               | 2026-03-02T16:00:00Z
          2026-03                                  | 2026-02-28T16:00:00Z
          2026                                     | 2025-12-31T16:00:00Z
          20260303T100000Z                         | 2026-03-03T10:00:00Z
          20260303                                 | 2026-03-02T16:00:00Z
          20260303100000                           | 2026-03-03T02:00:00Z
          2026-W10-2T10:00:00Z                     | 2026-03-03T10:00:00Z
          2026W102                                 | 2026-03-02T16:00:00Z
          2026-062T10:00:00Z                       | 2026-03-03T10:00:00Z
          2026/3/3 10:00                           | 2026-03-03T02:00:00Z
          2026.03.03 10:00                         | 2026-03-03T02:00:00Z
          03.03.2026 10:00                         | 2026-03-03T02:00:00Z
          3/13/2026 10:00:00 PM                    | 2026-03-13T14:00:00Z
          13/3/2026 10:00                          | 2026-03-13T02:00:00Z
          2026年3月3日 10:00:00                    | 2026-03-03T02:00:00Z
          ２０２６年３月３日　１０：００           | 2026-03-03T02:00:00Z
          2026年3月3日 下午3时05分                 | 2026-03-03T07:05:00Z
          令和8年3月3日 10:00                      | 2026-03-03T02:00:00Z
          令和元年5月1日                           | 2019-04-30T16:00:00Z
          平成31年4月30日 午後3時05分              | 2019-04-30T07:05:00Z
          2026년 3월 3일 오후 3:05                 | 2026-03-03T06:05:00Z
          3. März 2026, 10:00 Uhr                  | 2026-03-03T02:00:00Z
          mardi 3 août 2026 10:00                  | 2026-08-03T02:00:00Z
          3 de marzo de 2026 10:00                 | 2026-03-03T02:00:00Z
          20 ноября 2026, 12:30                    | 2026-11-20T04:30:00Z
          Пт, 20 ноя 2026 12:30:00 +0300           | 2026-11-20T09:30:00Z
          20 листопада 2026 г. 12:30               | 2026-11-20T04:30:00Z
          20 Kasım 2026 12:30                      | 2026-11-20T04:30:00Z
          ٢٠ نوفمبر ٢٠٢٦ ١٢:٣٠                     | 2026-11-20T04:30:00Z
          1772532000                               | 2026-03-03T10:00:00Z
          1772532000.25                            | 2026-03-03T10:00:00Z
          1772532000123                            | 2026-03-03T10:00:00.123Z
          """)
  void readsADateInEveryUsualForm(String text, Instant expected) {
    ZoneId assumed = text.contains("년") ? ZoneId.of("Asia/Seoul") : SHANGHAI;

    assertThat(DateText.read(text, assumed)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "31 Feb 2026 10:00:00 GMT",
        "2026-02-31T10:00:00Z",
        "2026-13-01",
        "令和8年2月30日",
        "2026-02-29",
        "2026-W54-1",
        "2026-366",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "2026-03-03T25:00:00Z",
        "3 Foo 2026",
        "99999999999999999999",
        "٣ مارس",
      })
  void findsNoDateInWhatIsNone(String text) {
    assertThat(DateText.read(text, SHANGHAI)).isEmpty();
  }

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
