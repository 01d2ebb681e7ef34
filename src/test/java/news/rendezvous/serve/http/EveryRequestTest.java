package news.rendezvous.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP semantics of every request; bars end lines. */
@QuarkusTest
@TestProfile(ServingProfile.class)
class EveryRequestTest {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: \\d+\r\n");

  private static final String ITEM = "urn:uuid:00000000-0000-5000-8000-000000000000";

  @Inject InstantSource clock;

  @TestHTTPResource("/")
  URI root;

  private RawConnection connection;

  @BeforeEach
  void connect() throws IOException {
    ReadyService.awaitView();
    connection = new RawConnection(root);
  }

  @AfterEach
  void leave() throws IOException {
    connection.close();
  }

  private String ask(String head) throws IOException {
    return connection.ask(head.replace("|", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          200; GET /feed.rss HTTP/1.1|Host: a||
          200; GET /feed.rss HTTP/1.0||
          200; HEAD /feed.atom HTTP/1.1|Host: a||
          304; GET /feed.json HTTP/1.1|Host: a|If-None-Match: *||
          304; HEAD /feed.json HTTP/1.1|Host: a|If-None-Match: *||
          412; GET /feed.json HTTP/1.1|Host: a|If-Match: "x"||
          412; GET /opml HTTP/1.1|Host: a|If-Match: "x"||
          200; GET /feed HTTP/1.1|Host: a||
          200; GET /sources/canal/feed.rss HTTP/1.1|Host: a||
          200; GET /opml HTTP/1.1|Host: a||
          200; GET / HTTP/1.1|Host: a||
          200; GET /stream HTTP/1.1|Host: a||
          200; HEAD /stream HTTP/1.1|Host: a||
          400; GET /stream?from=x HTTP/1.1|Host: a||
          405; POST /stream HTTP/1.1|Host: a|Content-Length: 0||
          400; GET /feed.rss?limit=0 HTTP/1.1|Host: a||
          405; DELETE /feed.rss HTTP/1.1|Host: a||
          200; OPTIONS /feed.rss HTTP/1.1|Host: a||
          404; GET /items/urn:uuid:00000000-0000-5000-8000-000000000000 HTTP/1.1|Host: a||
          404; GET /nowhere HTTP/1.1|Host: a||
          404; GET nowhere HTTP/1.1|Host: a||
          400; GET /feed.rss?q=% HTTP/1.1|Host: a||
          400; GET /feed.rss?tag=%zz HTTP/1.1|Host: a||
          400; GET /feed.rss?q={} HTTP/1.1|Host: a||
          400; GET /stream?q=% HTTP/1.1|Host: a||
          400; GET /?q=% HTTP/1.1|Host: a||
          400; GET /%zz HTTP/1.1|Host: a||
          400; GET /items/%zz HTTP/1.1|Host: a||
          400; POST /admin/sources?% HTTP/1.1|Host: a|Content-Length: 0||
          400; GET /q/health/live?% HTTP/1.1|Host: a||
          400; GET /getUrls?link=% HTTP/1.1|Host: a||
          400; GET /icon.png?% HTTP/1.1|Host: a||
          404; OPTIONS * HTTP/1.1|Host: a||
          400; GET /feed.rss HTTP/1.1||
          401; GET /admin/sources HTTP/1.1|Host: a||
          401; PUT /admin/opml HTTP/1.1|Host: a|Content-Length: 0||
          413; POST /admin/sources HTTP/1.1|Host: a|Content-Length: 9000000||
          200; GET /q/health/live HTTP/1.1|Host: a||
          200; GET /q/metrics HTTP/1.1|Host: a||
          200; GET /q/openapi HTTP/1.1|Host: a||
          404; GET /q/nowhere HTTP/1.1|Host: a||
          500; GET /failing/bug HTTP/1.1|Host: a||
          """)
  void isAnsweredWithADateAndSecurityHeaders(int status, String head) throws IOException {
    String answer = ask(head);

    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(connection.date(), Instant::from))
        .isCloseTo(clock.instant(), within(10, ChronoUnit.SECONDS));
    assertThat(answer)
        .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
        .containsIgnoringCase("\r\nreferrer-policy: no-referrer\r\n")
        .containsPattern("(?i)\r\ncontent-security-policy: default-src 'none'");
    if (status >= 400 && !head.startsWith("HEAD")) {
      assertThat(answer).contains("application/problem+json", "\"status\":" + status);
    }
  }

  // RFC 9110 section 9.3.2: HEAD has the headers of GET.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/feed.rss",
        "/feed",
        "/sources/canal/feed.json",
        "/sources/canal/icon",
        "/opml",
        "/",
        "/sources",
        "/qr.svg?url=/feed.rss",
        "/icon.png",
        "/asyncapi.yaml",
        "/schemas/news-item.json",
        "/items/x",
        "/feed.rss?limit=0",
        "/nowhere",
        "/admin/sources",
        "/failing/bug",
        "/q/health/live",
        "/q/openapi"
      })
  void hasTheLengthOfItsBodyWithoutTheBody(String path) throws IOException {
    String head = ask("HEAD " + path + " HTTP/1.1|Host: a||");

    Matcher length = LENGTH.matcher(ask("GET " + path + " HTTP/1.1|Host: a||"));
    assertThat(length.find()).isTrue();
    assertThat(head).containsIgnoringCase(length.group());
  }

  @Test
  void isAnHtmlProblemPageForABrowser() throws IOException {
    assertThat(ask("GET /feed.rss?q=% HTTP/1.1|Host: a|Accept: text/html||"))
        .startsWith("HTTP/1.1 400 ")
        .contains("text/html;charset=UTF-8", "<h1 lang=\"en\">Invalid parameter</h1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /opml HTTP/1.1||",
        "GET http://a/opml HTTP/1.1||",
        "GET /opml HTTP/1.1|Host: a|Host: a||",
        "GET /opml HTTP/1.1|Host: a|host: b||",
        "GET /opml HTTP/1.0|Host: a|Host: b||",
        "GET /opml HTTP/1.0|Host: a b||",
        "GET /opml HTTP/1.1|Host: a, b||",
        "GET /opml HTTP/1.1|Host: u@a||",
        "GET /opml HTTP/1.1|Host: a/b||",
        "GET /opml HTTP/1.1|Host: a?b||",
        "GET /opml HTTP/1.1|Host: a\"><b||",
        "GET /opml HTTP/1.1|Host: ||",
        "GET /opml HTTP/1.1|Host: ..||",
        "GET /opml HTTP/1.1|Host: a..b||",
        "GET /opml HTTP/1.1|Host: .a||",
        "GET /opml HTTP/1.1|Host: a,b||",
        "GET /opml HTTP/1.1|Host: x'y||",
        "GET /opml HTTP/1.1|Host: a;b||",
        "GET http://a,b/opml HTTP/1.1|Host: a||",
        "GET /opml HTTP/1.1|Host: a%20b||",
        "GET /opml HTTP/1.1|Host: a:x||",
        "GET /opml HTTP/1.1|Host: a:99999||",
        "GET /opml HTTP/1.1|Host: :80||",
        "GET /opml HTTP/1.1|Host: [a]||",
        "GET /opml HTTP/1.1|Host: [::1||",
        "GET http://u@b/opml HTTP/1.1|Host: a||",
        "GET http://b:x/opml HTTP/1.1|Host: a||",
        "GET http:///opml HTTP/1.1|Host: a||",
        "GET http://b/opml HTTP/1.1|Host: a b||"
      })
  void isRejectedForAnInvalidHost(String head) throws IOException {
    assertThat(ask(head)).matches("(?s)HTTP/1\\.[01] 400 .*urn:rendezvous:problem:bad-request.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          GET /opml HTTP/1.1|Host: a||;                      http://a/feed.rss
          GET /opml HTTP/1.1|Host: a:81||;                   http://a:81/feed.rss
          GET /opml HTTP/1.1|Host: a:||;                     http://a/feed.rss
          GET /opml HTTP/1.1|Host: b.example.||;             http://b.example./feed.rss
          GET /opml HTTP/1.1|Host: 127.0.0.1:81||;           http://127.0.0.1:81/feed.rss
          GET /opml HTTP/1.1|Host: A_b.example||;            http://A_b.example/feed.rss
          GET /opml HTTP/1.1|Host: [::1]:81||;               http://[::1]:81/feed.rss
          GET /opml HTTP/1.0||;                              /feed.rss
          GET http://b/opml HTTP/1.1|Host: a||;              http://b/feed.rss
          GET HTTP://b:81/opml HTTP/1.1|Host: a||;           http://b:81/feed.rss
          GET http://b/opml HTTP/1.1|Host: ||;               http://b/feed.rss
          GET http://b/opml?x=http://c/ HTTP/1.1|Host: a||;  http://b/feed.rss
          GET /opml?x=http://c/ HTTP/1.1|Host: a||;          http://a/feed.rss
          """)
  void isForTheHostOfAnAbsoluteTarget(String head, String link) throws IOException {
    assertThat(ask(head)).contains("xmlUrl=\"" + link + "\"");
  }

  @Test
  void isForAnotherHostThanTheOneBefore() throws IOException {
    for (String host : new String[] {"b", "c", "b"}) {
      for (int n = 0; n < 3; n++) {
        assertThat(ask("GET http://%s/feed.rss?q=none HTTP/1.1|Host: a||".formatted(host)))
            .contains("http://" + host + "/feed.rss?q=none");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          400; GET /opml HTTP/1.1|Host: a|Transfer-Encoding: identity||
          400; GET /opml HTTP/1.1|Host: a|Transfer-Encoding: xchunked||
          501; GET /opml HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||
          400; GET /opml HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 3||
          400; GET /opml HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||
          400; GET /opml HTTP/1.1|Host : a||
          400; GET /opml HTTP/1.1|Host: a|: b||
          400; GET /opml HTTP/1.1|: b|Host: a||
          400; GET /opml HTTP/1.1|Host: a|X: b\u0000||
          505; GET /opml HTTP/1.2|Host: a||
          505; GET /opml HTTP/2.0|Host: a||
          414; GET /opml HTTP/1.1|Host: a||
          """)
  void isRejectedAndTheConnectionClosedForUnclearFraming(int status, String head)
      throws IOException {
    String answer = ask(status == 414 ? head.replace("opml", "o".repeat(140_000)) : head);

    assertThat(answer).matches("(?s)HTTP/\\d\\.\\d " + status + " .*");
    assertThat(connection.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"close", "Close", "keep-alive, close", "TE,close", "TE|Connection: close"})
  void closesTheConnectionOnConnectionClose(String connections) throws IOException {
    String answer = ask("GET /opml HTTP/1.1|Host: a|Connection: " + connections + "||");

    assertThat(answer).containsIgnoringCase("\r\nconnection: close\r\n").contains("</opml>");
    assertThat(connection.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3||abc",
        "Transfer-Encoding: chunked||3|abc|0||",
        "Transfer-Encoding: Chunked||3;x=y|abc|0|Host: b||"
      })
  void mayHaveABodyThatIsNotRead(String body) throws IOException {
    String answer = ask("GET /opml HTTP/1.1|Host: a|" + body);

    assertThat(answer).contains("</opml>");
    assertThat(ask("GET /items/" + ITEM + " HTTP/1.1|Host: a||")).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          200; GET /feed.rss HTTP/1.1|Host: a||
          304; GET /feed.json HTTP/1.1|Host: a|If-None-Match: *||
          412; GET /feed.json HTTP/1.1|Host: a|If-Match: "x"||
          400; GET /feed.rss?limit=0 HTTP/1.1|Host: a||
          200; GET /stream HTTP/1.1|Host: a||
          400; GET /stream?from=x HTTP/1.1|Host: a||
          200; GET / HTTP/1.1|Host: a||
          200; OPTIONS /feed.rss HTTP/1.1|Host: a||
          405; DELETE /feed.rss HTTP/1.1|Host: a||
          404; GET /nowhere HTTP/1.1|Host: a||
          200; GET /q/health/live HTTP/1.1|Host: a||
          """)
  void allowsScriptsOfAnyOrigin(int status, String head) throws IOException {
    String answer = ask(head);

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("\r\naccess-control-allow-origin: *\r\n")
        .containsPattern("(?i)\r\naccess-control-expose-headers: [^\r]*ETag[^\r]*Link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss", "/stream", "/items/x", "/nowhere"})
  void isAllowedByACorsPreflight(String path) throws IOException {
    String answer =
        ask(
            "OPTIONS "
                + path
                + " HTTP/1.1|Host: a|Origin: https://b.example"
                + "|Access-Control-Request-Method: GET"
                + "|Access-Control-Request-Headers: if-none-match, a-im, last-event-id||");

    assertThat(answer)
        .startsWith("HTTP/1.1 204 ")
        .containsIgnoringCase("\r\naccess-control-allow-origin: *\r\n")
        .containsPattern(
            "(?i)\r\naccess-control-allow-headers: A-IM,[^\r]*If-None-Match[^\r]*Last-Event-ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /admin/sources", "OPTIONS /admin/sources", "GET /admin", "GET /push/nobody"})
  void hasNoCorsHeadersForAdministrationAndCallbacks(String line) throws IOException {
    String answer =
        ask(
            line
                + " HTTP/1.1|Host: a|Origin: https://b.example"
                + "|Access-Control-Request-Method: GET||");

    assertThat(answer).doesNotContainIgnoringCase("access-control-");
  }

  // RFC 9113 section 3: by an upgrade, as the client of Java sends it, or by prior knowledge.
  @Test
  void isNeverHttp2WithoutTls() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(root.resolve("feed.rss")).build();

    HttpResponse<Void> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .build()
            .send(request, BodyHandlers.discarding());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ask("PRI * HTTP/2.0||SM||")).matches("(?s)HTTP/\\d\\.\\d (400|505) .*");
  }
}
