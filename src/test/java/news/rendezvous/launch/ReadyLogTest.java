package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyLogTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0.0.0.0,     8080, /,     ,                       http://localhost:8080/
          0.0.0.0,     8081, /news, ,                       http://localhost:8081/news/
          127.0.0.1,   8080, /,     ,                       http://127.0.0.1:8080/
          ::1,         8080, /,     ,                       http://[::1]:8080/
          0.0.0.0,     8080, /,     https://news.example/r, https://news.example/r/
          """)
  void tellsAnAddressForABrowser(
      String host, int port, String rootPath, URI publicUrl, String address) {
    assertThat(ReadyLog.address(Optional.ofNullable(publicUrl), host, port, rootPath))
        .isEqualTo(address);
  }
}
