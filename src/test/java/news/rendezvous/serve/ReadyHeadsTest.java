package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks again in the same bytes gets the same bytes, and everybody else is heard. */
@QuarkusTest
@TestProfile(ServingProfile.class)
class ReadyHeadsTest {

  @Inject Timeline timeline;
  @Inject InstantSource clock;
  @Inject MeterRegistry metrics;
  @Inject Requests requests;

  @TestHTTPResource("/")
  URI root;

  /** Counts what the HTTP server makes of bytes. */
  @ApplicationScoped
  static class Requests {

    private final AtomicInteger seen = new AtomicInteger();

    void count(@Observes Filters filters) {
      filters.register(
          context -> {
            seen.incrementAndGet();
            context.next();
          },
          1_000);
    }

    int seen() {
      return seen.get();
    }
  }

  @BeforeEach
  void fillTheTimeline() {
    ReadyService.awaitView();
    IntStream.range(0, 5).mapToObj(n -> Samples.item(n, "Wire " + n, "harbour")).forEach(this::put);
  }

  private void put(NewsItem item) {
    Timelines.put(timeline, Timelines.held(item, clock.instant()));
  }

  private static String request(String path, String... headers) {
    String told = Stream.of(headers).map(h -> h + "\r\n").collect(Collectors.joining());
    return "GET " + path + " HTTP/1.1\r\nHost: wire.example.org\r\n" + told + "\r\n";
  }

  /** A connection on which the requests were asked until they are known, and none is under way. */
  private RawConnection knowing(String... known) throws IOException {
    RawConnection connection = new RawConnection(root);
    for (int n = 0; n < 4; n++) {
      for (String request : known) {
        connection.ask(request);
      }
    }
    return connection;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept-Encoding: gzip",
        "Accept-Encoding: br",
        "Accept-Encoding: identity",
        "If-None-Match: *",
        "If-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT",
        "Connection: keep-alive",
        "User-Agent: Läser",
        "X-Forwarded-For: 192.0.2.1",
        "Forwarded: host=evil.example.org"
      })
  void answersWithTheBytesThatTheServerSent(String header) throws IOException {
    String asked = request("/feed.rss?q=wire", header);
    try (RawConnection connection = new RawConnection(root)) {
      connection.ask(asked);
      String sent = connection.ask(asked);
      connection.ask(asked);
      int before = requests.seen();

      String again = connection.ask(asked);

      assertThat(again).isEqualTo(sent);
      assertThat(requests.seen()).isEqualTo(before);
    }
  }

  @Test
  void knowsWhatWasAskedOnAnotherConnection() throws IOException {
    String asked = request("/feed.atom?q=wire");
    try (RawConnection one = knowing(asked);
        RawConnection other = knowing(request("/feed.rss?q=wire"))) {
      String expected = one.ask(asked);
      int before = requests.seen();

      String answer = other.ask(asked);

      assertThat(answer).isEqualTo(expected);
      assertThat(requests.seen()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie: a=b",
        "Authorization: Basic x",
        "Range: bytes=0-9",
        "Content-Length: 0",
        "Expect: 100-continue"
      })
  void hearsThoseWhoMayMeanMore(String header) throws IOException {
    String asked = request("/feed.rss?q=wire", header);
    try (RawConnection connection = knowing(asked)) {
      int before = requests.seen();

      String answer = connection.ask(asked);

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(requests.seen()).isEqualTo(before + 1);
    }
  }

  @Test
  void answersWhoeverComesThroughAProxy() throws IOException {
    try (RawConnection connection = knowing(request("/feed.rss?q=wire"))) {
      String expected = connection.ask(request("/feed.rss?q=wire"));
      int before = requests.seen();

      for (int n = 0; n < 5; n++) {
        String answer =
            connection.ask(
                request(
                    "/feed.rss?q=wire", "x-forwarded-for: 192.0.2." + n, "X-Request-ID: a" + n));
        assertThat(answer).isEqualTo(expected);
      }

      assertThat(requests.seen()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Real-IP: 192.0.2.1\r\n folded",
        "X-Real-IP: \u00e9",
        "X-Real-IP: \t",
        "X-Real-IPs: 192.0.2.1"
      })
  void hearsWhatIsNoLineOfAProxy(String header) throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      int before = requests.seen();

      String answer = connection.ask(request("/feed.rss?q=wire", header));

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(requests.seen()).isEqualTo(before + 1);
    }
  }

  @Test
  void takesNoLineBehindARequestForAPartOfIt() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      connection.send(known + "X-Forwarded-For: 192.0.2.1\r\n");

      assertThat(connection.receive()).isEqualTo(expected);
      assertThat(connection.ask("\r\n")).contains(" 400 Bad Request\r\n");
    }
  }

  @Test
  void datesEachAnswerAnew() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      int before = requests.seen();
      connection.ask(known);
      String date = connection.date();

      await()
          .untilAsserted(
              () -> {
                connection.ask(known);
                assertThat(second(connection.date())).isAfter(second(date));
              });

      assertThat(second(date)).isCloseTo(clock.instant(), within(10, ChronoUnit.SECONDS));
      assertThat(requests.seen()).isEqualTo(before);
    }
  }

  private static Instant second(String date) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
  }

  @Test
  void closesWhereTheClientAsksForIt() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String last = connection.ask(request("/feed.rss?q=wire", "Connection: close"));

      assertThat(last).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void answersAnewAfterAChange() throws IOException {
    String asked = request("/feed.json?q=tidal");
    try (RawConnection connection = knowing(asked)) {
      put(Samples.item(7, "Tidal gate", "harbour"));

      String changed = connection.ask(asked);

      assertThat(changed).contains("Tidal gate");
    }
  }

  @Test
  void answersAllThatComesAtOnceInItsOrder() throws IOException {
    String rss = request("/feed.rss?q=wire");
    String atom = request("/feed.atom?q=wire");
    try (RawConnection connection = knowing(rss, atom)) {
      String first = connection.ask(rss);
      String second = connection.ask(atom);

      connection.send(rss + atom + rss);

      assertThat(connection.receive()).isEqualTo(first);
      assertThat(connection.receive()).isEqualTo(second);
      assertThat(connection.receive()).isEqualTo(first);
      assertThat(connection.ask(atom)).isEqualTo(second);
    }
  }

  @Test
  void waitsForWhatIsStillOwed() throws IOException {
    String known = request("/feed.rss?q=wire");
    String slower = request("/sources/canal/feed.json");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      connection.send(slower);
      connection.send(known);

      assertThat(connection.receive()).contains("Canal Courier");
      assertThat(connection.receive()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 20, 40})
  void understandsARequestThatComesInTwoParts(int first) throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      connection.send(known.substring(0, first));
      connection.send(known.substring(first));

      assertThat(connection.receive()).isEqualTo(expected);
      assertThat(connection.ask(known)).isEqualTo(expected);
    }
  }

  @Test
  void understandsARequestThatComesByteByByte() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      for (String piece : known.split("")) {
        connection.send(piece);
      }

      assertThat(connection.receive()).isEqualTo(expected);
      assertThat(connection.ask(known)).isEqualTo(expected);
    }
  }

  @Test
  void staysWhatItIsWhereAnUpgradeComesLate() throws IOException {
    String known = request("/feed.rss?q=wire");
    String upgrade =
        request(
            "/feed.rss?q=wire",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      assertThat(connection.ask(upgrade)).isEqualTo(expected);
      assertThat(connection.ask(known)).isEqualTo(expected);
    }
  }

  @Test
  void understandsARequestWhoseEndComesWithTheNext() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      connection.send(known + known.substring(0, 9));
      String one = connection.receive();
      connection.send(known.substring(9));

      assertThat(one).isEqualTo(expected);
      assertThat(connection.receive()).isEqualTo(expected);
      assertThat(connection.ask(known)).isEqualTo(expected);
    }
  }

  @Test
  void takesNoPartOfARequestForAWhole() throws IOException {
    String plain = request("/feed.rss?q=wire");
    String beginning = "GET /feed.rss?q=wire HTTP/1.1\r\nAccept-Encoding: gzip\r\nUser-Agent: ";
    try (RawConnection connection = knowing(plain)) {
      String expected = connection.ask(plain);

      for (int n = 0; n < 4; n++) {
        connection.send(beginning);
        connection.send(plain);
        assertThat(connection.receive()).contains("\r\nContent-Encoding: gzip\r\n");
      }

      assertThat(connection.ask(plain)).isEqualTo(expected);
    }
  }

  @Test
  void takesNoBodyForARequest() throws IOException {
    String known = request("/feed.rss?q=wire");
    try (RawConnection connection = knowing(known)) {
      String expected = connection.ask(known);

      String other =
          connection.ask(request("/feed.rss?q=none", "Content-Length: " + known.length()));
      connection.send(known);
      String next = connection.ask(request("/feed.json?q=none"));

      assertThat(other).contains("application/rss+xml").isNotEqualTo(expected);
      assertThat(next).contains("application/feed+json");
    }
  }

  @Test
  void countsAsTheServerDoes() throws IOException {
    String asked = request("/feed.atom?q=wire");
    try (RawConnection connection = knowing(asked)) {
      long before = counted("/feed.atom");
      int seen = requests.seen();

      connection.ask(asked);
      connection.ask(asked);

      assertThat(counted("/feed.atom")).isEqualTo(before + 2);
      assertThat(requests.seen()).isEqualTo(seen);
    }
  }

  private long counted(String uri) {
    return metrics.get("http.server.requests").tags("uri", uri, "status", "200").timer().count();
  }
}
