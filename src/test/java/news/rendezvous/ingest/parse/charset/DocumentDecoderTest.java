package news.rendezvous.ingest.parse.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentDecoderTest {

  private static String decode(byte[] bytes, @Nullable String contentType) {
    return DocumentDecoder.decode(bytes, contentType);
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
          windows-1251  |              | x-cp1251     | Порт
          ISO-8859-7    |              | iso_8859-7:1987 | Θάλασσα
          ISO-8859-6    |              | csiso88596e  | ميناء
          ISO-8859-9    |              | iso88599     | Şehir ve iğne
          x-windows-949 |              | ks_c_5601-1987 | 항구
          GB18030       |              | chinese      | 港口
          KOI8-U        | koi8-ru      |              | Її ґанок
          x-MacRoman    |              | macintosh    | Größe
          UTF-8         | unicode-1-1-utf-8 |         | Größe
          windows-1252  |              | cp037        | Größe – “so”
          windows-1252  |              | x-JISAutoDetect | Größe – “so”
          windows-1252  |              | utf-7        | Größe – “so” +ADw-b+AD4-
          windows-1252  |              | iso-2022-kr  | Größe – “so”
          windows-1252  |              | hz-gb-2312   | Größe – “so” ~{<:Ky2;~}
          UTF-8         | us-ascii     | us-ascii     | Größe 港口
          x-windows-iso2022jp |        | iso-2022-jp  | 港のニュース①
          x-windows-iso2022jp | iso-2022-jp |         | 港のニュース
          x-windows-iso2022jp | utf-8  | utf-8        | 港のニュース
          UTF-8         |              | iso-2022-jp  | 港のニュース
          UTF-16LE      |              | utf-16       | Größe 港口
          UTF-16BE      |              |              | Größe 港口
          UTF-32LE      |              |              | Größe 港口
          UTF-32BE      |              |              | Größe 港口
          """)
  void decodesTheOriginalText(String written, String http, String xml, String text) {
    String declaration = xml == null ? "" : " encoding=\"%s\"".formatted(xml);
    String document = "<?xml version=\"1.0\"%s?><a>%s</a>".formatted(declaration, text);
    // Shift_JIS of the JDK lacks the extensions of windows-31j.
    Charset charset = Charset.forName(written.equals("Shift_JIS") ? "windows-31j" : written);

    String decoded =
        decode(document.getBytes(charset), http == null ? null : "text/xml; charset=" + http);

    assertThat(decoded).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void givesAByteOrderMarkPrecedence(String charset) {
    byte[] bytes = "\uFEFF<a>Größe</a>".getBytes(Charset.forName(charset));

    assertThat(decode(bytes, "text/xml; charset=koi8-r")).isEqualTo("<a>Größe</a>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # written in                  | text
          windows-1251 KOI8-U IBM866    | Новый паром ушёл из порта сегодня утром
          windows-1251                  | Новий пором вийшов із порту сьогодні вранці, її зустріли з квітами
          windows-1253 ISO-8859-7       | Το νέο πλοίο έφυγε σήμερα το πρωί. Ο άνεμος ασθενής, η θάλασσα ήρεμη
          x-windows-874                 | เรือข้ามฟากลำใหม่ออกจากท่าเมื่อเช้านี้ ทะเลสงบและลมอ่อน
          windows-1255 ISO-8859-8       | המעבורת החדשה יצאה הבוקר מהנמל והים היה שקט
          windows-1252 ISO-8859-15      | Le nouveau bac a quitté le port à l’aube, la mer était déjà très calme
          """)
  void detectsAnUndeclaredScript(String charsets, String text) {
    for (String charset : charsets.split(" ")) {
      String possible = charset.equals("ISO-8859-15") ? text.replace('’', '\'') : text;
      String document =
          "<rss><channel><title>News</title><item><title>%s</title></item></channel></rss>"
              .formatted(possible);

      assertThat(decode(document.getBytes(Charset.forName(charset)), null))
          .as(charset)
          .isEqualTo(document);
      assertThat(
              decode(document.getBytes(Charset.forName(charset)), "text/xml; charset=iso-8859-1"))
          .as(charset + " under the name of a server's default")
          .isEqualTo(document);
    }
  }

  @Test
  void detectsAScriptInAttributesAndEscapedMarkup() {
    String document =
        "<feed><category term=\"Речной паром\"/><title>&lt;b&gt;Вишня&lt;/b&gt;</title></feed>";

    assertThat(decode(document.getBytes(Charset.forName("windows-1251")), null))
        .isEqualTo(document);
  }

  @Test
  void believesNoMarkOfUtf8BeforeWhatIsNot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes("<a>Die Fähre läuft früh aus</a>".getBytes(Charset.forName("windows-1252")));

    assertThat(decode(bytes.toByteArray(), null)).endsWith("<a>Die Fähre läuft früh aus</a>");
  }

  @Test
  void ignoresAStrayZeroByte() {
    assertThat(decode("\0<a>Größe</a>".getBytes(StandardCharsets.UTF_8), null))
        .isEqualTo("\0<a>Größe</a>");
  }

  @Test
  void detectsTheCharsetInReasonableTime() {
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
  void losesOnlyTheMalformedCharacter() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("<a>Größe und Länge 港口新闻 ".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE6);
    bytes.writeBytes("</a>".getBytes(StandardCharsets.UTF_8));

    assertThat(decode(bytes.toByteArray(), null)).isEqualTo("<a>Größe und Länge 港口新闻 \uFFFD</a>");
  }

  @ParameterizedTest
  @CsvSource({",", "utf-8,utf-8"})
  void aTruncatedCharacterDoesNotAffectAFewOthers(String http, String xml) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        ("<?xml version='1.0'" + (xml == null ? "" : " encoding='" + xml + "'") + "?><a>At the caf")
            .getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes("é by the harbour wall ".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE2);
    bytes.writeBytes("</a>".getBytes(StandardCharsets.US_ASCII));

    assertThat(decode(bytes.toByteArray(), http == null ? null : "text/xml;charset=" + http))
        .endsWith("<a>At the café by the harbour wall \uFFFD</a>");
  }

  // "#" and two hexadecimal digits are a byte.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It#92s the harbour's first ferry #96 at last  | It’s the harbour's first ferry – at last
          #93So#94, he said                             | “So”, he said
          5#B0C and #A3 20                              | 5°C and £ 20
          The caf#E9 by the F#E4hre                     | The café by the Fähre
          D#E9j#E0 vu, #E0 Gr#F6#DFe, l#E0              | Déjà vu, à Größe, là
          #AB#A0dou#E9#A0#BB, tr#E8s #E9t#E9            | « doué », très été
          Cut off in the harbour #E2                    | Cut off in the harbour �
          Cut off in the harbour#E2#80                  | Cut off in the harbour�
          Cut off in the Gr#C3                          | Cut off in the Gr�
          It#92s cut off in the Gr#C3                   | It’s cut off in the Gr�
          One #9D and #E9 and #EE                       | One � and � and �
          Five #E0 #E9 #E8 #F9 #E7 letters              | Five � � � � � letters
          Nine #F9#E5#E2#E9#F8 in a long English text   | Nine ����� in a long English text
          Caf#C3#A9 isn#92t caf#E9                      | Café isn’t café
          """)
  void explainsStrayBytesByWindows1252AndNothingElse(String written, String text) {
    byte[] bytes = bytes("<a>" + written + "</a>");

    for (String declared : new String[] {"", " encoding='utf-8'"}) {
      String prolog = "<?xml version='1.0'" + declared + "?>";
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      document.writeBytes(prolog.getBytes(StandardCharsets.US_ASCII));
      document.writeBytes(bytes);

      assertThat(decode(document.toByteArray(), null)).isEqualTo(prolog + "<a>" + text + "</a>");
    }
  }

  @Test
  void detectsNoScriptInAnEnglishFeedWithAFewForeignBytes() {
    String english = "<title>The new ferry left the harbour this morning, and came back</title>";
    for (int b = 0x80; b < 0x100; b++) {
      String hex = "#" + HexFormat.of().toHexDigits((byte) b);
      byte[] bytes = bytes((english + "<p>The#ferry has # left</p>".replace("#", hex)).repeat(4));

      assertThat(decode(bytes, "text/xml; charset=utf-8").codePoints())
          .filteredOn(Character::isLetter)
          .extracting(Character.UnicodeScript::of)
          .isSubsetOf(Character.UnicodeScript.LATIN, Character.UnicodeScript.COMMON);
    }
  }

  private static byte[] bytes(String written) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < written.length(); i++) {
      boolean escaped = written.charAt(i) == '#';
      bytes.write(escaped ? HexFormat.fromHexDigits(written, i + 1, i + 3) : written.charAt(i));
      i += escaped ? 2 : 0;
    }
    return bytes.toByteArray();
  }
}
