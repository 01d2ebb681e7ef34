package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult.Delivered;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult.Failed;
import news.rendezvous.serve.hub.delivery.CallbackSender.DeliveryResult.Gone;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.saved.Webhook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a real callback, and those that are not made. */
class CallbackClientTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
  private static final Notification NEWS =
      new Notification(
          Map.of(
              "Content-Type",
              "application/rss+xml",
              "Link",
              "<http://a/hub>; rel=\"hub\"",
              "webhook-id",
              "1"),
          "<rss/>".getBytes());
  private static final FetchConfig LOOPBACK = FetchSettings.of();

  private final Vertx vertx = Vertx.vertx();
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private CredentialVault vault = new CredentialVault(Optional::empty);
  private HttpServer server;
  private volatile int status = 204;
  private volatile Map<String, String> answered = Map.of();
  private volatile @Nullable Headers received;
  private volatile byte[] body = new byte[0];

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    vertx.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    body = exchange.getRequestBody().readAllBytes();
    received = exchange.getRequestHeaders();
    answered.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:%d/cb?id=1".formatted(server.getAddress().getPort());
  }

  private static Subscriber subscriber(
      Kind kind, String callback, String topic, @Nullable StoredSecret secret) {
    return new Subscriber(
        "hub/1",
        kind,
        FeedUrl.of(callback),
        topic,
        secret,
        NOON,
        NOON.plusSeconds(3_600),
        "AQ",
        DeliveryState.NONE);
  }

  private static Subscriber subscriber(String callback) {
    return subscriber(Kind.WEBSUB, callback, "http://a/feed.rss", null);
  }

  private DeliveryResult send(Subscriber subscriber, Webhook... webhooks) {
    Transport transport = new Transport(vertx, LOOPBACK, new AddressGuard(LOOPBACK));
    return send(transport, subscriber, webhooks);
  }

  private DeliveryResult send(Transport transport, Subscriber subscriber, Webhook... webhooks) {
    CallbackSigner signer =
        new CallbackSigner(vault, row -> Optional.of(webhooks).map(all -> all[0]), () -> NOON);
    // A name is checked at each request: the check of the URL alone lets it pass.
    CallbackCheck check =
        new CallbackCheck(new AddressGuard(LOOPBACK), "https://news.example", port -> port == 8080);
    return new CallbackClient(
            transport, check, signer, HubSettings.timingOutAfter(Duration.ofSeconds(1)), () -> NOON)
        .send(subscriber, NEWS)
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  @Test
  void haveTheBodyAndHeadersOfTheNotification() {
    assertThat(send(subscriber(url()))).isInstanceOf(Delivered.class);

    assertThat(body).isEqualTo(NEWS.body());
    assertThat(received.getFirst("Content-Type")).isEqualTo("application/rss+xml");
    assertThat(received.getFirst("Link")).isEqualTo("<http://a/hub>; rel=\"hub\"");
    assertThat(received.getFirst("User-Agent")).startsWith("Rendezvous/");
    assertThat(received).doesNotContainKey("X-hub-signature");
  }

  /** HMAC computed by: printf '<rss/>' | openssl dgst -sha256 -hmac hush. */
  @Test
  void areSignedWithTheSecretOfASubscriber() {
    StoredSecret secret = vault.seal("hush", "hub/1", FeedUrl.of(url()));

    send(subscriber(Kind.WEBSUB, url(), "http://a/feed.rss", secret));

    assertThat(received.getFirst("X-Hub-Signature"))
        .isEqualTo("sha256=c0972a8d478b4eae2999fad4a49b29caa6b3679bf380a755c4925c8c8caf76d8");
  }

  /** It is bound to its subscription: copied to another row it cannot be decrypted. */
  @Test
  void areSignedWithASecretThatIsStoredEncrypted() {
    vault = new CredentialVault(() -> Optional.of(KEY));
    StoredSecret secret = vault.seal("hush", "hub/1", FeedUrl.of(url()));
    StoredSecret copied = vault.seal("hush", "hub/2", FeedUrl.of(url()));
    assertThat(secret.plain()).isNull();

    assertThat(send(subscriber(Kind.WEBSUB, url(), "http://a/feed.rss", secret)))
        .isInstanceOf(Delivered.class);
    assertThat(send(subscriber(Kind.WEBSUB, url(), "http://a/feed.rss", copied)))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("not signed: its secret was encrypted with another key"));
    assertThat(received.getFirst("X-Hub-Signature")).startsWith("sha256=");
  }

  @ParameterizedTest
  @CsvSource({"200", "201", "202", "204", "299"})
  void areDeliveredByEverySuccess(int answer) {
    status = answer;

    assertThat(send(subscriber(url()))).isInstanceOf(Delivered.class);
  }

  @Test
  void endTheSubscriptionByA410() {
    status = 410;

    assertThat(send(subscriber(url()))).isInstanceOf(Gone.class);
  }

  @ParameterizedTest
  @CsvSource({"304", "400", "404", "500"})
  void failByAnyOtherStatus(int answer) {
    status = answer;

    assertThat(send(subscriber(url())))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).startsWith("status " + answer));
  }

  @ParameterizedTest
  @CsvSource({"429, 120, PT2M", "503, 99999999, P1D", "503, soon, ", "500, 120, "})
  void failWithTheWaitThatTheCallbackDemands(int answer, String after, @Nullable Duration wait) {
    status = answer;
    answered = Map.of("Retry-After", after);

    assertThat(send(subscriber(url()))).isEqualTo(new Failed("status " + answer, wait));
  }

  /** To an address that the service may reach and a subscriber may not. */
  @Test
  void followNoRedirect() throws IOException {
    HttpServer inner = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    boolean[] reached = {false};
    inner.createContext("/", exchange -> reached[0] = true);
    inner.start();
    status = 307;
    answered = Map.of("Location", "http://127.0.0.1:%d/".formatted(inner.getAddress().getPort()));

    assertThat(send(subscriber(url())))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("not followed"));

    inner.stop(0);
    assertThat(reached[0]).isFalse();
  }

  @Test
  void endAtTheirTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:%d/".formatted(silent.getLocalPort());

      assertThat(send(subscriber(url)))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.reason()).contains("1000 ms"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "192.168.0.1", "fd00::1"})
  void areNotMadeToAPrivateAddressBehindAName(String address) throws IOException {
    InetAddress resolved = InetAddress.getByName(address);
    Transport transport =
        new Transport(
            vertx,
            LOOPBACK,
            new AddressGuard(LOOPBACK),
            name -> Uni.createFrom().item(List.of(resolved)),
            Transport.options(LOOPBACK));

    assertThat(send(transport, subscriber("http://reader.example/cb")))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).contains("is not a public address"));
  }

  @Test
  void areNotMadeToTheServiceItself() {
    assertThat(send(subscriber("http://127.0.0.1:8080/hub")))
        .isEqualTo(new Failed("the callback is refused: it is this service itself", null));
  }

  @Test
  void areNotMadeWithoutTheSecretThatTheyNeed() {
    StoredSecret sealed = new StoredSecret(null, "c2VhbGVk");

    assertThat(send(subscriber(Kind.WEBSUB, url(), "http://a/feed.rss", sealed)))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).startsWith("not signed: "));

    assertThat(received).isNull();
  }

  @Test
  void haveTheHeadersOfAWebhook() {
    FeedUrl url = FeedUrl.of(url());
    Webhook webhook =
        new Webhook(url, vault.seal("hush", Webhook.owner("harbour"), url), List.of());

    send(subscriber(Kind.WEBHOOK, url(), "harbour", null), webhook);

    assertThat(received.getFirst("webhook-timestamp")).isEqualTo("1772539200");
    assertThat(received.getFirst("webhook-signature")).startsWith("v1,");
    assertThat(received).doesNotContainKey("X-hub-signature");
  }
}
