package news.rendezvous.ingest.parse.entry;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingHintsTest {

  private static final String SY = "xmlns='http://purl.org/rss/1.0/modules/syndication/'";

  @ParameterizedTest(name = "ttl {0}, {2} times {1}: {3}")
  @CsvSource(
      textBlock =
          """
          30,        ,       ,  PT30M
          30,        hourly, 1, PT30M
          ,          daily,  4, PT6H
          ,          Weekly, ,  P7D
          ,          hourly, 0, PT1H
          999999999, ,       ,  P365D
          """)
  void readsTheTimeToLive(
      @Nullable String ttl,
      @Nullable String period,
      @Nullable String frequency,
      Duration expected) {
    String asked =
        element("ttl", "", ttl)
            + element("updatePeriod", SY, period)
            + element("updateFrequency", SY, frequency);

    assertThat(hints(asked).timeToLive()).isEqualTo(expected);
  }

  private static String element(String name, String namespace, @Nullable String text) {
    return text == null ? "" : "<%s %s>%s</%1$s>".formatted(name, namespace, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <skipHours><hour>3</hour></skipHours>         | 2026-03-04T03:59:59Z | true
          <skipHours><hour>3</hour></skipHours>         | 2026-03-04T04:00:00Z | false
          <skipHours><hour>24</hour></skipHours>        | 2026-03-04T00:30:00Z | true
          <skipHours><hour>25</hour><hour>x</hour><hour>7</hour></skipHours> | 2026-03-04T01:00:00Z | false
          <skipDays><day>wednesday</day></skipDays>     | 2026-03-04T23:59:59Z | true
          <skipDays><day>Wednesday</day></skipDays>     | 2026-03-05T00:00:00Z | false
          <skipDays><day>Sonntag</day><day>Sunday</day></skipDays> | 2026-03-08T12:00:00Z | true
          """)
  void readsSkipHoursAndSkipDays(String asked, Instant time, boolean skipped) {
    assertThat(hints(asked).skips(time)).isEqualTo(skipped);
  }

  @Test
  void isNullWithoutValidHints() {
    String document = rss("<ttl>soon</ttl><skipHours/><skipDays><day>Someday</day></skipDays>");

    assertThat(feed(document).info().pollingHints()).isNull();
  }

  private static PollingHints hints(String asked) {
    PollingHints hints = feed(rss(asked)).info().pollingHints();
    assertThat(hints).isNotNull();
    return hints;
  }
}
