package news.rendezvous.item.neardup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketcherTest {

  private static final String STORY =
      "The old ferry of Norwick left the quay at 9:30 with 1,250 lanterns on board, and Ines Falk"
          + " counted them. Nobody had expected so many, for the workshop in Alder Bay makes 40 a"
          + " day. Every lantern will hang from the bridge until the last day of the winter fair.";

  private static final String CHINESE =
      "渡轮上午从码头出发，船上载有许多灯笼，方若兰逐一清点。没有人料到会有这么多，因为云溪镇的作坊一天只能做四十盏。"
          + "每一盏灯笼都将挂在大桥上，直到冬季集市的最后一天，居民们都说期待已久。";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Norwick    | NORWICK
          9:30       | ９：３０
          ', and'    | ' – and'
          1,250      | 1.250
          'quay at'  | 'quay  at'
          "Nobody"   | Nobody
          """)
  void seesNoDifferenceInCasePunctuationAndWidth(String written, String otherwise) {
    String plain = written.replace("\"", "");

    String retyped = STORY.replace(plain, otherwise.replace("\"", ""));

    assertThat(sketch(retyped).rows()).isEqualTo(sketch(STORY).rows());
  }

  @Test
  void seesNoDifferenceBetweenComposedAndDecomposedLetters() {
    String german = STORY.replace("lantern", "Straßenlämpchen");

    String decomposed = java.text.Normalizer.normalize(german, java.text.Normalizer.Form.NFD);

    assertThat(sketch(decomposed)).isEqualTo(sketch(german));
  }

  @Test
  void tellsStoriesApartThatDifferInTheirNumbers() {
    String next = STORY.replace("9:30", "10:15").replace("1,250", "1,730").replace("40", "55");

    assertThat(sketch(STORY).resembles(sketch(next))).isFalse();
  }

  @Test
  void tellsStoriesApartThatDifferInTheirNames() {
    String elsewhere = STORY.replace("Norwick", "Eastmere").replace("Ines Falk", "Hugo Penn");

    assertThat(sketch(STORY).resembles(sketch(elsewhere))).isFalse();
  }

  @Test
  void findsAStoryAmongTheSentencesThatItsCarrierAdds() {
    Sketch framed = sketch("Good morning. " + STORY + " Subscribe to our newsletter for more.");

    assertThat(framed.resembles(sketch(STORY))).isTrue();
    assertThat(framed.bands()).containsAnyElementsOf(sketch(STORY).bands());
  }

  @Test
  void tellsADigestFromTheStoriesThatItHolds() {
    String digest =
        STORY + ' ' + CHINESE + ' ' + STORY.toUpperCase(java.util.Locale.ROOT).replace('E', 'O');

    assertThat(sketch(digest.repeat(2)).resembles(sketch(STORY))).isFalse();
  }

  @Test
  void readsScriptsWithoutSpaces() {
    Sketch edited = sketch(CHINESE.replace("，", ", ").replace("许多", "很多") + "责任编辑：乔木");

    assertThat(edited.bands()).containsAnyElementsOf(sketch(CHINESE).bands());
    assertThat(edited.resembles(sketch(CHINESE))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Ferry leaves the quay with lanterns on board
          渡轮载着灯笼离开码头
          ''
          …
          """)
  void makesNoneOfATextThatIsTooShortToTell(String text) {
    assertThat(Sketcher.sketch(text)).isEmpty();
  }

  private static Sketch sketch(String text) {
    return Sketcher.sketch(text).orElseThrow();
  }
}
