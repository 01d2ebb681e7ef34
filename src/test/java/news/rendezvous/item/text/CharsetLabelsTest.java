package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetLabelsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/xml; charset=utf-8              | UTF-8
          text/html;Charset = "ISO-8859-1"     | windows-1252
          text/html; charset='gb2312'; q=1     | GB18030
          application/xml;charset=win-1251     | windows-1251
          text/plain; charset=iso_8859-15      | ISO-8859-15
          text/html; charset=shift-jis         | windows-31j
          """)
  void readsTheCharsetOfAContentType(String contentType, String charset) {
    assertThat(CharsetLabels.ofContentType(contentType)).hasValue(Charset.forName(charset));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "text/xml", "text/xml; charset=", "text/xml; charset=none", "charset=\"*\""})
  void rejectsUnknownLabels(String contentType) {
    assertThat(CharsetLabels.ofContentType(contentType)).isEmpty();
  }
}
