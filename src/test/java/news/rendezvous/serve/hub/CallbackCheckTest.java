package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks that the hub does not take. */
class CallbackCheckTest {

  private static final int PORT = 8_080;

  private static CallbackCheck check(AddressGuard guard) {
    return new CallbackCheck(guard, "https://news.example/rendezvous", port -> port == PORT);
  }

  private final CallbackCheck strict = check(new AddressGuard(FetchSettings.defaults()));
  private final CallbackCheck local = check(new AddressGuard(FetchSettings.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/cb",
        "http://10.0.0.1/cb",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/cb",
        "http://[::ffff:127.0.0.1]/cb",
        "http://[fd00::1]/cb",
        "http://reader.example:25/cb",
        "http://user:password@reader.example/cb"
      })
  void areThoseThatTheGuardRefuses(String url) {
    assertThat(strict.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://news.example/anything",
        "https://NEWS.example:443/rendezvous/hub",
        "https://news.example./rendezvous/hub",
        "http://localhost.:8080/",
        "http://127.0.0.1:8080/hub",
        "http://127.8.9.1:8080/admin/sources",
        "http://localhost:8080/",
        "http://a.localhost:8080/",
        "http://0.0.0.0:8080/"
      })
  void areThoseOfTheServiceItself(String url) {
    assertThat(local.refusal(url)).contains("it is this service itself");
  }

  @Test
  void areThoseOfTheHostUnderWhichTheClientReachedTheService() {
    assertThat(local.refusal("http://other.example:8181/cb", "http://other.example:8181"))
        .isPresent();
    assertThat(local.refusal("http://other.example.:8181/cb", "http://other.example:8181"))
        .isPresent();
    assertThat(local.refusal("https://news.example/cb", "http://other.example:8181")).isPresent();
    assertThat(local.refusal("http://other.example:8282/cb", "http://other.example:8181"))
        .isEmpty();
    assertThat(local.refusal("http://other.example:8181/cb", "")).isEmpty();
  }

  @Test
  void areThoseOfItsOwnAddresses() throws Exception {
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address.getAddress().length == 4)
        .forEach(
            address ->
                assertThat(local.refusal("http://%s:8080/".formatted(address.getHostAddress())))
                    .contains("it is this service itself"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/cb",
        "http://localhost:8081/cb",
        "https://news.example:8443/cb",
        "http://reader.example:8080/cb"
      })
  void areNoOthers(String url) {
    assertThat(local.refusal(url)).isEmpty();
  }
}
