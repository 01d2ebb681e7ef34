package news.rendezvous.serve.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  @Test
  void areThoseOfTheQuery() {
    assertThat(Parameters.of("q=a+b%26c&tag=x&tag=&since&=y").values())
        .isEqualTo(
            Map.of(
                "q", List.of("a b&c"),
                "tag", List.of("x", ""),
                "since", List.of(""),
                "", List.of("y")));
    assertThat(Parameters.of(null).values()).isEmpty();
  }

  @Test
  void areAllOfThem() {
    assertThat(Parameters.of("a&".repeat(2_000) + "limit=1").single("limit")).contains("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source=  | 4000 | The parameter 'source' has 4000 values; it may have at most 20.
          source=a | 4000 | The parameter 'source' has 4000 values; it may have at most 20.
          tag=a    | 21   | The parameter 'tag' has 21 values; it may have at most 20.
          lang     | 21   | The parameter 'lang' has 21 values; it may have at most 20.
          """)
  void mustBeFew(String parameter, int times, String detail) {
    String query = "q=a&" + (parameter + "&").repeat(times);

    assertThatThrownBy(() -> Parameters.requireFits(query, FilterBounds.USUAL)).hasMessage(detail);
  }

  @Test
  void mustBeShort() {
    String query = "lang=en&q=" + "a".repeat(9_000);

    assertThatThrownBy(() -> Parameters.requireFits(query, FilterBounds.USUAL))
        .hasMessage(
            "The parameter 'q' makes the parameters 9010 characters long together; they may have at"
                + " most 8192.");
  }

  @Test
  void mayBeAsManyAsTheLimitSays() {
    Parameters.requireFits("source=a&".repeat(20) + "tag=b&".repeat(20), FilterBounds.USUAL);
    Parameters.requireFits(null, FilterBounds.USUAL);
  }
}
