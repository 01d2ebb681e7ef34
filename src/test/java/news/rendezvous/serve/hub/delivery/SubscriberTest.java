package news.rendezvous.serve.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.item.url.FeedUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriberTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.5:9700/a      , 127.0.0.5",
    "http://2130706437:9701/b     , 127.0.0.5",
    "http://0x7f000005/           , 127.0.0.5",
    "http://127.5/                , 127.0.0.5",
    "http://[::ffff:127.0.0.5]/   , 127.0.0.5",
    "https://Reader.Example:8443/ , reader.example",
    "https://[2001:db8::1]/       , 2001:db8:0:0:0:0:0:1",
  })
  void hasOneHostForAllSpellings(String callback, String host) {
    assertThat(Subscriber.host(FeedUrl.of(callback))).isEqualTo(host);
  }
}
