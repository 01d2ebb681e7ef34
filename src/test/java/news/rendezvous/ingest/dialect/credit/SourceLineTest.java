package news.rendezvous.ingest.dialect.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Source:Harbour News Client            | Harbour News Client
          Source: Harbour News Client           | Harbour News Client
          SOURCE : Harbour News Client          | Harbour News Client
          Source：Harbour News Client           | Harbour News Client
          (Source: Harbour News Client)         | Harbour News Client
          [Source:Harbour News Client]          | Harbour News Client
          Source:https://harbour.example/news/1 | https://harbour.example/news/1
          Source:Harbour News Co.               | Harbour News Co.
          Source:Harbour News Editor: Wang Wei  | Harbour News
          Source:harbour                        | harbour
          来源：海港新闻                        | 海港新闻
          来源:海港新闻                         | 海港新闻
          來源：海港新聞                        | 海港新聞
          稿件来源：海港新闻                    | 海港新闻
          文章來源：海港新聞                    | 海港新聞
          【来源：海港新闻】                    | 海港新闻
          （來源：海港新聞）                    | 海港新聞
          来源：海港新闻　2026年5月4日          | 海港新闻
          来源：海港新闻 2026-05-04 08:00       | 海港新闻
          来源：海港新闻 编辑：王伟             | 海港新闻
          来源：海港新闻责任编辑：王伟          | 海港新闻
          来源：海港新闻 丨 作者：李娜          | 海港新闻
          来源：海港新闻 作者：李娜、王伟 编辑：陈宇 | 海港新闻
          \u200fSource:Harbour News            | Harbour News
          Source:\u202eHarbour\u202c News      | Harbour News
          """)
  void readsAName(String line, String publisher) {
    assertThat(SourceLine.of(line))
        .hasValueSatisfying(
            source -> {
              assertThat(source.publisher()).isEqualTo(publisher);
              assertThat(source.start()).isEqualTo(line.length());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Source:
          Sources: two people
          The source: a spring
          Source: a spring in the hills
          Source: the minister said it. It rains.
          Source: Officials Of The Ministry Of Ferries And Piers
          (Source: Harbour News
          来源：记者从市政府了解到，第三码头将于春天开放
          来源：第三码头开放了。
          来源：第三码头将于春天开放并在三年之内完成全部工程和道路
          """)
  void leavesWhatIsNoName(String line) {
    assertThat(SourceLine.of(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          来源：海港新闻　　码头启用了。市民在看。|码头启用了。市民在看。
          Source:Harbour News  The pier opened. It rains.|The pier opened. It rains.
          【来源：海港新闻】码头启用了。|码头启用了。
          Source: Harbour News Editor Bob Li resigned|Editor Bob Li resigned
          Source: Harbour News Editor: Bob Li wrote all of it|Editor: Bob Li wrote all of it
          来源：市政府 编辑部今天发布声明|编辑部今天发布声明
          """)
  void endsWhereTheTextBegins(String line, String rest) {
    Optional<SourceLine> source = SourceLine.of(line);

    assertThat(line.substring(source.orElseThrow().start())).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          来源：海港新闻 作者：李娜               | 李娜
          來源：海港新聞 作者：李娜、王偉         | 李娜;王偉
          【来源：海港新闻 作者：李娜】           | 李娜
          来源：海港新闻 编辑：王伟               |
          Source:Harbour News Reporter: Li Na     | Li Na
          """)
  void namesTheAuthorsBesideThePublisher(String line, @Nullable String authors) {
    assertThat(String.join(";", SourceLine.of(line).orElseThrow().authors()))
        .isEqualTo(authors == null ? "" : authors);
  }
}
