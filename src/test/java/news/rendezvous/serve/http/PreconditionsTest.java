package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

  private static final String TAG = "\"abc\"";
  private static final Instant MODIFIED = Instant.parse("2026-03-03T12:00:00.5Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "abc"               |                                 | true
          W/"abc"             |                                 | true
          "x", "abc"          |                                 | true
          "x,y" , W/"abc"     |                                 | true
          *                   |                                 | true
          "x"                 |                                 | false
          "x,abc"             |                                 | false
          abc                 |                                 | false
          "ABC"               |                                 | false
          "abc-gzip"          |                                 | false
          "x"                 | Fri, 01 Jan 2038 00:00:00 GMT   | false
          "abc"               | Mon, 01 Jan 2001 00:00:00 GMT   | true
                              | Tue, 03 Mar 2026 12:00:00 GMT   | true
                              | Tue, 03 Mar 2026 11:59:59 GMT   | false
                              | Tuesday, 03-Mar-26 12:00:00 GMT | true
                              | Tue Mar  3 12:00:00 2026        | true
                              | Tue Mar  3 11:00:00 2026        | false
                              | yesterday                       | false
                              |                                 | false
          """)
  void areMetByWhatTheClientHas(
      @Nullable String noneMatch, @Nullable String modifiedSince, boolean met) {
    Preconditions preconditions =
        new Preconditions(values(noneMatch), values(modifiedSince), List.of(), List.of());

    assertThat(preconditions.isNotModified(TAG, MODIFIED)).isEqualTo(met);
  }

  private static List<String> values(@Nullable String header) {
    return Stream.ofNullable(header).toList();
  }

  @Test
  void areMetByATagInASecondHeader() {
    Preconditions two = new Preconditions(List.of("\"x\"", TAG), List.of(), List.of(), List.of());

    assertThat(two.isNotModified(TAG, null)).isTrue();
  }

  @Test
  void areNotMetByADateWhereNobodyKnowsWhenItChanged() {
    List<String> date = List.of("Tue, 03 Mar 2026 12:00:00 GMT");
    Preconditions since = new Preconditions(List.of(), date, List.of(), date);

    assertThat(since.isNotModified(TAG, null)).isFalse();
    assertThat(since.isFailed(TAG, null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "abc"         |                               | false
          "x", "abc"    |                               | false
          *             |                               | false
          "x"           |                               | true
          W/"abc"       |                               | true
          abc           |                               | true
          "abc"         | Mon, 01 Jan 2001 00:00:00 GMT | false
          "x"           | Fri, 01 Jan 2038 00:00:00 GMT | true
                        | Tue, 03 Mar 2026 12:00:00 GMT | false
                        | Tue, 03 Mar 2026 11:59:59 GMT | true
                        | yesterday                     | false
                        |                               | false
          """)
  void failWhereTheClientInsistsOnAnother(
      @Nullable String match, @Nullable String unmodifiedSince, boolean failed) {
    Preconditions preconditions =
        new Preconditions(List.of(), List.of(), values(match), values(unmodifiedSince));

    assertThat(preconditions.isFailed(TAG, MODIFIED)).isEqualTo(failed);
  }
}
