package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeaderConstraintsTest {

  @ParameterizedTest
  @CsvSource({
    "X-Edition, eu",
    "Accept-Language, 'en-GB, en;q=0.5'",
    "User-Agent, Mozilla/5.0 (X11; Linux)",
    "Accept, application/rss+xml",
    "x, 1"
  })
  void accepts(String name, String value) {
    assertThat(RequestHeaderConstraints.headers(Map.of(name, value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "HOST",
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Content-Length",
        "Content-Type",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Upgrade",
        "Accept-Encoding",
        "If-None-Match",
        "If-Range",
        "Range",
        "A-IM",
        "Expect",
        "HTTP2-Settings"
      })
  void refusesWithAReasonWhatIsNotASourcesOwn(String name) {
    assertThat(RequestHeaderConstraints.headers(Map.of(name, "1")))
        .get()
        .asString()
        .matches("must not have '" + name + "', which \\w.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "X Y", "X:Y", "X\r\nHost", "Ü", "X\u0000", "(x)", "X-Edition "})
  void refusesNamesThatAreNoToken(String name) {
    assertThat(RequestHeaderConstraints.headers(Map.of(name, "1")))
        .get()
        .asString()
        .startsWith("has a name that is no header name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a\r\nX-Evil: 1", "a\nb", "a\u0000", " a", "a ", "\ta", "ü", "新"})
  void refusesValuesThatCouldInjectOrAreReadDifferently(String value) {
    assertThat(RequestHeaderConstraints.headers(Map.of("X-Edition", value)))
        .get()
        .asString()
        .startsWith("needs a value for 'X-Edition' of 1 to 1024 visible ASCII characters");
  }

  @Test
  void limitsNumberAndSize() {
    Map<String, String> eleven = new TreeMap<>();
    IntStream.range(0, 11).forEach(n -> eleven.put("X-" + n, "1"));

    assertThat(RequestHeaderConstraints.headers(eleven))
        .contains("has 11 headers; it may have at most 10");
    assertThat(RequestHeaderConstraints.headers(Map.of("X", "v".repeat(1_024)))).isEmpty();
    assertThat(RequestHeaderConstraints.headers(Map.of("X", "v".repeat(1_025)))).isPresent();
    assertThat(RequestHeaderConstraints.headers(Map.of("X".repeat(65), "v"))).isPresent();
    assertThat(RequestHeaderConstraints.headers(Map.of("X-A", "1", "x-a", "2")))
        .get()
        .asString()
        .endsWith("twice: names are compared without case");
  }

  @Test
  void encodesUserAndPasswordInUtf8() {
    assertThat(RequestHeaderConstraints.basicHeader("Inés", "pä:ss"))
        .isEqualTo("Basic SW7DqXM6cMOkOnNz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a\nb"})
  void refusesUsers(String user) {
    assertThat(RequestHeaderConstraints.user(user)).isPresent();
  }

  @Test
  void refusesPasswordsAndTokensThatNoHeaderCarries() {
    assertThat(RequestHeaderConstraints.password("pä:ss word")).isEmpty();
    assertThat(RequestHeaderConstraints.password("a\r\nb")).isPresent();
    assertThat(RequestHeaderConstraints.bearer("eyJ.abc-_~+/=")).isEmpty();
    assertThat(RequestHeaderConstraints.bearer("a b")).isPresent();
    assertThat(RequestHeaderConstraints.bearer("")).isPresent();
  }
}
