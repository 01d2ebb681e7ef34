package news.rendezvous.serve.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.view.Selection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParametersTest {

  private static final NewsItem ITEM =
      SampleItems.item(
          0,
          new StoryMaker()
              .title("渡轮停航 Ｆerry stops")
              .contentHtml("<p>The <b class=\"storm\">wind</b> is strong.</p>")
              .tags(List.of("Harbour"))
              .language("zh-Hant-TW")
              .build(),
          "quay",
          "wharf");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          limit,  7,                     true
          source, quay,                  true
          source, wharf,                 true
          source, pier,                  false
          tag,    HARBOUR,               true
          tag,    harb,                  false
          lang,   zh,                    true
          lang,   ZH-hant,               true
          lang,   zh-CN,                 false
          lang,   z,                     false
          lang,   *,                     true
          q,      停航,                  true
          q,      ferry WIND,            true
          q,      ferry snow,            false
          q,      storm,                 false
          since,  2026-03-03T12:00:00Z,  true
          since,  2026-03-03T12:00:01Z,  false
          until,  2026-03-03T13:00:00+01:00, false
          until,  2026-03-03T12:00:01Z,  true
          """)
  void letsPassWhatMatches(String name, String value, boolean passes) {
    Selection filter =
        FilterParameters.parse(new Parameters(Map.of(name, List.of(value))), FilterBounds.USUAL);

    assertThat(filter.matcher().test(SampleItems.held(ITEM))).isEqualTo(passes);
  }
}
