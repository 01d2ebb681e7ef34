package news.rendezvous.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BylineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The tide is high. Meeting point reporter Li Na            | Li Na
          the tide is high meeting point reporter Li Na.            | Li Na
          Meeting point reporters Li Na, Wang Wei and Anna O’Neill  | Li Na;Wang Wei;Anna O’Neill
          Meeting point reporter Li Na、Wang Wei                    | Li Na;Wang Wei
          The tide is high. Harbour News reporter Li Na             | Li Na
          潮水很高。交汇点记者 李娜                                 | 李娜
          潮水很高。交汇点记者李娜、王小伟                          | 李娜;王小伟
          潮水很高。交汇点记者 李娜 王小伟                          | 李娜;王小伟
          潮水很高。（海港报记者 李娜）                             | 李娜
          He told our reporter the tide is high.                    |
          He spoke to a reporter Li Na knew well                    |
          He was seen by the reporter Li Na                         |
          他告诉记者了解情况                                        |
          Meeting point reporter                                    |
          """)
  void readsTheReportersAtTheEndOfAParagraph(String paragraph, String names) {
    assertThat(String.join(";", Byline.authors(paragraph, true)))
        .isEqualTo(names == null ? "" : names);
  }
}
