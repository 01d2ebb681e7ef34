package news.rendezvous.serve.feed;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.http.RawConnection;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.http.ServingProfile;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cached response is the one that the resource gave, as long as nothing changes. */
@QuarkusTest
@TestProfile(ServingProfile.class)
class FeedResponseCacheTest {

  private static final String FEED = "/feed.rss?q=wire";
  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject Timeline timeline;
  @Inject ViewRegistry views;
  @Inject InstantSource clock;
  @Inject MeterRegistry metrics;
  @Inject Uncached uncached;

  @TestHTTPResource("/")
  URI root;

  private RawConnection connection;

  /** Counts requests of this test, by their host, that the cache passes on. */
  @ApplicationScoped
  static class Uncached {

    private final AtomicInteger requests = new AtomicInteger();

    void count(@Observes Filters filters) {
      filters.register(
          context -> {
            if (String.valueOf(context.request().getHeader("Host")).endsWith(".example.org")) {
              requests.incrementAndGet();
            }
            context.next();
          },
          1_000);
    }

    int requests() {
      return requests.get();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    ReadyService.awaitView();
    IntStream.range(0, 5)
        .mapToObj(n -> SampleItems.item(n, "Wire " + n, "harbour"))
        .forEach(this::put);
    connection = new RawConnection(root);
  }

  @AfterEach
  void leave() throws IOException {
    connection.close();
  }

  private void put(NewsItem item) {
    Timelines.put(timeline, Timelines.held(item, clock.instant()));
  }

  private static String request(String path, String... headers) {
    String lines = Stream.of(headers).map(h -> h + "\r\n").collect(Collectors.joining());
    return "GET " + path + " HTTP/1.1\r\nHost: wire.example.org\r\n" + lines + "\r\n";
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
  void equalsTheFirstResponse(String header) throws IOException {
    String asked = request("/feed.rss?q=wire&tag=" + header.hashCode(), header);
    String first = connection.ask(asked);
    int before = uncached.requests();

    String second = connection.ask(asked);

    assertThat(parts(second)).isEqualTo(parts(first));
    assertThat(uncached.requests()).isEqualTo(before);
  }

  /** Status line, headers in any order, and body. */
  private static Set<String> parts(String response) {
    int head = response.indexOf("\r\n\r\n");
    Set<String> parts = new HashSet<>(List.of(response.substring(0, head).split("\r\n")));
    parts.add(response.substring(head));
    return parts;
  }

  @ParameterizedTest
  @CsvSource({
    "Accept: application/atom+xml, Accept: application/feed+json",
    "Accept-Encoding: gzip, Accept-Encoding: identity",
    "X: y, Host: other.example.org"
  })
  void isForRequestsOfTheSameVaryHeadersAndHost(String one, String other) throws IOException {
    connection.ask(request("/feed?q=wire", one));
    int before = uncached.requests();

    String answer =
        connection.ask(
            other.startsWith("Host")
                ? request("/feed?q=wire", one).replace("Host: wire.example.org", other)
                : request("/feed?q=wire", other));

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(uncached.requests()).isEqualTo(before + 1);
  }

  @Test
  void leavesPreconditionsThatFailToTheResource() throws IOException {
    connection.ask(request(FEED));

    assertThat(connection.ask(request(FEED, "If-Match: \"x\""))).startsWith("HTTP/1.1 412 ");
  }

  @Test
  void endsWithAChange() throws IOException {
    String asked = request("/feed.json?q=tidal");
    connection.ask(asked);
    put(SampleItems.item(7, "Tidal gate", "harbour"));

    assertThat(connection.ask(asked)).contains("Tidal gate");
  }

  @Test
  void endsWithAChangeOfTheView() throws IOException {
    String asked = request("/views/wires/feed.json");
    views.put(view("wires", "Wires")).await().atMost(SOON);
    assertThat(connection.ask(asked)).contains("\"Wires\"");
    // The follower of the topic may report the change once more.
    await().atMost(SOON).until(() -> isCached(asked));

    views.put(view("wires", "Cables")).await().atMost(SOON);

    assertThat(connection.ask(asked)).contains("\"Cables\"");
    views.remove("wires").await().atMost(SOON);
    assertThat(connection.ask(asked)).startsWith("HTTP/1.1 404 ");
  }

  private boolean isCached(String asked) throws IOException {
    int before = uncached.requests();
    connection.ask(asked);
    return uncached.requests() == before;
  }

  private static SavedView view(String id, String title) {
    return new SavedView(
        id, title, null, "wire", List.of(), List.of(), List.of(), List.of(), false);
  }

  @Test
  void keepsTheOrderOfPipelinedRequests() throws IOException {
    String atom = request("/feed.atom?q=wire");
    String first = connection.ask(request(FEED));
    String second = connection.ask(atom);

    connection.send(request(FEED) + atom + request("/sources/canal/feed.json") + request(FEED));

    assertThat(parts(connection.receive())).isEqualTo(parts(first));
    assertThat(parts(connection.receive())).isEqualTo(parts(second));
    assertThat(connection.receive()).contains("Canal Courier");
    assertThat(parts(connection.receive())).isEqualTo(parts(first));
  }

  @Test
  void takesNoBodyForTheNextRequest() throws IOException {
    String body = request("/feed.json?q=none");
    connection.ask(request(FEED));

    connection.send(request(FEED, "Content-Length: " + body.length()) + body);

    assertThat(connection.receive()).contains("application/rss+xml");
    assertThat(connection.ask(request("/feed.atom?q=none"))).contains("application/atom+xml");
  }

  @Test
  void isTheLastWhereTheClientClosesTheConnection() throws IOException {
    connection.ask(request(FEED));

    String last = connection.ask(request(FEED, "Connection: close"));

    assertThat(last).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
    assertThat(connection.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: wire.example.org",
        "Host: other.example.org",
        ": nameless",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked"
      })
  void isNotSentToAnInvalidRequestOfTheSameKey(String header) throws IOException {
    connection.ask(request(FEED));

    assertThat(connection.ask(request(FEED, header))).startsWith("HTTP/1.1 400 ");
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void isNotSentForAnUnknownVersionOfHttp() throws IOException {
    String asked = request(FEED);
    connection.ask(asked);

    assertThat(connection.ask(asked.replace("HTTP/1.1", "HTTP/1.2"))).contains(" 505 ");
  }

  @Test
  void isForGetAlone() throws IOException {
    String asked = request(FEED);
    connection.ask(asked);

    assertThat(connection.ask(asked.replace("GET", "DELETE"))).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void isForTheHostOfAnAbsoluteTarget() throws IOException {
    String asked = request("http://other.example.org" + FEED);
    connection.ask(request(FEED));

    for (int n = 0; n < 3; n++) {
      assertThat(connection.ask(asked))
          .startsWith("HTTP/1.1 200 ")
          .contains("http://other.example.org" + FEED);
    }
  }

  @Test
  void hasNoPortInLinksWhereHostHasAColonAlone() throws IOException {
    String asked = request("/feed.rss?q=none").replace("wire.example.org", "wire.example.org:");

    for (int n = 0; n < 3; n++) {
      assertThat(connection.ask(asked)).contains("http://wire.example.org/feed.rss?q=none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive, close", "TE,close", "TE\r\nConnection: close"})
  void isTheLastWhereCloseIsOneOfSeveralOptions(String options) throws IOException {
    connection.ask(request(FEED));

    String last = connection.ask(request(FEED, "Connection: " + options));

    assertThat(last).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
    assertThat(connection.isClosed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'', 200, /feed.atom", "If-None-Match: *, 304, REDIRECTION"})
  void isCountedLikeAnyOther(String header, String status, String uri) throws IOException {
    String asked =
        header.isEmpty() ? request("/feed.atom?q=wire") : request("/feed.atom?q=wire", header);
    connection.ask(asked);
    long before = counted(status, uri);

    connection.ask(asked);
    connection.ask(asked);

    assertThat(counted(status, uri)).isEqualTo(before + 2);
  }

  private long counted(String status, String uri) {
    return metrics.get("http.server.requests").tags("uri", uri, "status", status).timer().count();
  }
}
