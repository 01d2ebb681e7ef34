package news.rendezvous.ingest.fetch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import news.rendezvous.ingest.fetch.FetchSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private final AddressGuard guard = new AddressGuard(FetchSettings.defaults());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1              | loopback
          2130706433             | loopback
          0x7f.1                 | loopback
          0X7F000001             | loopback
          0177.0.0.1             | loopback
          127.1                  | loopback
          127.0.0.1.             | loopback
          %31%32%37.0.0.1        | loopback
          １２７.0.0.1             | loopback
          [::ffff:127.0.0.1]     | loopback
          [::ffff:7f00:1]        | loopback
          [::1]                  | loopback
          0.0.0.0                | this host
          0                      | this host
          [::]                   | unspecified
          [::7f00:1]             | IPv4-compatible
          10.1.2.3               | private use
          0x0a.1                 | private use
          172.31.255.255         | private use
          192.168.0.1            | private use
          100.64.0.1             | shared address space
          100.100.100.200        | Alibaba
          168.63.129.16          | Azure
          2822734096             | Azure
          161.26.0.10            | IBM Cloud
          166.9.0.1              | IBM Cloud
          169.254.169.254        | link local
          192.0.0.8              | protocol assignments
          192.0.2.1              | documentation
          192.88.99.1            | 6to4 relay
          198.19.0.1             | benchmarking
          198.51.100.1           | documentation
          203.0.113.1            | documentation
          224.0.0.1              | multicast
          255.255.255.255        | reserved
          [64:ff9b::7f00:1]      | translation
          [64:ff9b::8.8.8.8]     | translation
          [64:ff9b:1::1]         | translation
          [100::1]               | discard
          [2001:0:4136:e378:8000:63bf:f5ff:fffe] | Teredo
          [2001:2::1]            | protocol assignments
          [2001:db8::1]          | documentation
          [2002:7f00:1::1]       | 6to4
          [3fff::1]              | documentation
          [5f00::1]              | segment routing
          [fd12:3456::1]         | unique local
          [fe80::1]              | link local
          [fec0::1]              | site local
          [ff02::1]              | multicast
          [4000::1]              | not global unicast
          """)
  void refusesALiteralAddressThatIsNotPublic(String host, String name) {
    assertThat(guard.refusal("http://" + host + ":8099/feed"))
        .hasValueSatisfying(reason -> assertThat(reason).contains(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://news.example/feed",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "//news.example/feed",
        "http://",
        "",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://09.1.1.1/",
        "http://news.0x/",
        "http://[fe80::1%25eth0]/",
        "http://reader:secret@news.example/feed",
        "http://news.example:25/feed",
        "https://news.example:22/feed",
        "http://news.example:1023/feed",
        "http://8.8.8.8:53/",
        "https://[2606:4700::1111]:853/"
      })
  void refusesAUrlThatCannotBeASource(String url) {
    assertThat(guard.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://news.example/feed.xml",
        "http://localhost/feed",
        "http://8.8.8.8/",
        "http://0x08080808/",
        "http://192.0.1.1/",
        "http://[2606:4700::1111]/feed",
        "https://4chan.example/feed",
        "http://news.example:443/feed",
        "http://news.example:1024/feed",
        "http://8.8.8.8:8080/",
        "http://168.63.129.17/",
        "https://例え.example/feed"
      })
  void permitsPublicAddressesAndAllNames(String url) {
    assertThat(guard.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://127.9.9.9/,          true
          http://[::ffff:127.0.0.1]/, true
          http://[::1]/,              false
          http://[fd00:1::1]/,        true
          http://10.0.0.1/,           false
          """)
  void permitsAllowedNetworks(String url, boolean passes) {
    AddressGuard lenient =
        new AddressGuard(FetchSettings.of("allowed-networks", "127.0.0.0/8, fd00:1::/32"));

    assertThat(lenient.refusal(url).isEmpty()).isEqualTo(passes);
  }

  @Test
  void requiresAllowedPortsInAllowedNetworks() {
    AddressGuard lenient = new AddressGuard(FetchSettings.of("allowed-ports", "81,591"));

    assertThat(lenient.refusal("http://127.0.0.1:81/")).isEmpty();
    assertThat(lenient.refusal("https://news.example:591/")).isEmpty();
    assertThat(lenient.refusal("http://127.0.0.1:25/"))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("port 25", "rendezvous.fetch.allowed-ports"));
  }

  @Test
  void exemptsExactlyOneAddressAndPort() throws UnknownHostException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");

    guard.exempt(new InetSocketAddress(loopback, 8080));

    assertThat(guard.refusal(loopback, 8080)).isEmpty();
    assertThat(guard.refusal("http://127.0.0.1:8080/demo")).isEmpty();
    assertThat(guard.refusal(loopback, 8081)).isPresent();
    assertThat(guard.refusal(InetAddress.getByName("127.0.0.2"), 8080)).isPresent();
  }
}
