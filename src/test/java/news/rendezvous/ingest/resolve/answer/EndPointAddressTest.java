package news.rendezvous.ingest.resolve.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndPointAddressTest {

  private static final String HASH = "link=0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://a.example/x/getUrls?HASH,          https://a.example/x/getUrls
          https://A.example:443/x/getUrls?HASH#top,  https://a.example/x/getUrls
          https://u:p@a.example/getUrls?HASH,        https://a.example/getUrls
          https://a.example/getUrls?x=1&HASH,        https://a.example/getUrls?x=1
          https://a.example/getUrls?HASH&x=1,        https://a.example/getUrls?x=1
          """)
  void identifiesAnEndPointWithoutTheHash(String address, String endPoint) {
    assertThat(EndPoint.of(URI.create(address.replace("HASH", HASH))).url()).isEqualTo(endPoint);
  }

  @Test
  void keepsTheParametersOfTheReference() {
    EndPoint usual = EndPoint.of(URI.create("https://a.example/x/getUrls?y=2&" + HASH)).base();

    assertThat(usual.addressFor(URI.create("https://b.example/getUrls?x=1&" + HASH)))
        .isEqualTo(URI.create("https://a.example/x/getUrls?x=1&" + HASH));
  }
}
