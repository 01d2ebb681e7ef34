package news.rendezvous.serve.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedTitleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The quay opens.     | The quay opens. Ships tied up.      | Ships tied up.
          The quay opens      | The quay opens. Ships tied up.      | Ships tied up.
          The quay opens.     | The quay opens.Ships tied up.       | Ships tied up.
          The quay opens      | `The  quay\nopens\n\nShips tied up.` | Ships tied up.
          The quay opens.     | `The quay opens\nShips tied up.`    | Ships tied up.
          “The quay opens.”   | “The quay opens.” So said Li.       | So said Li.
          Does it open?       | Does it open? It does.              | It does.
          第三码头启用。      | 第三码头启用。码头用了四年。        | 码头用了四年。
          第三码头启用        | 　　第三码头启用！码头用了四年。    | 码头用了四年。
          The quay opens      | The quay opens                      | ``
          The quay opens.     | The quay opens                      | ``
          The quay of the…    | The quay of the town opens.         | … town opens.
          第三码头启用…       | 第三码头启用当天，船到。            | … 当天，船到。
          The quay opens      | The quay opens in May.              | The quay opens in May.
          The quay opens.     | The quay opens in May.              | The quay opens in May.
          The qu…             | The quay opens.                     | The quay opens.
          Quay 3              | Quay 3.5 metres longer.             | Quay 3.5 metres longer.
          Another title       | The quay opens.                     | The quay opens.
          …                   | The quay opens.                     | The quay opens.
          .                   | The quay opens.                     | The quay opens.
          """)
  void isLeftOut(String title, String text, String rest) {
    assertThat(RepeatedTitle.skip(title, text.replace("\\n", "\n"))).isEqualTo(rest);
  }
}
