package news.rendezvous.ingest.dialect.credit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
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
          The tide is high. Meeting Point Reporter LI NA            | LI NA
          It is low. Meeting point reporter Li Na Correspondent Wang Wei | Li Na;Wang Wei
          It is low. Reporter Li Na Special correspondent Wang Wei  | Li Na;Wang Wei
          It is low. Reporter: Li Na; Wang Wei                      | Li Na;Wang Wei
          It is low. Reporter Li Na/Wang Wei & Chen Yu              | Li Na;Wang Wei;Chen Yu
          It is low. Reporter Li Na　Wang Wei                       | Li Na;Wang Wei
          It is low. Reporter Li Na Editor Wang Wei                 | Li Na
          It is low. Editor: Wang Wei                               |
          It is low. (Reporter Li Na)                               | Li Na
          The tide is low. Photo: Harbourpix                        |
          It is low. Text/Li Na Photo/Wang Wei                      | Li Na;Wang Wei
          Correspondent: Li Na                                      | Li Na
          潮水很高。记者 李娜 王伟                                  | 李娜;王伟
          潮水很高。记者 李娜 通讯员 王伟                           | 李娜;王伟
          潮水很高。本报记者 李娜 实习记者 王伟                     | 李娜;王伟
          潮水很高。（记者李娜 通讯员王伟）                         | 李娜;王伟
          潮水很高。记者 李娜 编辑 王伟                             | 李娜
          潮水很高。记者：李娜；摄影：王伟                          | 李娜;王伟
          潮水很高。新华日报·交汇点记者 李娜                        | 李娜
          潮水很高。李娜/文 王伟/摄                                 | 李娜;王伟
          潮水很高。文/李娜 摄/王伟                                 | 李娜;王伟
          李娜 文/图                                                | 李娜
          文/李娜 图/海港图片                                       | 李娜
          潮水很高。本报记者 李娜 报道                              | 李娜
          潮水很高。 作者：古丽·买买提                              | 古丽·买买提
          潮水很高。記者 李娜 通訊員 王偉                           | 李娜;王偉
          潮水很高。文／李娜 攝／王偉                               | 李娜;王偉
          記者李娜／台北報導                                        | 李娜
          潮水很高。（記者李娜）                                    | 李娜
          潮水很高。记者 获悉                                       |
          （记者手记）                                              |
          责任编辑：王伟                                            |
          记者了解到                                                |
          图：海港图片                                              |
          He told our reporter the tide is high.                    |
          He spoke to a reporter Li Na knew well                    |
          He was seen by the reporter Li Na                         |
          他告诉记者了解情况                                        |
          Meeting point reporter                                    |
          """)
  void readsTheReportersAtTheEndOfAParagraph(String paragraph, @Nullable String names) {
    assertThat(String.join(";", Byline.authors(paragraph, true)))
        .isEqualTo(names == null ? "" : names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Reporters Without Borders                            |
          The tide is high. Reporter Li Na                     |
          The tide is high. Harbour Times Correspondent Li Na  |
          Photos: Li Na                                        |
          The tide is high. Reporter: Li Na                    | Li Na
          The tide is high. Meeting point reporter Li Na       | Li Na
          潮水很高。记者 李娜                                  | 李娜
          """)
  void asksElsewhereForAColon(String paragraph, @Nullable String names) {
    assertThat(String.join(";", Byline.authors(paragraph, false)))
        .isEqualTo(names == null ? "" : names);
  }
}
