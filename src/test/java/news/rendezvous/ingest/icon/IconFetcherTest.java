package news.rendezvous.ingest.icon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.Fetcher;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.RawUpstream;
import news.rendezvous.ingest.fetch.http.RawUpstream.Script;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.source.CredentialVault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IconFetcherTest {

  private static final byte[] PNG = "\u0089PNG\r\n\u001a\nof the pier".getBytes(ISO_8859_1);
  private static final byte[] ICO = "\0\0\1\0of the pier".getBytes(ISO_8859_1);

  private final Vertx vertx = Vertx.vertx();
  private final FetchConfig config = FetchSettings.of();
  private final Transport transport = new Transport(vertx, config, new AddressGuard(config));
  private final RequestScheduler requests = RequestClock.running(1, "0s");
  private final Fetcher fetcher =
      new Fetcher(
          transport,
          requests,
          config,
          new CredentialVault(Optional::empty),
          InstantSource.system());
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    transport.close();
    vertx.close();
  }

  private Optional<Icon> fetch(SourceSummary source, String... changes) {
    IconConfig icons =
        IconSettings.of(changes.length == 0 ? Map.of() : Map.of(changes[0], changes[1]));
    return new IconFetcher(fetcher, requests, icons)
        .fetch(source)
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  private static SourceSummary source(
      RawUpstream site, @Nullable String home, @Nullable String icon) {
    return IconSettings.source(
        site.url("/feed"),
        home == null ? null : site.url(home),
        icon == null ? null : site.url(icon));
  }

  /** Bodies by path; every other path is 404. */
  private static RawUpstream site(Map<String, byte[]> bodies) {
    return RawUpstream.with(
        (request, out) -> {
          byte[] body = bodies.get(request.split(" ")[1]);
          if (body == null) {
            RawUpstream.say(out, "HTTP/1.1 404 Not Found\nContent-Length: 0");
          } else {
            RawUpstream.say(out, "HTTP/1.1 200 OK\nContent-Type: text/plain", body);
          }
        });
  }

  private static List<String> paths(RawUpstream site) {
    return site.requests().stream().map(request -> request.split(" ")[1]).toList();
  }

  private static byte[] page(String head) {
    return RawUpstream.bytes("<!DOCTYPE html><title>Pier</title>" + head);
  }

  @Test
  void takesTheIconOfTheFeedByItsBytes() throws IOException {
    try (RawUpstream site = site(Map.of("/i", PNG))) {
      Icon icon = fetch(source(site, "/", "/i")).orElseThrow();

      assertThat(icon.type()).isEqualTo(ImageType.PNG);
      assertThat(icon.image()).isEqualTo(PNG);
      assertThat(paths(site)).containsExactly("/i");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <link rel="shortcut icon" href="/i">                                                    | /i
          <link rel=ICON href="i">                                                                | /home/i
          <base href="/base/"><link rel=icon href="i">                                            | /base/i
          <link rel=icon sizes=192x192 href="/a"><link rel=icon sizes="16x16 32x32" href="/i">    | /i
          <link rel=icon sizes=16x16 href="/a"><link rel=icon sizes=48x48 href="/i">              | /i
          <link rel=icon sizes=32x32 href="/i"><link rel=icon type=image/svg+xml href="/b">       | /i
          <link rel=icon href="/i"><link rel="mask-icon" href="/b">                               | /i
          <link rel=icon href="/b.svg?v=2"><link rel=alternate href="/a">                         | /favicon.ico
          <link rel=icon href="data:image/png;base64,AAAA">                                       | /favicon.ico
          <p>no icon                                                                              | /favicon.ico
          """)
  void takesTheIconThatTheHomePageAnnounces(String head, String path) throws IOException {
    try (RawUpstream site = site(Map.of("/home/", page(head), path, PNG))) {
      assertThat(fetch(source(site, "/home/", null))).isPresent();
      assertThat(paths(site)).containsExactly("/home/", path);
    }
  }

  @Test
  void takesTheFaviconOfAHostThatRefusesItsPage() throws IOException {
    try (RawUpstream site = site(Map.of("/favicon.ico", ICO))) {
      assertThat(fetch(source(site, "/home/", null)).orElseThrow().type()).isEqualTo(ImageType.ICO);
      assertThat(paths(site)).containsExactly("/home/", "/favicon.ico");
    }
  }

  @Test
  void takesTheFaviconOfTheFeedsHostWithoutAHomePage() throws IOException {
    try (RawUpstream site = site(Map.of("/favicon.ico", ICO))) {
      assertThat(fetch(source(site, null, null))).isPresent();
      assertThat(paths(site)).containsExactly("/favicon.ico");
    }
  }

  @Test
  void looksAtTheSiteWhereTheFeedsIconIsUnusable() throws IOException {
    String large = "\u0089PNG\r\n\u001a\n" + "x".repeat(1_000);
    try (RawUpstream site =
        site(
            Map.of(
                "/cover", large.getBytes(ISO_8859_1),
                "/", page("<link rel=icon href=/i>"),
                "/i", PNG))) {
      assertThat(fetch(source(site, "/", "/cover"), "max-size", "1000").orElseThrow().image())
          .isEqualTo(PNG);
      assertThat(paths(site)).containsExactly("/cover", "/", "/i");
    }
  }

  @Test
  void requestsNoUrlTwice() throws IOException {
    try (RawUpstream site = site(Map.of("/", page("<link rel=icon href=/i>")))) {
      assertThat(fetch(source(site, "/", "/i"))).isEmpty();
      assertThat(paths(site)).containsExactly("/i", "/");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTML in place of an image    | HTTP/1.1 200 OK;Content-Type: image/png | <!doctype html><title>x</title>
          an SVG document              | HTTP/1.1 200 OK;Content-Type: image/svg+xml | <svg xmlns='http://www.w3.org/2000/svg'/>
          nothing                      | HTTP/1.1 200 OK;Content-Length: 0 | ''
          50 GB                        | HTTP/1.1 200 OK;Content-Length: 50000000000 | x
          a redirect to a private host | HTTP/1.1 302 Found;Location: http://10.0.0.1/i.png;Content-Length: 0 | ''
          the metadata of a cloud      | HTTP/1.1 302 Found;Location: http://169.254.169.254/;Content-Length: 0 | ''
          a redirect loop              | HTTP/1.1 302 Found;Location: /favicon.ico;Content-Length: 0 | ''
          a cut body                   | HTTP/1.1 200 OK;Content-Length: 99 | x
          """)
  void hasNoIconOf(String what, String head, String body) throws IOException {
    try (RawUpstream site = RawUpstream.saying(head.replace(';', '\n'), RawUpstream.bytes(body))) {
      assertThat(fetch(source(site, null, null))).as(what).isEmpty();
    }
  }

  @Test
  void endsAnEndlessBodyAtTheLimit() throws IOException {
    try (RawUpstream site = RawUpstream.with(IconFetcherTest::endless)) {
      assertThat(fetch(source(site, null, null))).isEmpty();
    }
  }

  // Until the client closes the connection.
  private static void endless(String request, OutputStream out) throws IOException {
    RawUpstream.say(out, "HTTP/1.1 200 OK\nContent-Type: image/png");
    while (true) {
      out.write(PNG);
    }
  }

  @Test
  void leavesAHostAloneThatDoesNotRespond() throws IOException {
    Script silent = (request, out) -> awaitEnd();
    try (RawUpstream site = RawUpstream.with(silent)) {
      assertThat(fetch(source(site, "/", null), "timeout", "1s")).isEmpty();
      assertThat(paths(site)).doesNotContain("/favicon.ico");
    }
  }

  private void awaitEnd() throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void makesNoRequestToAnAddressThatTheGuardForbids() {
    assertThat(
            fetch(
                IconSettings.source(
                    "http://10.0.0.1/feed", "http://10.0.0.1/", "http://192.168.0.1/i.png")))
        .isEmpty();
  }
}
