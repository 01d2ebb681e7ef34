package news.rendezvous.ingest.resolve.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.resolve.ResolveSettings;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  private static final URI REQUEST =
      URI.create("https://harbour.example/city/getUrls?link=0123456789abcdef0123456789abcdef");

  private final AnswerReader reader =
      new AnswerReader(
          new ResolveSettings(Duration.ZERO), url -> !url.toString().contains("127.0.0.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          https://pier.example/a                 | redirect https://pier.example/a
          ../quay?utm_source=x&id=1#top          | redirect https://harbour.example/quay?id=1
          //pier.example/a                       | redirect https://pier.example/a
          javascript:alert(1)                    | Failed unreadable
          ftp://pier.example/a                   | Failed unreadable
          http://127.0.0.1/admin                 | Failed address_blocked
          -                                      | Failed http_error
          """)
  void readsTheTargetOfARedirect(@Nullable String location, String expected) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (location != null) {
      headers.add("Location", location);
    }

    EndPointAnswer answer = reader.read(REQUEST, response(302, headers, new byte[0]));

    assertThat(describe(answer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/json       | ["https://a.example/1","https://a.example/2"]        | json https://a.example/1 https://a.example/2
          application/json       | {"urls":["https://a.example/1"]}                     | json https://a.example/1
          application/json       | ["https://a.example/1\\"<b>.png"]                     | json https://a.example/1%%22%%3Cb%%3E.png
          application/json       | {"url":"https://a.example/1?fbclid=7"}               | json https://a.example/1
          application/json       | {"data":{"urls":[{"web_url":"https://a.example/1"}]}} | json https://a.example/1
          application/json       | [{"url":"https://a.example/1"},{"url":"https://a.example/1"}] | json https://a.example/1
          application/vnd.x+json | {"data":["https://a.example/1"]}                     | json https://a.example/1
          application/json       | ["javascript:alert(1)","https://a.example/1"]        | json https://a.example/1
          application/json       | ["http://127.0.0.1/x","https://a.example/1"]         | json https://a.example/1
          application/json       | []                                                   | Absent empty
          application/json       | {"urls":[]}                                          | Absent empty
          application/json       | {"error":"down"}                                     | Failed unreadable
          application/json       | [42, null]                                           | Absent empty
          application/json       | [null, 42, "https://a.example/1", {"x":1}]           | json https://a.example/1
          application/json       | {"url":null}                                         | Absent empty
          application/json       | {"url":"not found"}                                  | Absent empty
          application/json       | ["/quay","pier.html","//b.example/c"]                | json https://harbour.example/quay https://harbour.example/city/pier.html https://b.example/c
          text/html              | {"urls":["https://a.example/1"]}                     | json https://a.example/1
          application/octet-stream | ["https://a.example/1"]                            | json https://a.example/1
          text/html              | https://a.example/1                                  | text https://a.example/1
          text/plain             | /quay                                                | text https://harbour.example/quay
          text/plain             | [1] It sails.                                        | Failed unreadable
          text/html              | []                                                   | Absent empty
          text/html              | ` `                                                  | Absent empty
          application/json       | {"urls":["https://a.exam                             | Failed unreadable
          text/plain             | ["https://a.example/1"]                              | json https://a.example/1
          text/plain             | https://a.example/1                                  | text https://a.example/1
          text/plain             | ` `                                                  | Absent empty
          text/plain             | come back later                                      | Failed unreadable
          ``                     | https://a.example/1                                  | text https://a.example/1
          Image/PNG;q=1          | x                                                    | media image/png %s
          video/mp4              | x                                                    | media video/mp4 %s
          audio/mpeg             | x                                                    | media audio/mpeg %s
          application/pdf        | https://a.example/1                                  | text https://a.example/1
          application/pdf        | %PDF-1.7                                             | document %s
          application/vnd.apple.mpegurl | #EXTM3U                                       | media application/vnd.apple.mpegurl %s
          application/rss+xml    | <rss/>                                               | document %s
          text/html              | <title>404 Not Found</title><p>Nothing              | Absent not_found_page
          text/html              | <title>页面不存在</title>                              | Absent not_found_page
          text/html              | <title>404 Not Found</title><link rel=canonical href=/a> | page https://harbour.example/a
          text/html              | <title>Sign in - Harbour</title>                     | Absent login_page
          text/html              | <title>Harbour</title><form><input type=password></form> | Absent login_page
          text/html              | <title>Harbour</title><link rel=canonical href=/a><input type=password> | page https://harbour.example/a
          text/html              | <link rel="canonical" href="/quay">                  | page https://harbour.example/quay
          text/html              | <link rel="alternate" href="/x"><meta property="og:url" content="https://a.example/og"> | page https://a.example/og
          text/html              | <link rel=canonical href="javascript:x"><p>Ferry</p> | page %s
          text/html              | <title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x"></script> | Failed challenge
          text/html              | <link rel=canonical href=/a><script src="/cdn-cgi/challenge-platform/x"></script> | page https://harbour.example/a
          """)
  void sniffsTheBodyBeforeTheContentType(String type, String body, String expected) {
    EndPointAnswer answer =
        reader.read(REQUEST, response(200, type(type), body.getBytes(StandardCharsets.UTF_8)));

    assertThat(describe(answer)).isEqualTo(expected.formatted(REQUEST));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          204, Absent absent
          404, Absent absent
          410, Absent absent
          202, Failed http_error
          304, Failed http_error
          403, Failed http_error
          429, Failed throttled
          500, Failed http_error
          """)
  void distinguishesNegativeAnswersFromFailures(int status, String expected) {
    EndPointAnswer answer = reader.read(REQUEST, response(status, type("text/plain"), new byte[0]));

    assertThat(describe(answer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203 | text/plain       | Ferries sail.             | document %s
          206 | application/json | {"urls":["https://a.exam  | document %s
          206 | video/mp4        | x                         | media video/mp4 %s
          203 | application/json | ["https://a.example/1"]   | json https://a.example/1
          """)
  void readsOtherTypesAsADocument(int status, String type, String body, String expected) {
    EndPointAnswer answer =
        reader.read(REQUEST, response(status, type(type), body.getBytes(StandardCharsets.UTF_8)));

    assertThat(describe(answer)).isEqualTo(expected.formatted(REQUEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | text/html | x                               | false
          204 | text/html | x                               | true
          200 | text/html | <p>A quay                       | false
          200 | text/html | <title>404</title>              | false
          200 | text/html | <title>Log in</title>           | false
          200 | text/html | <link rel=canonical href=/quay> | true
          200 | text/html | []                              | true
          500 | text/html | x                               | true
          """)
  void distinguishesCertainAnswers(int status, String type, String body, boolean certain) {
    EndPointAnswer answer =
        reader.read(REQUEST, response(status, type(type), body.getBytes(StandardCharsets.UTF_8)));

    assertThat(answer.isCertain()).isEqualTo(certain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          <meta property="og:title" content=" The  quay "><title>x</title> | The quay
          <title>The quay - Harbour</title>                                | The quay - Harbour
          <p>The quay                                                      | -
          """)
  void readsTheTitleOfAPage(String body, @Nullable String title) {
    EndPointAnswer answer =
        reader.read(
            REQUEST, response(200, type("text/html"), body.getBytes(StandardCharsets.UTF_8)));

    assertThat(((EndPointAnswer.Resolved) answer).title()).isEqualTo(title);
  }

  @Test
  void countsAFailedExchangeByItsOutcome() {
    EndPointAnswer answer =
        reader.read(REQUEST, new Exchange.Failed(PollOutcome.TIMEOUT, "10 s", 0));

    assertThat(describe(answer)).isEqualTo("Failed timeout");
  }

  @Test
  void readsPlainTextInItsCharset() {
    byte[] body = "https://a.example/码头".getBytes(Charset.forName("GB18030"));

    EndPointAnswer answer =
        reader.read(REQUEST, response(200, type("text/plain; charset=GB18030"), body));

    assertThat(describe(answer)).isEqualTo("text https://a.example/%E7%A0%81%E5%A4%B4");
  }

  @Test
  void limitsNumberAndLengthOfUrls() {
    String body =
        "https://a.example/"
            + "x".repeat(200)
            + "\nhttps://a.example/1\nhttps://a.example/2\n"
            + "https://a.example/1\nhttps://a.example/3\nhttps://a.example/4";

    EndPointAnswer answer =
        reader.read(
            REQUEST, response(200, type("text/plain"), body.getBytes(StandardCharsets.UTF_8)));

    assertThat(describe(answer))
        .isEqualTo("text https://a.example/1 https://a.example/2 https://a.example/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "video/mp4", "audio/ogg"})
  void skipsTheBodyOfARedirectOrError(String type) {
    BodyPlan plan = reader.plan(new ResponseHead(200, type(type)));

    assertThat(plan).isEqualTo(BodyPlan.skip());
  }

  @Test
  void truncatesAPageAtTheLimit() {
    BodyPlan plan = reader.plan(new ResponseHead(200, type("text/html; charset=utf-8")));

    assertThat(plan).isEqualTo(new BodyPlan(512 * 1024, 512 * 1024, BodyPlan.WhenOver.CUT));
  }

  private static String describe(EndPointAnswer answer) {
    if (!(answer instanceof EndPointAnswer.Resolved resolved)) {
      return answer.getClass().getSimpleName() + " " + answer.label();
    }
    String urls =
        resolved.urls().stream().map(CanonicalUrl::toString).collect(Collectors.joining(" "));
    String media = resolved.type() == null ? "" : resolved.type() + " ";
    return resolved.label() + " " + media + urls;
  }

  private static MultiMap type(String contentType) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    return contentType.isEmpty() ? headers : headers.add("Content-Type", contentType);
  }

  private static Exchange.Response response(int status, MultiMap headers, byte[] body) {
    return new Exchange.Response(new ResponseHead(status, headers), body, body.length);
  }
}
