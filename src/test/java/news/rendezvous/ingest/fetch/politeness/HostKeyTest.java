package news.rendezvous.ingest.fetch.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://victim.example/              | victim.example:80
          http://u1@victim.example/a          | victim.example:80
          http://u1:p%40ss@victim.example./b  | victim.example:80
          http://VICTIM.Example:80/?c         | victim.example:80
          http:\\\\victim.example\\d          | victim.example:80
          http://victim%2Eexample/            | victim.example:80
          http://ｖｉｃｔｉｍ.example/               | victim.example:80
          http://victim。example/              | victim.example:80
          https://victim.example:443/         | victim.example:443
          http://victim.example:443/          | victim.example:443
          https://bücher.example/             | xn--bcher-kva.example:443
          https://xn--bcher-kva.example/      | xn--bcher-kva.example:443
          https://BÜCHER.example/             | xn--bcher-kva.example:443
          http://127.0.0.1/                   | 127.0.0.1:80
          http://0x7f.1/                      | 127.0.0.1:80
          http://2130706433/                  | 127.0.0.1:80
          http://0177.0.0.01./                | 127.0.0.1:80
          http://[::ffff:127.0.0.1]/          | 127.0.0.1:80
          http://[2001:db8:0:0::1]:8080/      | [2001:db8:0:0:0:0:0:1]:8080
          http://[2001:DB8::0001]:8080/       | [2001:db8:0:0:0:0:0:1]:8080
          """)
  void equalsForAllSpellingsOfAServer(String url, String key) {
    assertThat(HostKey.of(url)).hasToString(key);
  }
}
