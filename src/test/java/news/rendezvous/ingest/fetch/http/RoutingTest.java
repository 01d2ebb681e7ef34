package news.rendezvous.ingest.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.guard.AddressResolver;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that requests connect to. */
class RoutingTest {

  private final Vertx vertx = Vertx.vertx();
  private final Deque<List<InetAddress>> answers = new ArrayDeque<>();

  @AfterEach
  void close() {
    vertx.close();
  }

  private Exchange get(FetchConfig config, String url) {
    return get(config, url, name -> Uni.createFrom().item(answers.remove()));
  }

  private Exchange get(FetchConfig config, String url, AddressResolver.NameService names) {
    AddressGuard guard = new AddressGuard(config);
    Transport transport = new Transport(vertx, config, guard, names, Transport.options(config));
    HttpRequest hop = new HttpRequest(HttpUrl.get(url), Map.of(), head -> BodyPlan.skip());
    return transport.exchange(hop).await().atMost(Duration.ofSeconds(10));
  }

  private static PollOutcome outcome(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Failed.class);
    return ((Exchange.Failed) exchange).outcome();
  }

  private static List<InetAddress> addresses(String... literals) {
    return Stream.of(literals).map(RoutingTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://2130706433:%d/",
        "http://0x7f.1:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://0.0.0.0:%d/",
        "http://news.example:%d/"
      })
  void neverConnectsToAnAddressThatIsNotAllowed(String url) throws IOException {
    answers.add(addresses("127.0.0.1", "10.0.0.1"));
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK")) {

      Exchange exchange = get(FetchSettings.defaults(), url.formatted(upstream.port()));

      assertThat(outcome(exchange)).isEqualTo(PollOutcome.ADDRESS_BLOCKED);
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void connectsToTheCheckedAddressWithTheHostOfTheUrl() throws IOException {
    answers.add(addresses("127.0.0.1"));
    // The address of a second lookup (DNS rebinding).
    answers.add(addresses("10.0.0.1"));
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 0")) {

      Exchange exchange = get(FetchSettings.of(), "http://news.example:" + upstream.port() + "/");

      assertThat(exchange).isInstanceOf(Exchange.Response.class);
      assertThat(upstream.requests().get(0))
          .containsIgnoringCase("host: news.example:" + upstream.port() + "\r\n");
      assertThat(answers).hasSize(1);
    }
  }

  @Test
  void skipsForbiddenAddressesOfAName() throws IOException {
    answers.add(addresses("10.0.0.1", "::1", "127.0.0.1"));
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 0")) {
      assertThat(get(FetchSettings.of(), "http://news.example:" + upstream.port() + "/"))
          .isInstanceOf(Exchange.Response.class);
    }
  }

  @Test
  void triesTheSecondAddressIfTheFirstIsUnreachable() throws IOException {
    answers.add(addresses("127.0.0.2", "127.0.0.1"));
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 0")) {
      assertThat(get(FetchSettings.of(), "http://news.example:" + upstream.port() + "/"))
          .isInstanceOf(Exchange.Response.class);
    }
  }

  @Test
  void putsAnIpv6AddressInBracketsIntoTheHostHeader() throws IOException {
    ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("::1"));
    RawUpstream.Script fine = (request, out) -> RawUpstream.say(out, "HTTP/1.1 200 OK");
    try (RawUpstream upstream = RawUpstream.on(listener, fine)) {

      Exchange exchange =
          get(
              FetchSettings.of("allowed-networks", "::1/128"),
              "http://[::1]:" + upstream.port() + "/");

      assertThat(exchange).isInstanceOf(Exchange.Response.class);
      assertThat(upstream.requests().get(0))
          .containsIgnoringCase("host: [::1]:" + upstream.port() + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"http://256.1.1.1/, ADDRESS_BLOCKED", "http://1.2.3.4.5/, ADDRESS_BLOCKED"})
  void usesNoProxyAndFollowsNoRedirect(String url, PollOutcome outcome) {
    assertThat(outcome(get(FetchSettings.of(), url))).isEqualTo(outcome);
  }

  @Test
  void doesNotWaitForSlowDns() {
    Exchange exchange =
        get(
            FetchSettings.of("dns-timeout", "300ms"),
            "http://news.example/",
            name -> Uni.createFrom().nothing());

    assertThat(outcome(exchange)).isEqualTo(PollOutcome.DNS_ERROR);
  }

  @Test
  void reportsANameWithoutAddress() {
    Exchange exchange =
        get(
            FetchSettings.of(),
            "http://news.example/",
            name -> Uni.createFrom().failure(new UnknownHostException("no such name")));

    assertThat(outcome(exchange)).isEqualTo(PollOutcome.DNS_ERROR);
    assertThat(((Exchange.Failed) exchange).detail())
        .isEqualTo(
            "the name news.example cannot be resolved: check the host of the URL, and the name servers");
  }
}
