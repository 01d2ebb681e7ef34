package news.rendezvous.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # written in  | HTTP says    | XML says     | text
          UTF-8         | utf-8        | utf-8        | Größe 港口
          UTF-8         |              |              | Größe 港口
          UTF-8         | iso-8859-1   | utf-8        | Größe 港口
          UTF-8         | utf-8        | iso-8859-1   | Größe 港口
          GB18030       | utf-8        | gb2312       | 港口新闻㐀
          GB18030       | gbk          |              | 港口新闻
          Big5          |              | big5         | 港口新聞
          Shift_JIS     |              | shift_jis    | 港のニュース①
          EUC-JP        | euc-jp       |              | 港のニュース
          x-windows-949 |              | euc-kr       | 항구 소식 똠
          windows-1251  |              | windows-1251 | Порт
          KOI8-R        | koi8-r       | windows-1251 | Порт
          windows-1252  |              | iso-8859-1   | 5 € – “so”
          windows-1252  |              |              | café “so”
          windows-1252  |              | no-such-set  | café “so”
          UTF-16LE      |              | utf-16       | Größe 港口
          UTF-16BE      |              |              | Größe 港口
          UTF-32LE      |              |              | Größe 港口
          UTF-32BE      |              |              | Größe 港口
          """)
  void readsTheTextAsItWasWritten(String written, String http, String xml, String text) {
    String declaration = xml == null ? "" : " encoding=\"%s\"".formatted(xml);
    String document = "<?xml version=\"1.0\"%s?><a>%s</a>".formatted(declaration, text);
    // The JDK's Shift_JIS lacks the characters of the web's.
    Charset charset = Charset.forName(written.equals("Shift_JIS") ? "windows-31j" : written);

    String decoded =
        Charsets.decode(
            document.getBytes(charset), http == null ? null : "text/xml; charset=" + http);

    assertThat(decoded).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void believesAByteOrderMarkBeforeAnythingElse(String charset) {
    byte[] bytes = "\uFEFF<a>Größe</a>".getBytes(Charset.forName(charset));

    assertThat(Charsets.decode(bytes, "text/xml; charset=koi8-r")).isEqualTo("<a>Größe</a>");
  }

  @Test
  void losesOnlyTheBrokenCharacter() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("<a>Größe und Länge 港口新闻 ".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE6);
    bytes.writeBytes("</a>".getBytes(StandardCharsets.UTF_8));

    assertThat(Charsets.decode(bytes.toByteArray(), null))
        .isEqualTo("<a>Größe und Länge 港口新闻 \uFFFD</a>");
  }
}
