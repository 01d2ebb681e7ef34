package news.rendezvous.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieJarTest {

  @ParameterizedTest(name = "{1} set by {0}, sent to {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://quay.example/a/b | n=1                            | https://quay.example/a/c   | n=1
          https://quay.example/a/b | n=1                            | https://quay.example/other |
          https://quay.example/a/b | n=1; Path=/                    | https://quay.example/other | n=1
          https://quay.example/    | n=1; Path=/pier                | https://quay.example/piers |
          https://quay.example/    | n=1; Secure                    | https://quay.example/      | n=1
          https://quay.example/    | n=1; Secure                    | http://quay.example/       |
          http://quay.example/     | n=1; Secure                    | https://quay.example/      |
          https://quay.example/    | n=1                            | https://sub.quay.example/  |
          https://sub.quay.example/| n=1; Domain=quay.example       | https://sub.quay.example/  | n=1
          https://sub.quay.example/| n=1; Domain=quay.example       | https://quay.example/      |
          https://quay.example/    | n=1; Domain=other.example      | https://quay.example/      |
          https://quay.example/    | n=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT | https://quay.example/ |
          https://quay.example/    | nothing                        | https://quay.example/      |
          """)
  void goWhereRfc6265LetsThemAndNeverToAnotherHost(
      String setBy, String value, String sentTo, String expected) {
    CookieJar cookies = CookieJar.NONE.with(HttpUrl.get(setBy), List.of(value));

    assertThat(cookies.header(HttpUrl.get(sentTo))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void replacesAndDeletesCookies() {
    HttpUrl url = HttpUrl.get("https://quay.example/");
    CookieJar cookies = CookieJar.NONE.with(url, List.of("a=1", "b=1")).with(url, List.of("a=2"));

    assertThat(cookies.header(url)).isEqualTo("b=1; a=2");
    assertThat(cookies.with(url, List.of("a=; Max-Age=0")).header(url)).isEqualTo("b=1");
  }

  @Test
  void boundsNumberAndSize() {
    HttpUrl url = HttpUrl.get("https://quay.example/");
    List<String> many = IntStream.range(0, 1_000).mapToObj(n -> "c" + n + "=1").toList();
    List<String> large = Collections.nCopies(1, "large=" + "x".repeat(5_000));

    assertThat(CookieJar.NONE.with(url, many).header(url).split("; ")).hasSize(50);
    assertThat(CookieJar.NONE.with(url, large).header(url)).isEmpty();
  }
}
