package news.rendezvous.ingest.discover;

import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.dialect.Dialects;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.Fetcher;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.RawUpstream;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.SampleDocuments;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedDiscoveryTest {

  private static final String RSS = "application/rss+xml";
  private static final String PAGE = "<!DOCTYPE html><title>Harbour</title>";

  private final Vertx vertx = Vertx.vertx();
  private final FetchConfig config = FetchSettings.of();
  private final Transport transport = new Transport(vertx, config, new AddressGuard(config));
  private final FeedDiscovery discovery =
      new FeedDiscovery(
          new Fetcher(
              transport,
              RequestClock.running(1, "0s"),
              config,
              new CredentialVault(Optional::empty),
              InstantSource.fixed(Instant.parse("2026-03-04T10:00:00Z"))),
          new FeedParser(SampleDocuments.CONFIG),
          Dialects.reader(),
          new Settings());

  private record Settings() implements DiscoveryConfig {

    @Override
    public Optional<List<String>> wellKnownPaths() {
      return Optional.of(List.of("/feed", "/rss.xml", "/atom.xml"));
    }

    @Override
    public Duration wellKnownTimeout() {
      return Duration.ofSeconds(30);
    }
  }

  @AfterEach
  void close() {
    transport.close();
    vertx.close();
  }

  private Discovery discover(String url) {
    return discovery.discover(FeedUrl.of(url)).await().atMost(Duration.ofSeconds(30));
  }

  private List<FeedLink> feeds(String url) {
    Discovery discovered = discover(url);
    assertThat(discovered).isInstanceOf(Discovery.Found.class);
    return ((Discovery.Found) discovered).feeds();
  }

  /** Bodies by path; every other path is 404. */
  private static RawUpstream site(Map<String, String> bodies) {
    return RawUpstream.with(
        (request, out) -> {
          String body = bodies.get(request.split(" ")[1]);
          if (body == null) {
            RawUpstream.say(out, "HTTP/1.1 404 Not Found\nContent-Length: 0");
          } else {
            RawUpstream.say(out, "HTTP/1.1 200 OK", RawUpstream.bytes(body));
          }
        });
  }

  private static List<String> paths(RawUpstream site) {
    return site.requests().stream().map(request -> request.split(" ")[1]).toList();
  }

  @Test
  void findsTheFeedItself() throws IOException {
    try (RawUpstream site = site(Map.of("/x", rss("<item><title>One</title></item>")))) {
      assertThat(feeds(site.url("/x")))
          .containsExactly(new FeedLink(site.url("/x"), "Harbour", RSS));
    }
  }

  @Test
  void findsTheFeedsThatAPageAnnounces() throws IOException {
    String page =
        PAGE
            + """
            <link rel="alternate" type="application/rss+xml" title="Harbour &amp;raquo; News" href="a.xml">
            <link rel="alternate" type="application/atom+xml" href="/b">
            """;
    try (RawUpstream site = site(Map.of("/news/", page))) {
      assertThat(feeds(site.url("/news/")))
          .containsExactly(
              new FeedLink(site.url("/news/a.xml"), "Harbour » News", RSS),
              new FeedLink(site.url("/b"), "Harbour", "application/atom+xml"));
      assertThat(paths(site)).containsExactly("/news/");
    }
  }

  @Test
  void triesWellKnownPathsUntilOneIsAFeed() throws IOException {
    try (RawUpstream site = site(Map.of("/", PAGE, "/feed", PAGE, "/rss.xml", rss("")))) {
      assertThat(feeds(site.url("/")))
          .containsExactly(new FeedLink(site.url("/rss.xml"), "Harbour", RSS));
      assertThat(paths(site)).containsExactly("/", "/feed", "/rss.xml");
    }
  }

  @Test
  void takesNoTextForAFeedThatWasGuessed() throws IOException {
    try (RawUpstream site = site(Map.of("/", PAGE, "/feed", "Nothing to see here"))) {
      assertThat(feeds(site.url("/"))).isEmpty();
      assertThat(paths(site)).containsExactly("/", "/feed", "/rss.xml", "/atom.xml");
    }
  }

  @Test
  void guessesNoFurtherWhenTheHostAsksToBeLeftAlone() throws IOException {
    try (RawUpstream site =
        RawUpstream.with(
            (request, out) ->
                RawUpstream.say(
                    out,
                    request.startsWith("GET / ")
                        ? "HTTP/1.1 200 OK"
                        : "HTTP/1.1 429 Too Many Requests\nRetry-After: 60",
                    RawUpstream.bytes(PAGE)))) {
      assertThat(feeds(site.url("/"))).isEmpty();
      assertThat(paths(site)).containsExactly("/", "/feed");
    }
  }

  @Test
  void namesTheTargetOfAPermanentRedirect() throws IOException {
    try (RawUpstream site =
        RawUpstream.with(
            (request, out) -> {
              if (request.startsWith("GET /new ")) {
                RawUpstream.say(out, "HTTP/1.1 200 OK", RawUpstream.bytes(rss("")));
              } else {
                RawUpstream.say(out, "HTTP/1.1 301 Moved\nLocation: /new\nContent-Length: 0");
              }
            })) {
      assertThat(feeds(site.url("/old"))).extracting(FeedLink::url).containsExactly(site.url("/new"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 404 Not Found                                | x                                    | HTTP_ERROR
          HTTP/1.1 302 Found;Location: http://10.0.0.1/         | x                                    | ADDRESS_BLOCKED
          HTTP/1.1 200 OK | <!doctype html><title>Just a moment...</title>                             | BLOCKED
          HTTP/1.1 200 OK | <!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>   | DTD_REJECTED
          """)
  void saysWhyAUrlCannotBeRead(String head, String body, PollOutcome outcome) throws IOException {
    try (RawUpstream site =
        RawUpstream.saying(head.replace(';', '\n'), RawUpstream.bytes(body))) {
      Discovery discovered = discover(site.url("/"));

      assertThat(discovered).isInstanceOf(Discovery.Failed.class);
      assertThat(((Discovery.Failed) discovered).outcome()).isEqualTo(outcome);
      assertThat(((Discovery.Failed) discovered).detail()).isNotEmpty();
    }
  }

  @Test
  void makesNoRequestToAnAddressThatTheGuardForbids() {
    assertThat(((Discovery.Failed) discover("http://10.0.0.1/")).outcome())
        .isEqualTo(PollOutcome.ADDRESS_BLOCKED);
  }
}
