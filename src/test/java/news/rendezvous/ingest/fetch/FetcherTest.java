package news.rendezvous.ingest.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.RawUpstream;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.PermitLease;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.Authorization;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {

  static final CredentialVault VAULT = new CredentialVault(Optional::empty);
  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final byte[] FEED = RawUpstream.bytes("<rss version='2.0'/>");
  private static final Validators SOME =
      new Validators("W/\"a b,c-1\"", "Tue, 3 Mar 2026 10:00:00 +0000");

  private final Vertx vertx = Vertx.vertx();
  // Short for one test; longer than all the others take.
  private final FetchConfig config = FetchSettings.of("total-timeout", "4s");
  private final Transport transport = new Transport(vertx, config, new AddressGuard(config));
  private final RequestScheduler requests = RequestClock.running(1, "0s");
  private final Fetcher fetcher =
      new Fetcher(transport, requests, config, VAULT, InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    transport.close();
    vertx.close();
  }

  private Fetched fetch(String url, Validators validators) {
    return fetch(source("s", url), validators);
  }

  private Fetched fetch(Source source) {
    return fetch(source, Validators.NONE);
  }

  private Fetched fetch(Source source, Validators validators) {
    return fetched(requests, fetcher, source, validators, answer -> answer)
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private Fetched fetch(String url) {
    return fetch(url, Validators.NONE);
  }

  private static Fetched.Modified modified(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Modified.class);
    return (Fetched.Modified) fetched;
  }

  private static Fetched.Failed failed(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Failed.class);
    return (Fetched.Failed) fetched;
  }

  /** Redirects by path; every other path is the feed. */
  private static RawUpstream redirecting(int status, Map<String, String> targets) {
    return RawUpstream.with(
        (request, out) -> {
          String target = targets.get(request.split(" ")[1]);
          if (target == null) {
            RawUpstream.say(out, "HTTP/1.1 200 OK", FEED);
          } else {
            RawUpstream.say(out, "HTTP/1.1 " + status + " Moved\nLocation: " + target);
          }
        });
  }

  @Test
  void returnsTheDocumentAndItsMetadata() throws IOException {
    String head =
        """
        HTTP/1.1 200 OK
        Content-Type: application/rss+xml; charset=gbk
        Content-Location: /feed/7
        ETag: "x:y;z"
        Last-Modified: Tue, 03 Mar 2026 10:00:00 GMT
        Cache-Control: max-age=600
        """;
    try (RawUpstream upstream = RawUpstream.saying(head, FEED)) {

      Fetched.Modified modified = modified(fetch(upstream.url("/feed")));

      assertThat(modified.document().url()).isEqualTo(upstream.at("/feed").uri());
      assertThat(modified.document().body()).isEqualTo(FEED);
      assertThat(modified.document().contentType()).isEqualTo("application/rss+xml; charset=gbk");
      assertThat(modified.document().contentLocation()).isEqualTo("/feed/7");
      assertThat(modified.document().lastModified()).isEqualTo("2026-03-03T10:00:00Z");
      assertThat(modified.document().fetchedAt()).isEqualTo(NOW);
      assertThat(modified.validators())
          .isEqualTo(new Validators("\"x:y;z\"", "Tue, 03 Mar 2026 10:00:00 GMT"));
      assertThat(modified.transfer().wireBytes()).isEqualTo(FEED.length);
      assertThat(modified.transfer().freshFor()).isEqualTo(Duration.ofMinutes(10));
      assertThat(modified.transfer().took()).isPositive();
      assertThat(modified.transfer().movedTo()).isNull();
    }
  }

  @Test
  void sendsNoValidatorsWithoutAny() throws IOException {
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nDate: " + "Wed, 04 Mar 2026 10:00:00 GMT", FEED)) {

      Fetched.Modified modified = modified(fetch(upstream.url("/")));

      assertThat(modified.validators()).isEqualTo(Validators.NONE);
      assertThat(modified.document().lastModified()).isNull();
      assertThat(modified.transfer().freshFor()).isNull();
      assertThat(upstream.requests().get(0))
          .doesNotContainIgnoringCase("if-none-match")
          .doesNotContainIgnoringCase("if-modified-since")
          .containsIgnoringCase("accept: application/rss+xml");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"a b,c-1\"", "\"x:y;z\"", "no-quotes", "\"\"", "\"\u00e9\""})
  void returnsValidatorsUnchanged(String etag) throws IOException {
    String head = "HTTP/1.1 200 OK\nETag: " + etag + "\nLast-Modified: not a date";
    try (RawUpstream upstream = RawUpstream.saying(head, FEED)) {
      Validators validators = modified(fetch(upstream.url("/"))).validators();

      modified(fetch(upstream.url("/"), validators));

      assertThat(validators).isEqualTo(new Validators(etag, "not a date"));
      assertThat(upstream.requests().get(1))
          .contains("If-None-Match: " + etag + "\r\n", "If-Modified-Since: not a date\r\n");
    }
  }

  @Test
  void recognisesA304() throws IOException {
    String head = "HTTP/1.1 304 Not Modified\nCache-Control: max-age=60";
    try (RawUpstream upstream = RawUpstream.saying(head)) {

      Fetched fetched = fetch(upstream.url("/"), SOME);

      assertThat(fetched).isInstanceOf(Fetched.NotModified.class);
      assertThat(fetched.transfer().freshFor()).isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void recognisesA304AfterARedirect() throws IOException {
    RawUpstream.Script script =
        (request, out) ->
            RawUpstream.say(
                out,
                request.startsWith("GET /old ")
                    ? "HTTP/1.1 301 Moved\nLocation: /new"
                    : "HTTP/1.1 304 Not Modified");
    try (RawUpstream upstream = RawUpstream.with(script)) {

      Fetched fetched = fetch(upstream.url("/old"), SOME);

      assertThat(fetched).isInstanceOf(Fetched.NotModified.class);
      assertThat(fetched.transfer().movedTo()).isEqualTo(upstream.at("/new").uri());
      assertThat(upstream.requests()).allMatch(request -> request.contains("W/\"a b,c-1\""));
    }
  }

  @Test
  void rejectsA304ToAnUnconditionalRequest() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 304 Not Modified\nETag: \"odd\"")) {
      assertThat(failed(fetch(upstream.url("/"))).outcome()).isEqualTo(PollOutcome.UNEXPECTED_304);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          410 Gone    | -                             | GONE       | -
          429 Slow    | 3600                          | THROTTLED  | PT1H
          429 Slow    | -                             | THROTTLED  | -
          429 Slow    | soon                          | THROTTLED  | -
          429 Slow    | 99999999                      | THROTTLED  | P7D
          503 Busy    | Wed, 04 Mar 2026 12:00:00 GMT | THROTTLED  | PT2H
          503 Busy    | -60                           | HTTP_ERROR | -
          503 Busy    | -                             | HTTP_ERROR | -
          500 Oops    | 3600                          | HTTP_ERROR | -
          404 Missing | -                             | HTTP_ERROR | -
          403 No      | -                             | HTTP_ERROR | -
          206 Part    | -                             | HTTP_ERROR | -
          226 IM      | -                             | HTTP_ERROR | -
          300 Many    | -                             | HTTP_ERROR | -
          799 Odd     | -                             | HTTP_ERROR | -
          """)
  void readsTheStatus(String status, String retryAfter, PollOutcome outcome, Duration wait)
      throws IOException {
    String head = "HTTP/1.1 " + status + (retryAfter == null ? "" : "\nRetry-After: " + retryAfter);
    try (RawUpstream upstream =
        RawUpstream.saying(head, RawUpstream.bytes("<h1>An error page</h1>"))) {

      Fetched.Failed failed = failed(fetch(upstream.url("/")));

      assertThat(failed.outcome()).isEqualTo(outcome);
      assertThat(failed.detail()).contains(status.substring(0, 3));
      assertThat(failed.retryAfter()).isEqualTo(wait);
    }
  }

  @Test
  void distinguishesAChallengeFromARefusal() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 403 No\nCF-Mitigated: challenge")) {
      assertThat(failed(fetch(upstream.url("/"))).outcome()).isEqualTo(PollOutcome.BLOCKED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"200 OK\nContent-Length: 0", "204 No Content", "200 OK\nContent-Encoding: gzip"})
  void returnsAnEmptyDocumentForAnEmptyBody(String head) throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 " + head)) {
      assertThat(modified(fetch(upstream.url("/"))).document().body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"301, true", "308, true", "302, false", "303, false", "307, false"})
  void followsRedirectsAndReportsAMoveOnlyOfPermanentOnes(int status, boolean moved)
      throws IOException {
    try (RawUpstream upstream = redirecting(status, Map.of("/a", "/b?x=1", "/b?x=1", "c/d"))) {

      Fetched.Modified modified = modified(fetch(upstream.url("/a")));

      assertThat(modified.document().url()).isEqualTo(upstream.at("/c/d").uri());
      assertThat(modified.transfer().movedTo()).isEqualTo(moved ? upstream.at("/c/d").uri() : null);
      assertThat(upstream.requests()).hasSize(3);
    }
  }

  @Test
  void reportsPermanentRedirectsBeforeTheFirstTemporaryOne() throws IOException {
    try (RawUpstream last = redirecting(301, Map.of("/c", "/d"));
        RawUpstream middle = redirecting(302, Map.of("/b", last.url("/c")));
        RawUpstream first = redirecting(301, Map.of("/a", middle.url("/b")))) {

      Fetched.Modified permanentFirst = modified(fetch(first.url("/a")));
      Fetched.Modified temporaryFirst = modified(fetch(middle.url("/b")));

      assertThat(permanentFirst.transfer().movedTo()).isEqualTo(middle.at("/b").uri());
      assertThat(permanentFirst.document().url()).isEqualTo(last.at("/d").uri());
      assertThat(temporaryFirst.transfer().movedTo()).isNull();
    }
  }

  @Test
  void readsALocationInRawUtf8() throws IOException {
    RawUpstream.Script script =
        (request, out) -> {
          if (request.startsWith("GET /old ")) {
            out.write(
                RawUpstream.bytes(
                    "HTTP/1.1 302 Found\r\nLocation: /путь?q=ü\r\nContent-Length: 0\r\n\r\n"));
          } else {
            RawUpstream.say(out, "HTTP/1.1 200 OK", FEED);
          }
        };
    try (RawUpstream upstream = RawUpstream.with(script)) {
      modified(fetch(upstream.url("/old")));

      assertThat(upstream.requests().get(1))
          .startsWith("GET /%D0%BF%D1%83%D1%82%D1%8C?q=%C3%BC HTTP/1.1");
    }
  }

  @Test
  void keepsCookiesForOneFetch() throws IOException {
    RawUpstream.Script script =
        (request, out) ->
            RawUpstream.say(
                out,
                request.contains("Cookie: seen=1; lang=de\r\n")
                    ? "HTTP/1.1 200 OK"
                    : "HTTP/1.1 302 Found\nLocation: /feed\nSet-Cookie: seen=1; Path=/"
                        + "\nSet-Cookie: lang=de\nSet-Cookie: gone=1; Max-Age=0");
    try (RawUpstream upstream = RawUpstream.with(script)) {

      modified(fetch(upstream.url("/feed")));
      modified(fetch(upstream.url("/feed")));

      assertThat(upstream.requests()).hasSize(4);
      assertThat(upstream.requests().get(2)).doesNotContain("Cookie");
    }
  }

  @Test
  void sendsNoCookieToAnotherHost() throws IOException {
    try (RawUpstream other = RawUpstream.saying("HTTP/1.1 200 OK", FEED)) {
      String elsewhere = other.url("/").replace("127.0.0.1", "localhost");
      RawUpstream.Script script =
          (request, out) ->
              RawUpstream.say(
                  out, "HTTP/1.1 302 Found\nSet-Cookie: secret=1; Path=/\nLocation: " + elsewhere);
      try (RawUpstream first = RawUpstream.with(script)) {
        modified(fetch(first.url("/")));
      }
      assertThat(other.requests()).singleElement().asString().doesNotContain("Cookie");
    }
  }

  @Test
  void mergesTheValidatorsOfA304() throws IOException {
    String head = "HTTP/1.1 304 Not Modified\nETag: \"two\"";
    try (RawUpstream renewing = RawUpstream.saying(head);
        RawUpstream silent = RawUpstream.saying("HTTP/1.1 304 Not Modified")) {

      Fetched.NotModified renewed = (Fetched.NotModified) fetch(renewing.url("/"), SOME);
      Fetched.NotModified kept = (Fetched.NotModified) fetch(silent.url("/"), SOME);

      assertThat(renewed.validators()).isEqualTo(new Validators("\"two\"", SOME.lastModified()));
      assertThat(kept.validators()).isEqualTo(SOME);
    }
  }

  @Test
  void acceptsHtmlLast() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK", FEED)) {
      modified(fetch(upstream.url("/")));

      assertThat(upstream.requests().get(0)).contains(", text/html;q=0.5\r\n");
    }
  }

  @Test
  void reportsNoRedirectToAFailure() throws IOException {
    try (RawUpstream broken = RawUpstream.saying("HTTP/1.1 404 Missing");
        RawUpstream first = redirecting(301, Map.of("/a", broken.url("/b")))) {

      Fetched.Failed failed = failed(fetch(first.url("/a")));

      assertThat(failed.transfer().movedTo()).isNull();
      assertThat(failed.detail()).contains("404", broken.url("/b"));
    }
  }

  @Test
  void removesCredentialsAndFragmentOfARedirect() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK", FEED);
        RawUpstream first =
            redirecting(301, Map.of("/a", upstream.url("/b#c").replace("//", "//me:secret@")))) {
      assertThat(modified(fetch(first.url("/a"))).transfer().movedTo())
          .isEqualTo(upstream.at("/b").uri());
    }
  }

  @Test
  void followsFiveRedirectsAndNoMore() throws IOException {
    Map<String, String> five = Map.of("/5", "/4", "/4", "/3", "/3", "/2", "/2", "/1", "/1", "/0");
    try (RawUpstream upstream = redirecting(302, five)) {
      assertThat(modified(fetch(upstream.url("/5"))).document().body()).isEqualTo(FEED);
    }
    try (RawUpstream loop = redirecting(302, Map.of("/loop", "/loop"))) {
      assertThat(failed(fetch(loop.url("/loop"))).outcome()).isEqualTo(PollOutcome.REDIRECT_LIMIT);
      assertThat(loop.requests()).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest/, ADDRESS_BLOCKED",
    "http://10.0.0.1/feed, ADDRESS_BLOCKED",
    "http://[::1]/, ADDRESS_BLOCKED",
    "//3232235777/, ADDRESS_BLOCKED",
    "file:///etc/hostname, SCHEME_BLOCKED",
    "gopher://127.0.0.1/1, SCHEME_BLOCKED",
    "JavaScript:alert(1), SCHEME_BLOCKED",
    "http://, HTTP_ERROR",
    "http://\"><script>/, HTTP_ERROR",
    "http://a..b/, HTTP_ERROR"
  })
  void refusesRedirectsToForbiddenTargets(String location, PollOutcome outcome) throws IOException {
    try (RawUpstream upstream = redirecting(302, Map.of("/a", location))) {

      Fetched.Failed failed = failed(fetch(upstream.url("/a")));

      assertThat(failed.outcome()).isEqualTo(outcome);
      assertThat(failed.detail()).isNotBlank();
    }
  }

  @Test
  void failsForARedirectWithoutLocation() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 301 Moved")) {
      assertThat(failed(fetch(upstream.url("/"))).outcome()).isEqualTo(PollOutcome.HTTP_ERROR);
    }
  }

  @Test
  void limitsTheTimeOfAllHopsTogether() throws IOException {
    RawUpstream.Script slow = (request, out) -> redirectLate(out);
    try (RawUpstream upstream = RawUpstream.with(slow)) {

      Fetched.Failed failed = failed(fetch(upstream.url("/")));

      // Each hop is within the timeout, all six together are not.
      assertThat(failed.outcome()).isEqualTo(PollOutcome.TIMEOUT);
      assertThat(failed.transfer().took())
          .isBetween(Duration.ofMillis(3900), Duration.ofSeconds(8));
    }
  }

  @Test
  void namesTheTimeoutOfTheKindOfDocument() throws IOException {
    FetchProfile brief = new FetchProfile("*/*", BodyPlan.skip(), Duration.ofMillis(300));
    RawUpstream.Script slow = (request, out) -> redirectLate(out);
    try (RawUpstream upstream = RawUpstream.with(slow)) {
      HttpUrl url = upstream.at("/icon.png");

      Uni<Fetched> fetching =
          PermitLease.with(
              requests,
              RequestKind.PAGE,
              HostKey.of(url),
              "",
              Duration.ofSeconds(5),
              Uni.createFrom().nothing(),
              permit -> fetcher.fetch(url, brief, permit, answer -> answer));

      assertThat(failed(fetching.await().atMost(Duration.ofSeconds(10))).detail())
          .isEqualTo("the answer is not complete after 300 ms");
    }
  }

  private static void redirectLate(OutputStream out) throws IOException {
    long begun = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() - begun > Duration.ofMillis(900).toNanos());
    RawUpstream.say(out, "HTTP/1.1 302 Found\nLocation: /");
  }

  @Test
  void passesTheOutcomeOfTheTransport() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nContent-Length: 500", FEED)) {

      Fetched.Failed failed = failed(fetch(upstream.url("/")));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.TRUNCATED);
      assertThat(failed.transfer().wireBytes()).isEqualTo(FEED.length);
      assertThat(failed.retryAfter()).isNull();
    }
  }

  @Test
  void refusesASourceThatIsNoHttpUrl() {
    assertThat(failed(fetch("file:///etc/hostname")).outcome())
        .isEqualTo(PollOutcome.SCHEME_BLOCKED);
  }

  @Test
  void returnsTheBytesOfAnHtmlPage() throws IOException {
    byte[] page = RawUpstream.bytes("<!DOCTYPE html><title>Log in</title>");
    try (RawUpstream upstream =
        RawUpstream.saying("HTTP/1.1 200 OK\nContent-Type: text/html", page)) {
      assertThat(modified(fetch(upstream.url("/"))).document().body())
          .asString(UTF_8)
          .contains("Log in");
    }
  }

  @Test
  void waitsForTheMemoryBudgetWithoutATimeout() throws IOException {
    FetchConfig narrow = FetchSettings.of("max-in-hand", "100K", "total-timeout", "1s");
    RequestScheduler many = RequestClock.running(16, "0s");
    Fetcher narrowly = new Fetcher(transport, many, narrow, VAULT, InstantSource.fixed(NOW));
    byte[] body = new byte[60_000];
    List<Fetched> arrived = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> read = new CompletableFuture<>();
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK", body)) {
      Source source =
          new Source(
              "s", upstream.at("/").toString(), null, null, null, null, null, null, true, false);
      for (int i = 0; i < 4; i++) {
        fetched(
                many,
                narrowly,
                source,
                Validators.NONE,
                answer ->
                    answer.invoke(arrived::add).chain(() -> Uni.createFrom().completionStage(read)))
            .subscribe()
            .with(x -> {});
      }
      await().until(() -> arrived.size() == 1);
      await().during(Duration.ofMillis(1_500)).until(() -> arrived.size() == 1);

      read.complete(null);

      await().until(() -> arrived.size() == 4);
    }
    assertThat(arrived)
        .allSatisfy(answer -> assertThat(modified(answer).document().body()).isEqualTo(body));
  }

  @Test
  void requestsAPermitForTheHostOfARedirect() throws IOException {
    try (RawUpstream target = RawUpstream.saying("HTTP/1.1 200 OK", FEED);
        RawUpstream source =
            redirecting(302, Map.of("/feed", target.url("/feed").replace("//", "//user@")))) {
      List<Permit> others = new CopyOnWriteArrayList<>();
      requests.request(
          HostKey.of(target.at("/")), RequestKind.REFERENCE, "other", false, others::add);

      CompletableFuture<Fetched> fetching =
          fetched(
                  requests,
                  fetcher,
                  source("s", source.url("/feed")),
                  Validators.NONE,
                  answer -> answer)
              .subscribeAsCompletionStage();
      await().untilAsserted(() -> assertThat(source.requests()).hasSize(1));

      assertThat(target.requests()).isEmpty();
      others.get(0).close();
      modified(fetching.join());
      assertThat(target.requests()).hasSize(1);
    }
  }

  @Test
  void holdsTheHostThatRespondedWithRetryAfter() throws IOException {
    try (RawUpstream target =
            RawUpstream.saying("HTTP/1.1 503 Service Unavailable\nRetry-After: 3600");
        RawUpstream source = redirecting(302, Map.of("/feed", target.url("/feed")))) {
      Fetched.Failed first = failed(fetch(source.url("/feed")));

      Fetched.Failed second = failed(fetch(source.url("/feed")));

      assertThat(first.outcome()).isEqualTo(PollOutcome.THROTTLED);
      assertThat(second.outcome()).isEqualTo(PollOutcome.THROTTLED);
      assertThat(second.retryAfter()).isBetween(Duration.ofSeconds(3500), Duration.ofHours(1));
      assertThat(target.requests()).hasSize(1);
      assertThat(requests.heldFor(HostKey.of(source.at("/")))).isZero();
      assertThat(requests.heldFor(HostKey.of(target.at("/")))).isPositive();
    }
  }

  @Test
  void sendsHeadersAndCredentialsOfTheSourceInPlaceOfItsOwn() throws IOException {
    try (RawUpstream upstream = redirecting(302, Map.of("/feed", "/moved"))) {
      modified(fetch(withCredentials(upstream.url("/feed"))));

      assertThat(upstream.requests())
          .hasSize(2)
          .allSatisfy(
              request ->
                  assertThat(request.lines())
                      .contains("Authorization: Basic aW5lczpzZWNyZXQ=", "X-Edition: eu")
                      .filteredOn(line -> line.toLowerCase(Locale.ROOT).startsWith("user-agent:"))
                      .containsExactly("user-agent: Reader/1"));
    }
  }

  @Test
  void sendsThemOnceWhereTheResponseIsReadLeniently() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\nBad Header: 1", FEED)) {
      fetch(withCredentials(upstream.url("/feed")));

      assertThat(upstream.requests())
          .last()
          .satisfies(
              request ->
                  assertThat(request.lines())
                      .filteredOn(line -> line.toLowerCase(Locale.ROOT).startsWith("user-agent:"))
                      .containsExactly("user-agent: Reader/1"));
    }
  }

  @Test
  void dropsThemOnARedirectToAnotherOrigin() throws IOException {
    try (RawUpstream other = RawUpstream.saying("HTTP/1.1 401 Unauthorized");
        RawUpstream upstream = redirecting(302, Map.of("/feed", other.url("/feed")))) {
      Fetched.Failed failed = failed(fetch(withCredentials(upstream.url("/feed"))));

      assertThat(upstream.requests().get(0)).contains("Authorization:", "X-Edition:");
      assertThat(other.requests())
          .singleElement()
          .asString()
          .doesNotContainIgnoringCase("authorization:")
          .doesNotContain("X-Edition", "Reader/1");
      assertThat(failed.detail()).contains("not to the target of a redirect");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | does not accept the source's 'authorization'
          403 | refuses it to the user of the source's 'authorization'
          """)
  void explainsThatCredentialsAreRefused(int status, String words) throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 " + status + " No")) {
      Fetched.Failed failed = failed(fetch(withCredentials(upstream.url("/feed"))));

      assertThat(failed.detail()).contains(words).doesNotContain("aW5lczpzZWNyZXQ");
      assertThat(failed.transfer().status()).isEqualTo(status);
    }
  }

  @Test
  void makesNoRequestWithCredentialsThatCannotBeDecrypted() throws IOException {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK", FEED)) {
      Source source =
          withCredentials(
              upstream.url("/feed"),
              new Authorization(Authorization.Scheme.BASIC, null, "AAECAwQFBgcICQoL"));

      Fetched.Failed failed = failed(fetch(source));

      assertThat(failed.outcome()).isEqualTo(PollOutcome.CREDENTIALS_UNREADABLE);
      assertThat(failed.detail()).contains("rendezvous.admin.credentials-key");
      assertThat(upstream.requests()).isEmpty();
    }
  }

  private static Source withCredentials(String url) {
    return withCredentials(
        url, new Authorization(Authorization.Scheme.BASIC, "Basic aW5lczpzZWNyZXQ=", null));
  }

  private static Source withCredentials(String url, Authorization authorization) {
    return new Source(
        "s",
        FeedUrl.of(url),
        null,
        null,
        null,
        null,
        null,
        null,
        true,
        false,
        0,
        Map.of("X-Edition", "eu", "user-agent", "Reader/1"),
        authorization);
  }

  private static Source source(String id, String url) {
    return new Source(id, url, null, null, null, null, null, null, true, false);
  }

  /** Fetches as a poll does, with a permit for the host of the source. */
  static <T> Uni<T> fetched(
      RequestScheduler requests,
      Fetcher fetcher,
      Source source,
      Validators validators,
      Function<Uni<Fetched>, Uni<T>> use) {
    return PermitLease.with(
        requests,
        RequestKind.PAGE,
        HostKey.of(source.url()),
        source.id(),
        Duration.ofSeconds(10),
        Uni.createFrom().failure(() -> new AssertionError("no permit")),
        permit -> fetcher.fetch(source, validators, permit, use));
  }
}
