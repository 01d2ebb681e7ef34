package news.rendezvous.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackBaseTest {

  static PushConfig config(Map<String, String> keys) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withMapping(PushConfig.class);
    keys.forEach(builder::withDefaultValue);
    return builder.build().getConfigMapping(PushConfig.class);
  }

  private static CallbackBase base(Map<String, String> keys) {
    return new CallbackBase(config(keys), new AddressGuard(FetchSettings.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://news.example, true",
    "http://news.example, false",
    "http://127.0.0.1:8080, true",
    "http://localhost:8080, true",
    "http://10.0.0.1, false",
    "http://8.8.8.8, false",
    "ftp://news.example, false",
    "nonsense, false"
  })
  void isUsableOverTlsOrInAnAllowedNetwork(String url, boolean usable) {
    CallbackBase base = base(Map.of("rendezvous.public-url", url));

    assertThat(base.isUsable()).isEqualTo(usable);
    assertThat(base.isMissing()).isNotEqualTo(usable);
  }

  @Test
  void isNotUsableWithoutAUrlOrWhereItIsSwitchedOff() {
    CallbackBase none = base(Map.of());
    CallbackBase off =
        base(
            Map.of(
                "rendezvous.public-url",
                "https://news.example",
                "rendezvous.push.enabled",
                "false"));

    assertThat(none.isUsable()).isFalse();
    assertThat(none.isMissing()).isTrue();
    assertThat(off.isUsable()).isFalse();
    assertThat(off.isMissing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://news.example, https://news.example/push/1a",
    "https://news.example/, https://news.example/push/1a",
    "https://news.example/rendezvous/, https://news.example/rendezvous/push/1a"
  })
  void makesTheUrlOfACallback(String url, String callback) {
    assertThat(base(Map.of("rendezvous.push.callback-url", url)).callback("1a"))
        .isEqualTo(callback);
  }

  @ParameterizedTest
  @CsvSource({
    "https://news.example/r/feed.rss, true",
    "https://news.example/r, true",
    "https://news.example./r/hub, true",
    "https://news.example/recent.xml, false",
    "https://news.example:444/r/hub, false",
    "https://other.example/r/hub, false"
  })
  void knowsItsOwnUrls(String url, boolean own) {
    assertThat(base(Map.of("rendezvous.public-url", "https://news.example/r")).isOwn(url))
        .isEqualTo(own);
  }
}
