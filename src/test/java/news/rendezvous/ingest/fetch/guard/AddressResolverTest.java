package news.rendezvous.ingest.fetch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class AddressResolverTest {

  private record Settings() implements AddressGuard.GuardConfig {

    @Override
    public Optional<List<Cidr>> allowedNetworks() {
      return Optional.empty();
    }

    @Override
    public Optional<List<Integer>> allowedPorts() {
      return Optional.empty();
    }
  }

  private static AddressResolver.Rejected rejected(String url, Uni<List<InetAddress>> answer) {
    AddressResolver resolver =
        new AddressResolver(
            name -> answer, Duration.ofMillis(50), new AddressGuard(new Settings()));
    return (AddressResolver.Rejected)
        resolver.resolve(HttpUrl.get(url)).await().atMost(Duration.ofSeconds(8));
  }

  private static Uni<List<InetAddress>> failure(Exception e) {
    return Uni.createFrom().failure(e);
  }

  @Test
  void namesABlockedAddressOnce() throws UnknownHostException {
    InetAddress link = InetAddress.getByName("169.254.169.254");

    assertThat(rejected("http://169.254.169.254/", failure(new IllegalStateException())).detail())
        .startsWith("169.254.169.254 is not a public address");
    assertThat(rejected("http://a.example/", Uni.createFrom().item(List.of(link))).detail())
        .startsWith("a.example: 169.254.169.254 is not a public address");
  }

  @Test
  void saysWhyANameIsNotResolvedWithoutTextOfALibrary() {
    Exception library = new UnknownHostException("Failed to resolve 'a.example' [A(1)]");

    assertThat(
            rejected(
                "http://a.example/", failure(new AddressResolver.UnknownNameException(library))))
        .isEqualTo(
            new AddressResolver.Rejected(
                PollOutcome.DNS_ERROR,
                "the name a.example does not exist: check the host of the URL"));
    assertThat(rejected("http://a.example/", failure(library)).detail())
        .isEqualTo(
            "the name a.example cannot be resolved: check the host of the URL, and the name servers");
    assertThat(rejected("http://a.example/", Uni.createFrom().nothing()).detail())
        .isEqualTo(
            "the name a.example cannot be resolved: no answer within 50 ms, look at the name servers");
  }
}
