package news.rendezvous.ingest.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.fetch.http.LoopbackTransport;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References that are resolved by an HTTP server. */
class EndPointRequestTest {

  private static final LinkHash LINK = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final LoopbackTransport LOOPBACK = new LoopbackTransport();
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static HttpServer server;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** The answer of the running test. */
  private static volatile String[] answer = {};

  @BeforeAll
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", EndPointRequestTest::answer);
    server.start();
  }

  @AfterAll
  static void close() {
    server.stop(0);
    LOOPBACK.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          302 | https://pier.example/b   | ``               | ``                                        | redirect        | STORY      | https://pier.example/b
          301 | /older                   | ``               | ``                                        | redirect        | STORY      | ~/older
          307 | http://10.0.0.1/admin    | ``               | ``                                        | address_blocked | UNRESOLVED | ``
          302 | javascript:alert(1)      | ``               | ``                                        | unreadable      | UNRESOLVED | ``
          302 | https://n.example/self   | ``               | ``                                        | redirect        | SELF       | https://n.example/self
          200 | ``                       | application/json | ["https://pier.example/b","https://pier.example/c"] | json  | STORY      | https://pier.example/b https://pier.example/c
          200 | ``                       | application/json | {"urls":["https://pier.example/b.jpg"]}   | json            | IMAGE      | https://pier.example/b.jpg
          200 | ``                       | application/json | {"url":"https://pier.example/b.mp4"}      | json            | MEDIA      | https://pier.example/b.mp4
          200 | ``                       | application/json | {"data":{"urls":[{"web_url":"https://pier.example/b"}]}} | json | STORY  | https://pier.example/b
          200 | ``                       | application/json | ["http://169.254.169.254/"]               | address_blocked | UNRESOLVED | ``
          200 | ``                       | application/json | []                                        | empty           | UNRESOLVED | ``
          200 | ``                       | text/plain       | https://pier.example/b                    | text            | STORY      | https://pier.example/b
          200 | ``                       | image/png        | not looked at                             | media           | IMAGE      | ~/getUrls?link=0123456789abcdef0123456789abcdef
          200 | ``                       | video/mp4        | not looked at                             | media           | MEDIA      | ~/getUrls?link=0123456789abcdef0123456789abcdef
          200 | ``                       | audio/mpeg       | not looked at                             | media           | MEDIA      | ~/getUrls?link=0123456789abcdef0123456789abcdef
          200 | ``                       | text/html        | <link rel=canonical href=/quay>           | page            | STORY      | ~/quay
          200 | ``                       | text/html        | <meta property="og:url" content="https://pier.example/og"> | page | STORY | https://pier.example/og
          200 | ``                       | text/html        | <p>A quay</p>                             | page            | STORY      | ~/getUrls?link=0123456789abcdef0123456789abcdef
          200 | ``                       | text/html        | <title>Just a moment...</title>           | challenge       | UNRESOLVED | ``
          204 | ``                       | ``               | ``                                        | absent          | UNRESOLVED | ``
          404 | ``                       | text/plain       | no                                        | absent          | UNRESOLVED | ``
          410 | ``                       | text/plain       | no                                        | absent          | UNRESOLVED | ``
          429 | ``                       | text/plain       | no                                        | throttled       | UNRESOLVED | ``
          503 | ``                       | text/plain       | no                                        | http_error      | UNRESOLVED | ``
          0   | ``                       | ``               | ``                                        | timeout         | UNRESOLVED | ``
          """)
  void isUnderstoodWhateverItAnswers(
      int status,
      String location,
      String type,
      String body,
      String label,
      Related.Kind kind,
      String urls) {
    answer = new String[] {String.valueOf(status), location, type, body};
    ASKED.clear();

    Related related = resolve();

    assertThat(related.kind()).isEqualTo(kind);
    assertThat(related.urls().stream().map(CanonicalUrl::toString))
        .containsExactlyElementsOf(
            urls.isEmpty() ? List.of() : List.of(urls.replace("~", base()).split(" ")));
    assertThat(metrics.get("rendezvous.resolve").tag("kind", label).counter().count()).isEqualTo(1);
    assertThat(ASKED).as("nothing is followed").containsExactly("GET /getUrls?link=" + LINK);
  }

  private Related resolve() {
    ResolveSettings settings = new ResolveSettings(Duration.ofSeconds(10));
    AnswerCache memory = new AnswerCache(settings, () -> Instant.EPOCH, (link, kept) -> {});
    Resolver resolver =
        new Resolver(
            LOOPBACK::get,
            RequestClock.running(1, "0s"),
            Duration.ofDays(7),
            url -> LOOPBACK.guard().refusal(url.toString()).isEmpty(),
            settings,
            memory,
            metrics,
            () -> Instant.EPOCH,
            PipelineTracing.OFF);
    resolver.ready();
    URI address = URI.create(base() + "/getUrls?link=" + LINK);
    return resolver
        .of("source", Context.root())
        .resolve(
            List.of(new EntryReference(LINK, "Quay", List.of(address))),
            CanonicalUrl.of("https://n.example/self").orElseThrow())
        .await()
        .atMost(Duration.ofSeconds(15))
        .get(0);
  }

  private static String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    ASKED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String[] says = answer;
    if (says[0].equals("0")) {
      return; // never responds
    }
    if (!says[1].isEmpty()) {
      exchange.getResponseHeaders().set("Location", says[1]);
    }
    exchange.getResponseHeaders().set("Content-Type", says[2]);
    byte[] body = says[3].getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(says[0]), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
