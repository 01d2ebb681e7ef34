package news.rendezvous.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.Certificates;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.RawUpstream;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {

  @TempDir private static Path directory;
  private static Certificates certificates;

  private final Vertx vertx = Vertx.vertx();
  private final FetchConfig config = FetchSettings.of();
  private Transport transport;

  @BeforeAll
  static void make() {
    certificates = new Certificates(directory);
  }

  @BeforeEach
  void open() throws IOException, GeneralSecurityException {
    transport = transport(config);
  }

  private Transport transport(FetchConfig settings) throws IOException, GeneralSecurityException {
    return new Transport(
        vertx,
        settings,
        new AddressGuard(settings),
        name -> Uni.createFrom().item(List.of(InetAddress.getLoopbackAddress())),
        Transport.options(settings).setTrustOptions(certificates.trust()));
  }

  @AfterEach
  void close() {
    transport.close();
    vertx.close();
  }

  private static RawUpstream serving(String certificate, String head)
      throws IOException, GeneralSecurityException {
    return RawUpstream.on(
        certificates.listener(certificate), (request, out) -> RawUpstream.say(out, head));
  }

  private Exchange get(int port) {
    HttpRequest hop =
        new HttpRequest(
            HttpUrl.get("https://news.example:" + port + "/"), Map.of(), head -> BodyPlan.skip());
    return transport.exchange(hop).await().atMost(Duration.ofSeconds(10));
  }

  @Test
  void comparesTheCertificateWithTheNameThoughItConnectsToTheAddress()
      throws IOException, GeneralSecurityException {
    try (RawUpstream upstream = serving("valid", "HTTP/1.1 200 OK")) {

      Exchange exchange = get(upstream.port());

      assertThat(exchange).isInstanceOf(Exchange.Response.class);
      assertThat(upstream.requests().get(0)).containsIgnoringCase("host: news.example");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "expired, has expired",
    "early, not valid yet",
    "other, No subject alternative DNS name matching news.example",
    "selfsigned, self-signed"
  })
  void refusesAnyOtherCertificate(String certificate, String reason)
      throws IOException, GeneralSecurityException {
    try (RawUpstream upstream = serving(certificate, "HTTP/1.1 200 OK")) {

      Exchange exchange = get(upstream.port());

      assertThat(exchange).isInstanceOf(Exchange.Failed.class);
      Exchange.Failed failed = (Exchange.Failed) exchange;
      assertThat(failed.outcome()).isEqualTo(PollOutcome.TLS_ERROR);
      assertThat(failed.detail()).contains(reason).contains("127.0.0.1:" + upstream.port());
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void doesNotWaitForAHandshakeThatStalls() throws IOException, GeneralSecurityException {
    transport = transport(FetchSettings.of("tls-timeout", "300ms"));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {

      Exchange exchange = get(silent.getLocalPort());

      assertThat(((Exchange.Failed) exchange).outcome()).isEqualTo(PollOutcome.TLS_TIMEOUT);
    }
  }

  @Test
  void reportsAPortWithoutTls() throws IOException {
    ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    try (listener) {
      Thread plain = new Thread(() -> answerInPlainText(listener));
      plain.start();

      Exchange.Failed failed = (Exchange.Failed) get(listener.getLocalPort());

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TLS_ERROR);
      assertThat(failed.detail()).contains("does not speak TLS");
    }
  }

  private static void answerInPlainText(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.getOutputStream().write(RawUpstream.bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
      client.getInputStream().readAllBytes();
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  @Test
  void neverFollowsARedirectOutOfTls() throws IOException, GeneralSecurityException {
    try (RawUpstream plain = RawUpstream.saying("HTTP/1.1 200 OK");
        RawUpstream secure = serving("valid", "HTTP/1.1 301 Moved\nLocation: " + plain.url("/"))) {
      RequestScheduler requests = RequestClock.running(1, "0s");
      Fetcher fetcher =
          new Fetcher(transport, requests, config, FetcherTest.VAULT, InstantSource.system());
      String url = "https://news.example:" + secure.port() + "/";
      Source source = new Source("s", url, null, null, null, null, null, null, true, false);

      Fetched fetched =
          FetcherTest.fetched(requests, fetcher, source, Validators.NONE, answer -> answer)
              .await()
              .atMost(Duration.ofSeconds(10));

      assertThat(fetched)
          .isInstanceOfSatisfying(
              Fetched.Failed.class,
              failed -> assertThat(failed.outcome()).isEqualTo(PollOutcome.DOWNGRADE_BLOCKED));
      assertThat(plain.requests()).isEmpty();
    }
  }
}
