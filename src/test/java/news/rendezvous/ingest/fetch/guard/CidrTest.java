package news.rendezvous.ingest.fetch.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import news.rendezvous.ingest.fetch.FetchSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          10.0.0.0/8,     10.255.255.255, true
          10.0.0.0/8,     11.0.0.0,       false
          100.64.0.0/10,  100.127.255.255,true
          100.64.0.0/10,  100.128.0.0,    false
          172.16.0.0/12,  172.31.0.1,     true
          172.16.0.0/12,  172.32.0.1,     false
          198.18.0.0/15,  198.19.255.255, true
          0.0.0.0/0,      8.8.8.8,        true
          127.0.0.1,      127.0.0.1,      true
          127.0.0.1,      127.0.0.2,      false
          127.0.0.0/8,    ::1,            false
          127.0.0.0/8,    ::ffff:127.0.0.1, true
          fc00::/7,       fdff::1,        true
          fc00::/7,       fe00::1,        false
          2001:db8::/32,  2001:db8:ffff::,true
          ::/0,           2a00::1,        true
          """)
  void holdsTheAddressesWithItsPrefix(String cidr, String address, boolean within)
      throws UnknownHostException {
    assertThat(Cidr.parse(cidr).contains(InetAddress.getByName(address))).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/8/8",
        "fd00::/129",
        "localhost/8",
        "10.0.0.0/-1",
        "10.0.0/8x"
      })
  void rejectsOtherTexts(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsAnInvalidNetworkInTheConfiguration() {
    assertThatThrownBy(() -> FetchSettings.of("allowed-networks", "127.0.0.0/8,10.0.0.0/99"))
        .hasStackTraceContaining("rendezvous.fetch.allowed-networks")
        .hasStackTraceContaining("10.0.0.0/99");
  }
}
