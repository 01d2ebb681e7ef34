package news.rendezvous.ingest.push.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.item.text.Hmac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C WebSub section 7.1.1, and cases 300 to 302 of the test suite for subscribers. */
class ContentSignatureTest {

  private static final String SECRET = "it is a secret";
  private static final byte[] CONTENT = "<rss/>".getBytes(UTF_8);

  @ParameterizedTest
  @CsvSource({"sha1, SHA1", "sha256, SHA256", "sha384, SHA384", "sha512, SHA512", "SHA256, SHA256"})
  void acceptsEachMethodOfTheRecommendation(String method, Hmac hmac) {
    String header = method + "=" + hmac.hex(SECRET.getBytes(UTF_8), CONTENT);

    assertThat(ContentSignature.mistake(header, SECRET, CONTENT)).isNull();
    assertThat(ContentSignature.mistake(header, "another", CONTENT)).contains("wrong");
    assertThat(ContentSignature.mistake(header, SECRET, "<rss></rss>".getBytes(UTF_8)))
        .contains("wrong");
  }

  @Test
  void refusesContentWithoutASignature() {
    assertThat(ContentSignature.mistake(null, SECRET, CONTENT)).contains("without");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256", "sha256=", "sha256=xyz", "md5=00", "=00", "sha256=00"})
  void refusesWhatIsNoSignatureOfTheContent(String header) {
    assertThat(ContentSignature.mistake(header, SECRET, CONTENT)).isNotNull();
  }
}
