package news.rendezvous.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          120                              | PT2M
          0                                | PT0S
          Wed, 04 Mar 2026 10:05:00 GMT    | PT5M
          Wednesday, 04-Mar-26 10:05:00 GMT| PT5M
          Wed Mar  4 10:05:00 2026         | PT5M
          604801                           | P7D
          99999999999999999999999999999999 | P7D
          Fri, 04 Mar 2099 10:05:00 GMT    | P7D
          -120                             | -
          Wed, 04 Mar 2026 09:59:59 GMT    | -
          soon                             | -
          12.5                             | -
          ''                               | -
          -                                | -
          """)
  void readsRetryAfter(String value, Duration wait) {
    assertThat(wait(value, null)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -    | max-age=600            | PT10M
          soon | max-age=600            | PT10M
          -120 | max-age=600            | PT10M
          60   | max-age=600            | PT1M
          -    | max-age=9999999        | P7D
          -    | max-age=0              | -
          -    | no-store               | -
          -    | no-cache, max-age=600  | -
          """)
  void takeTheMaxAgeOfTheAnswerForTheWaitWhereNoneIsStated(
      String retryAfter, String cacheControl, Duration wait) {
    assertThat(wait(retryAfter, cacheControl)).isEqualTo(wait);
  }

  private static @Nullable Duration wait(
      @Nullable String retryAfter, @Nullable String cacheControl) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Optional.ofNullable(retryAfter).ifPresent(value -> headers.add("retry-after", value));
    Optional.ofNullable(cacheControl).ifPresent(value -> headers.add("cache-control", value));
    return RetryAfter.of(headers, NOW, Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          max-age=300                  | -                             | PT5M
          Public, MAX-AGE = "300"      | -                             | PT5M
          max-age=300, s-maxage=9000   | -                             | PT5M
          s-maxage=9000                | -                             | -
          max-age=300                  | Wed, 04 Mar 2026 23:00:00 GMT | PT5M
          max-age=0                    | -                             | PT0S
          max-age=99999999999999       | -                             | PT596523H14M8S
          no-cache, max-age=300        | -                             | PT0S
          max-age=300, no-store        | -                             | PT0S
          no-cache="a, b", max-age=300 | -                             | PT5M
          private="no-store, x", max-age=300 | -                       | PT5M
          max-age=-5                   | -                             | -
          x-max-age=300                | -                             | -
          -                            | Wed, 04 Mar 2026 10:30:00 GMT | PT30M
          -                            | Wed, 04 Mar 2026 09:00:00 GMT | PT0S
          no-cache                     | Wed, 04 Mar 2026 10:30:00 GMT | PT0S
          -                            | 0                             | PT0S
          public                       | -                             | -
          -                            | -                             | -
          """)
  void readsTheFreshnessLifetime(String cacheControl, String expires, Duration lifetime) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("date", "Wed, 04 Mar 2026 10:00:00 GMT");
    Optional.ofNullable(cacheControl).ifPresent(value -> headers.add("cache-control", value));
    Optional.ofNullable(expires).ifPresent(value -> headers.add("expires", value));

    assertThat(Freshness.lifetime(headers, NOW.plusSeconds(900))).isEqualTo(lifetime);
  }

  @ParameterizedTest
  @CsvSource({"100, PT3M20S", "400, PT0S", "x, PT5M", "-5, PT5M"})
  void subtractsTheAgeFromTheFreshnessLifetime(String age, Duration left) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("cache-control", "max-age=300").add("age", age);

    assertThat(Freshness.lifetime(headers, NOW)).isEqualTo(left);
  }

  @Test
  void usesTheTimeOfReceiptWithoutADate() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("Expires", "Wed, 04 Mar 2026 10:30:00 GMT");

    assertThat(Freshness.lifetime(headers, NOW)).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a\r\nX-Evil: 1\"", "\"a\nb\"", "\"a\rb\"", "a\0", "a\u000bb", "a\u007f"})
  void dropsValidatorsWithControlCharacters(String value) {
    assertThat(new Validators(value, value)).isEqualTo(Validators.NONE);
  }

  @Test
  void rejectsHeadersWithControlCharacters() {
    HttpUrl url = HttpUrl.get("http://news.example/");

    assertThatThrownBy(() -> new HttpRequest(url, Map.of("X", "a\r\nb"), head -> BodyPlan.skip()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
