package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.serve.query.FilterBounds;
import news.rendezvous.view.search.QueryParser;
import org.junit.jupiter.api.Test;

class FilterConstraintsTest {

  private static final String BEYOND_16_BITS = "\uD840\uDC00"; // a Han character of two chars

  @Test
  void countsCharactersOfAnyScriptAsOne() {
    assertThat(FilterConstraints.parse(BEYOND_16_BITS.repeat(256), FilterBounds.USUAL))
        .isInstanceOf(QueryParser.Parsed.class);
    assertThat(FilterConstraints.parse(BEYOND_16_BITS.repeat(257), FilterBounds.USUAL))
        .isEqualTo(new QueryParser.Refused(257, "has 257 characters; it may have at most 256"));
  }
}
