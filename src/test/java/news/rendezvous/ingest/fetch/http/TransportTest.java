package news.rendezvous.ingest.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {

  private static final Function<ResponseHead, BodyPlan> WHOLE =
      head -> new BodyPlan(5 << 20, 15 << 20, BodyPlan.WhenOver.FAIL);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] FEED = RawUpstream.bytes("<rss version='2.0'><channel/></rss>");

  private final Vertx vertx = Vertx.vertx();
  private final Transport transport =
      transport(FetchSettings.of("contact", "https://quay.example/about"));

  @AfterEach
  void close() {
    transport.close();
    vertx.close();
  }

  private Transport transport(FetchConfig config) {
    return new Transport(vertx, config, new AddressGuard(config));
  }

  /** Makes a request with one short timeout. */
  private Exchange.Failed timedOut(String timeout, HttpUrl url) {
    Transport impatient = transport(FetchSettings.of(timeout, "500ms"));
    try {
      return failed(
          impatient.exchange(new HttpRequest(url, Map.of(), WHOLE)).await().atMost(PATIENCE));
    } finally {
      impatient.close();
    }
  }

  private Exchange get(HttpUrl url) {
    return get(url, WHOLE);
  }

  private Exchange get(HttpUrl url, Function<ResponseHead, BodyPlan> plan) {
    return transport.exchange(new HttpRequest(url, Map.of(), plan)).await().atMost(PATIENCE);
  }

  private static Exchange.Failed failed(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Failed.class);
    return (Exchange.Failed) exchange;
  }

  private static Exchange.Response response(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Exchange.Response.class);
    return (Exchange.Response) exchange;
  }

  @Test
  void returnsStatusHeadersAndBody() throws IOException {
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 203 OK\nContent-Length: 35\nX-Colour: blue", FEED)) {

      Exchange.Response response = response(get(upstream.at("/feed?a=1&b=%20c")));

      assertThat(response.head().status()).isEqualTo(203);
      assertThat(response.head().header("x-colour")).isEqualTo("blue");
      assertThat(response.body()).isEqualTo(FEED);
      assertThat(response.wireBytes()).isEqualTo(35);
      assertThat(upstream.requests())
          .singleElement()
          .asString()
          .startsWith("GET /feed?a=1&b=%20c HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nhost: 127.0.0.1:" + upstream.port() + "\r\n")
          .containsIgnoringCase("\r\naccept-encoding: gzip\r\n")
          .containsIgnoringCase("\r\nuser-agent: Rendezvous/")
          .contains(" (+https://quay.example/about)\r\n")
          .doesNotContainIgnoringCase("cookie");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.0 200 OK                                                    | <rss/>
          HTTP/1.1 200 OK                                                    | <rss/>
          HTTP/1.1 200 OK~Content-Encoding: identity~Content-Length: 6       | <rss/>
          HTTP/1.1 200 OK~Transfer-Encoding: chunked                         | 6;x=y~<rss/>~0~~
          HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 200 OK                  | <rss/>
          HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: 6           | <rss/>surplus
          """)
  void readsBodiesOfAnyFraming(String head, String body) throws IOException {
    byte[] bytes = RawUpstream.bytes(body.replace("~", "\r\n"));
    try (RawUpstream upstream = RawUpstream.saying(head.replace("~", "\n"), bytes)) {
      assertThat(response(get(upstream.at("/"))).body()).asString(UTF_8).isEqualTo("<rss/>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-8", "none", "None, identity", "text/xml", "8bit", "binary", "", "iso-8859-1"})
  void ignoresAnUnregisteredContentEncoding(String value) throws IOException {
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: " + value, FEED)) {
      assertThat(response(get(upstream.at("/"))).body()).isEqualTo(FEED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK~Content-Length: 6~~<rss/>
          HTTP/1.1 200 OK~X-Colour: blue~~<rss/>
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~6^<rss/>^0^^
          HTTP/1.1 103 Early Hints~~HTTP/1.1 200 OK~Content-Length: 6~~<rss/>surplus
          HTTP/1.1 200 OK^Content-Length: 6^Content-Length: 6^^<rss/>
          HTTP/1.1 200 OK^Content-Length: 6, 6^^<rss/>
          """)
  void readsHeadsLeniently(String answer) throws IOException {
    byte[] bytes = RawUpstream.bytes(answer.replace("~", "\n").replace("^", "\r\n"));
    try (RawUpstream upstream = RawUpstream.with((request, out) -> out.write(bytes))) {
      Exchange.Response response =
          response(
              transport
                  .exchange(
                      new HttpRequest(
                          upstream.at("/a?b=c"), Map.of("If-None-Match", "\"é\""), WHOLE))
                  .await()
                  .atMost(PATIENCE));

      assertThat(response.head().status()).isEqualTo(200);
      assertThat(response.body()).asString(UTF_8).isEqualTo("<rss/>");
      assertThat(upstream.requests()).hasSize(2);
      assertThat(lines(upstream.requests().get(1)))
          .contains("Connection: close")
          .containsAll(lines(upstream.requests().get(0)));
    }
  }

  private static Set<String> lines(String request) {
    return request
        .lines()
        .map(line -> line.replaceFirst("(?i)^(host|user-agent|accept-encoding):", "$1:"))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 6~~<rss/> | HTTP_ERROR
          HTTP/1.1 200 OK~Content-Length: 99~~<rss/>                  | TRUNCATED
          HTTP/1.1 200 OK~Content-Length: 99999999~~<rss/>            | TOO_LARGE
          """)
  void holdsHeadsThatOnlyBrowsersReadToTheSameRules(String answer, PollOutcome outcome)
      throws IOException {
    byte[] bytes = RawUpstream.bytes(answer.replace("~", "\n"));
    try (RawUpstream upstream = RawUpstream.with((request, out) -> out.write(bytes))) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void pausesALenientResponseForTheMemoryBudget() throws IOException {
    byte[] body = new byte[400_000];
    byte[] head = RawUpstream.bytes("HTTP/1.1 200 OK\nContent-Length: 400000\n\n");
    try (RawUpstream upstream =
        RawUpstream.with(
            (request, out) -> {
              out.write(head);
              out.write(body);
            })) {
      HttpRequest hop = new HttpRequest(upstream.at("/"), Map.of(), WHOLE, new Stingy());

      assertThat(response(transport.exchange(hop).await().atMost(PATIENCE)).body())
          .hasSize(400_000);
    }
  }

  /** Grants memory at the second request only. */
  private static final class Stingy implements MemoryBudget.Reservation {

    private boolean refused;

    @Override
    public boolean grow(long bytes, Runnable goOn) {
      refused = !refused;
      if (refused) {
        goOn.run();
      }
      return !refused;
    }

    @Override
    public long waited() {
      return 0;
    }
  }

  @Test
  void acceptsFourMebibytes() throws IOException {
    byte[] large = new byte[4 << 20];
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 4194304", large)) {
      assertThat(response(get(upstream.at("/"))).body()).hasSize(4 << 20);
    }
  }

  @Test
  void decodesGzipAndCountsWireBytes() throws IOException {
    byte[] plain = new byte[1 << 20];
    byte[] wire = GzipDecoderTest.gzip(plain);
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: x-gzip", wire)) {

      Exchange.Response response = response(get(upstream.at("/")));

      assertThat(response.body()).isEqualTo(plain);
      assertThat(response.wireBytes()).isEqualTo(wire.length);
    }
  }

  @Test
  void reportsAPortWithoutListener() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }

    Exchange.Failed failed = failed(get(HttpUrl.get("http://127.0.0.1:" + port + "/")));

    assertThat(failed.outcome()).isEqualTo(PollOutcome.CONNECT_ERROR);
    assertThat(failed.detail()).isEqualTo("nothing listens at 127.0.0.1:" + port);
  }

  @Test
  void timesOutAConnection() throws IOException {
    // A listener whose queue is full drops SYNs, as a firewall does.
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket full = new ServerSocket(0, 1, loopback);
        Socket first = new Socket(loopback, full.getLocalPort());
        Socket second = new Socket(loopback, full.getLocalPort())) {

      HttpUrl url = HttpUrl.get("http://127.0.0.1:" + full.getLocalPort() + "/");
      Exchange.Failed failed = timedOut("connect-timeout", url);

      assertThat(failed.outcome()).isEqualTo(PollOutcome.CONNECT_TIMEOUT);
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void timesOutTheHeaders() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream upstream = RawUpstream.with((request, out) -> hang(end))) {

      Exchange.Failed failed = timedOut("header-timeout", upstream.at("/"));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TIMEOUT);
      assertThat(failed.detail()).contains("no response headers").contains("500 ms");
    } finally {
      end.countDown();
    }
  }

  private static void hang(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "})
  void timesOutASlowBody(String beginning) throws IOException {
    try (RawUpstream upstream = RawUpstream.with((request, out) -> drip(out, beginning))) {

      Exchange.Failed failed = timedOut("total-timeout", upstream.at("/"));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TIMEOUT);
      assertThat(failed.wireBytes()).isBetween(beginning.contains("X:") ? 0L : 1L, 99_999L);
      await().until(() -> upstream.connections() == 0);
    }
  }

  private static void drip(OutputStream out, String beginning) throws IOException {
    out.write(RawUpstream.bytes(beginning));
    AtomicInteger sent = new AtomicInteger();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .until(() -> isRefused(out) || sent.incrementAndGet() > 180);
  }

  private static boolean isRefused(OutputStream out) {
    try {
      out.write('x');
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\nTransfer-Encoding: chunked", ""})
  void closesTheSocketOfAnEndlessBodyAtTheLimit(String framing) throws IOException {
    AtomicLong sent = new AtomicLong();
    byte[] chunk = RawUpstream.bytes("10000\r\n" + "x".repeat(0x10000) + "\r\n");
    RawUpstream.Script endless =
        (request, out) -> {
          RawUpstream.say(out, "HTTP/1.1 200 OK" + framing);
          while (sent.addAndGet(chunk.length) < 1L << 30) {
            out.write(chunk);
          }
        };
    try (RawUpstream upstream = RawUpstream.with(endless)) {

      Exchange.Failed failed = failed(get(upstream.at("/")));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TOO_LARGE);
      assertThat(failed.wireBytes()).isBetween(5L << 20, 6L << 20);
      await().until(() -> upstream.connections() == 0);
      assertThat(sent).hasValueLessThan(40L << 20);
    }
  }

  @Test
  void rejectsATooLargeContentLength() throws IOException {
    AtomicInteger written = new AtomicInteger();
    RawUpstream.Script huge =
        (request, out) -> {
          RawUpstream.say(out, "HTTP/1.1 200 OK\nContent-Length: 53687091200");
          while (written.incrementAndGet() < 1 << 20) {
            out.write(new byte[1000]);
          }
        };
    try (RawUpstream upstream = RawUpstream.with(huge)) {

      Exchange.Failed failed = failed(get(upstream.at("/")));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TOO_LARGE);
      assertThat(failed.detail()).contains("53687091200");
      assertThat(failed.wireBytes()).isZero();
      await().until(() -> upstream.connections() == 0);
    }
  }

  @Test
  void stopsADecompressionBombAtTheLimit() throws IOException {
    byte[] bomb = GzipDecoderTest.gzip(new byte[100 << 20]);
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: gzip", bomb)) {

      Exchange.Failed failed = failed(get(upstream.at("/")));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TOO_LARGE);
      assertThat(failed.wireBytes()).isLessThan(bomb.length + 1L);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: 100        | <rss
          Transfer-Encoding: chunked | 5~<rss>~
          Transfer-Encoding: chunked | 50~<rss>
          Transfer-Encoding: chunked | zz~<rss>~0~~
          """)
  void detectsATruncatedBody(String framing, String body) throws IOException {
    byte[] bytes = RawUpstream.bytes(body.replace("~", "\r\n"));
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\n" + framing, bytes)) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(PollOutcome.TRUNCATED);
    }
  }

  @Test
  void detectsATruncatedGzipTrailer() throws IOException {
    byte[] whole = GzipDecoderTest.gzip(FEED);
    byte[] cut = Arrays.copyOf(whole, whole.length - 10);
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: gzip", cut)) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(PollOutcome.TRUNCATED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "zstd",
        "deflate",
        "compress",
        "gzip, gzip",
        "gzip\nContent-Encoding: br",
        "utf-8, br",
        "DCZ"
      })
  void rejectsOtherContentCodings(String value) throws IOException {
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: " + value, FEED)) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(PollOutcome.BAD_ENCODING);
    }
  }

  @Test
  void rejectsNestedGzipAndOtherBytes() throws IOException {
    byte[] twice = GzipDecoderTest.gzip(GzipDecoderTest.gzip(FEED));
    for (byte[] body : List.of(twice, FEED)) {
      try (RawUpstream upstream =
          RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: gzip", body)) {
        assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(PollOutcome.BAD_ENCODING);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'SSH-2.0-OpenSSH_9.2\n', HTTP_ERROR",
    "'HTTP/1.1 200 OK\nContent-Length: -3', HTTP_ERROR"
  })
  void detectsAnotherProtocol(String head, PollOutcome outcome) throws IOException {
    try (RawUpstream upstream = RawUpstream.saying(head)) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void detectsAConnectionThatIsClosedWithoutAResponse() throws IOException {
    try (RawUpstream upstream = RawUpstream.with((request, out) -> {})) {
      assertThat(failed(get(upstream.at("/"))).outcome()).isEqualTo(PollOutcome.CONNECT_ERROR);
    }
  }

  @Test
  void truncatesTheBodyByThePlan() throws IOException {
    BodyPlan tenBytes = new BodyPlan(10, 10, BodyPlan.WhenOver.CUT);
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 35", FEED)) {
      assertThat(response(get(upstream.at("/"), head -> tenBytes)).body())
          .isEqualTo(Arrays.copyOf(FEED, 10));
    }
  }

  @Test
  void truncatesTheDecodedBody() throws IOException {
    BodyPlan cut = new BodyPlan(1000, 10, BodyPlan.WhenOver.CUT);
    byte[] wire = GzipDecoderTest.gzip(FEED);
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Encoding: gzip", wire)) {
      assertThat(response(get(upstream.at("/"), head -> cut)).body())
          .isEqualTo(Arrays.copyOf(FEED, 10));
    }
  }

  @Test
  void skipsTheBodyByThePlan() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    RawUpstream.Script stalling =
        (request, out) -> {
          RawUpstream.say(out, "HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Encoding: br");
          hang(end);
        };
    try (RawUpstream upstream = RawUpstream.with(stalling)) {

      Exchange.Response response = response(get(upstream.at("/"), head -> BodyPlan.skip()));

      assertThat(response.head().header("Content-Type")).isEqualTo("image/png");
      assertThat(response.body()).isEmpty();
    } finally {
      end.countDown();
    }
  }

  @Test
  void closesTheConnectionWhenCancelled() throws IOException {
    try (RawUpstream upstream =
        RawUpstream.with((request, out) -> drip(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
      Uni<Exchange> exchange =
          transport.exchange(new HttpRequest(upstream.at("/"), Map.of(), WHOLE));
      Cancellable waiting = exchange.subscribe().with(ignored -> {});
      await().until(() -> upstream.connections() == 1);

      waiting.cancel();

      await().until(() -> upstream.connections() == 0);
    }
  }

  @Test
  void servesRequestsWhileAHundredConnectionsHang() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream hanging = RawUpstream.with((request, out) -> hang(end));
        RawUpstream healthy = RawUpstream.saying("HTTP/1.1 200 OK", FEED)) {
      for (int i = 0; i < 100; i++) {
        transport
            .exchange(new HttpRequest(hanging.at("/"), Map.of(), WHOLE))
            .subscribe()
            .with(ignored -> {});
      }

      Exchange exchange = get(healthy.at("/"));

      assertThat(response(exchange).body()).isEqualTo(FEED);
    } finally {
      end.countDown();
    }
  }
}
