package news.rendezvous.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

  private static String decode(byte[] bytes, @Nullable String contentType) {
    return Charsets.decode(Samples.document(bytes, contentType));
  }

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
          GB18030       | iso-8859-1   | gb2312       | 港口新闻
          GB18030       | utf-8        | utf-8        | 港口今天开了一条新航线，第一艘渡轮已经出发
          GB18030       | iso-8859-1   |              | 港口今天开了一条新航线，第一艘渡轮已经出发
          GB18030       |              |              | 港口今天开了一条新航线，第一艘渡轮已经出发
          Big5          |              |              | 港口今天開了一條新航線，第一艘渡輪已經出發
          Shift_JIS     |              | iso-8859-1   | 港に新しい航路ができました
          EUC-JP        |              |              | 港に新しい航路ができました
          x-windows-949 |              | utf-8        | 항구에 새로운 항로가 열렸습니다
          windows-1251  |              |              | Новый паром ушёл из порта сегодня утром
          windows-1251  |              |              | Паром ушёл
          KOI8-R        | utf-8        |              | Новый паром ушёл из порта сегодня утром
          ISO-8859-5    |              |              | Новый паром ушёл из порта сегодня утром
          windows-1252  |              | utf-8        | Die Fähre läuft früh aus
          ISO-8859-2    |              | iso-8859-2   | Łódź płynie
          ISO-8859-15   |              | iso-8859-15  | 5 € für die Fähre
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
        decode(document.getBytes(charset), http == null ? null : "text/xml; charset=" + http);

    assertThat(decoded).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void believesAByteOrderMarkBeforeAnythingElse(String charset) {
    byte[] bytes = "\uFEFF<a>Größe</a>".getBytes(Charset.forName(charset));

    assertThat(decode(bytes, "text/xml; charset=koi8-r")).isEqualTo("<a>Größe</a>");
  }

  @Test
  void findsOutTheCharsetInReasonableTime() {
    byte[] bytes = ("<a>" + "港口今天开了一条新航线。<b>".repeat(300_000)).getBytes(Charset.forName("GBK"));

    String decoded = assertTimeout(Duration.ofSeconds(2), () -> decode(bytes, null));

    assertThat(decoded).startsWith("<a>港口今天").endsWith("新航线。<b>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <a>Die FÃ¤hre lÃ¤uft â€“ heute</a>      | <a>Die Fähre läuft – heute</a>
          <a>Write “Ã¤” where you mean “ä”</a>    | <a>Write “Ã¤” where you mean “ä”</a>
          <a>Ã la carte</a>                       | <a>Ã la carte</a>
          <a>Die Fähre</a>                        | <a>Die Fähre</a>
          """)
  void undoesUtf8OnlyWhereAllOfADocumentWasEncodedTwice(String written, String text) {
    assertThat(decode(written.getBytes(StandardCharsets.UTF_8), null)).isEqualTo(text);
  }

  @Test
  void losesOnlyTheBrokenCharacter() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("<a>Größe und Länge 港口新闻 ".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE6);
    bytes.writeBytes("</a>".getBytes(StandardCharsets.UTF_8));

    assertThat(decode(bytes.toByteArray(), null)).isEqualTo("<a>Größe und Länge 港口新闻 \uFFFD</a>");
  }
}
