package news.rendezvous.item.neardup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAlignmentTest {

  private static final String FERRY =
      "The old ferry of Norwick left the quay at 9:30 with 1,250 lanterns on board, and old Ines"
          + " Falk counted them. Nobody had expected so many, for the workshop in Alder Bay makes 40"
          + " a day.";

  private static final String CHINESE =
      "渡轮上午从码头出发，船上载有许多灯笼，方若兰逐一清点。没有人料到会有这么多，因为云溪镇的作坊一天只能做四十盏。"
          + "每一盏灯笼都将挂在大桥上，直到冬季集市的最后一天，居民们都说期待已久。";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          old ferry          | aged ferry            | true
          Nobody had         | Nobody at all had     | true
          so many, for       | for                   | true
          on board           | aboard                | true
          9:30               | 10:15                 | false
          Norwick            | Eastmere              | false
          The old ferry of   | (Agency) The ferry of | true
          and old Ines Falk  | and old Hugo Penn     | false
          """)
  void tellsEditsFromOtherFacts(String before, String after, boolean edit) {
    assertThat(TextAlignment.isEdit(FERRY, FERRY.replace(before, after))).isEqualTo(edit);
    assertThat(TextAlignment.isEdit(FERRY.replace(before, after), FERRY)).isEqualTo(edit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          许多灯笼     | 很多灯笼       | true
          逐一清点     | 逐个清点       | true
          冬季集市的   | 集市           | true
          渡轮上午从码头出发，船上载有许多灯笼，方若兰逐一清点 | 货车中午从仓库启程，车上装着几百个南瓜，石敬亭负责看管 | false
          """)
  void readsScriptsWithoutSpaces(String before, String after, boolean edit) {
    assertThat(TextAlignment.isEdit(CHINESE, CHINESE.replace(before, after))).isEqualTo(edit);
  }

  @Test
  void asksNothingOfWhatStandsAroundAStory() {
    String framed =
        "Good morning from our desk. " + FERRY + " Subscribe to our newsletter for more of this.";

    assertThat(TextAlignment.isEdit(framed, FERRY)).isTrue();
    assertThat(TextAlignment.isEdit(framed, FERRY.substring(0, FERRY.indexOf("for the")))).isTrue();
  }

  @Test
  void takesNoCommonFrameForAStory() {
    String frame =
        " Subscribe to our newsletter for more of this, every morning before the sun is up. Follow"
            + " us on our channels so that you never miss a story of ours.";

    String other =
        "A goat has eaten the minutes of the council, and the clerk who kept it in the archive says"
            + " that nobody had ever told him not to, nor that paper was what it liked most of all.";

    assertThat(TextAlignment.isEdit(FERRY + frame, other + frame)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"''", "…", "'The ferry sails'"})
  void doesNotGuessFromAFewWords(String text) {
    assertThat(TextAlignment.isEdit(text, text)).isFalse();
  }

  @Test
  void leavesLongTextsToSketches() {
    String report = "word and ".repeat(1_000);

    assertThat(TextAlignment.isEdit(report, report)).isFalse();
  }
}
