package news.rendezvous.ingest.normalize.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.normalize.html.Content;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentAliasTest {

  private static final Alias GUID = new Alias(Match.GUID, "own:a:1");
  private static final String STORY =
      "The night ferry sailed again after a winter of repairs, and all of its forty berths were"
          + " taken before noon on the very first day.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                          | false
          Photo                                                       | false
          Read the whole story and look at all the pictures on our site. | false
          图片                                                        | false
          夜渡轮在经过一个冬天的维修之后再次启航，船长说四十个铺位在第一天中午之前就全部订满了。 | true
          야간 여객선이 겨울 동안의 수리를 마치고 다시 운항을 시작했으며 첫날 정오가 되기 전에 모든 자리가 찼다. | true
          """)
  void namesAStoryByItsWordsWhereTheyAreEnough(String text, boolean enough) {
    assertThat(aliases("Ferry", text).contains(GUID)).isTrue();
    assertThat(aliases("Ferry", text)).hasSize(enough ? 2 : 1);
  }

  @Test
  void tellsOneTextUnderTwoTitlesApart() {
    assertThat(aliases("Ferry", STORY)).hasSize(2).isNotEqualTo(aliases("Bridge", STORY));
  }

  @Test
  void seesNoWhiteSpace() {
    assertThat(aliases("Ferry", STORY)).isEqualTo(aliases("Ferry ", STORY.replace(" ", "\n ")));
  }

  private static List<Alias> aliases(String title, String text) {
    Content content = Content.ofText(text, 1000);
    String hash = StoryFingerprint.ofTexts(title, content.compared()).hex();
    return new ContentAlias(content.compared(), hash).with(List.of(GUID));
  }
}
