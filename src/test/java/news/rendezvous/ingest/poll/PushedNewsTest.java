package news.rendezvous.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.rendezvous.ingest.poll.schedule.PollReason;
import news.rendezvous.ingest.push.CallbackAddress;
import news.rendezvous.ingest.push.PushState;
import news.rendezvous.ingest.push.PushSubscriber;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.ingest.push.RecordingHub;
import news.rendezvous.ingest.push.RecordingHub.Received;
import news.rendezvous.item.text.Hmac;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The subscriber of WebSub as hubs and publishers see it: cases 200 to 205 (subscribing) and 300 to
 * 302 (distribution) of the W3C test suite, and how polls and pushes share their work.
 */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PushedNewsTest extends PollingTestBase {

  private static final String HOST = "127.0.0.1";
  private static final String RSS = "application/rss+xml";

  private static RecordingHub hub;

  @Inject PushSubscriptions subscriptions;
  @Inject PushSubscriber subscriber;

  @TestHTTPResource("/")
  URI service;

  @BeforeAll
  static void openHub() {
    hub = new RecordingHub();
  }

  @AfterAll
  static void closeHub() {
    hub.close();
  }

  private static String[] announcing(String id, String self) {
    return new String[] {
      "Link", "<%s>; rel=hub, <%s>; rel=self".formatted(hub.url("/" + id), self),
    };
  }

  private static String topic(String id) {
    return publisher.url(HOST, "/" + id);
  }

  private void serve(String id, String... stories) {
    publisher.respondWith("/" + id, 200, feed(stories), announcing(id, topic(id)));
  }

  /** Adds a source whose feed announces a hub, and awaits the request for a subscription. */
  private Received announced(String id, String... stories) {
    serve(id, stories);
    add(id, HOST, null);
    return requested(id, 1);
  }

  private static Received requested(String id, int count) {
    eventually().until(() -> hub.requests("/" + id, "subscribe").size() >= count);
    return hub.requests("/" + id, "subscribe").get(count - 1);
  }

  private Received subscribed(String id, String... stories) {
    Received request = announced(id, stories);
    assertThat(verify(request, "subscribe", "86400").statusCode()).isEqualTo(200);
    eventually().until(() -> push(id).state().equals("active"));
    return request;
  }

  private PushState push(String id) {
    return subscriptions.state(id).orElseThrow();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private URI callback(Received request, String query) {
    return service.resolve(URI.create(request.field("callback")).getPath() + query);
  }

  private HttpResponse<String> call(Received request, Map<String, String> parameters) {
    List<String> query = new ArrayList<>();
    parameters.forEach(
        (name, value) -> query.add("hub." + name + "=" + URLEncoder.encode(value, UTF_8)));
    return send(HttpRequest.newBuilder(callback(request, "?" + String.join("&", query))));
  }

  private HttpResponse<String> verify(Received request, String mode, String lease) {
    return call(
        request,
        Map.of(
            "mode",
            mode,
            "topic",
            request.field("topic"),
            "challenge",
            "<b>chal&lenge</b>",
            "lease_seconds",
            lease));
  }

  private static String signature(Received request, byte[] body) {
    return "sha256=" + Hmac.SHA256.hex(request.field("secret").getBytes(UTF_8), body);
  }

  private HttpResponse<String> push(Received request, String body) {
    return push(request, body, signature(request, body.getBytes(UTF_8)));
  }

  private HttpResponse<String> push(Received request, String body, String signature) {
    return send(
        HttpRequest.newBuilder(callback(request, ""))
            .header("Content-Type", RSS)
            .header("X-Hub-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static void isProblem(HttpResponse<String> answer, int status, String cause) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getMap())
        .containsEntry("type", "urn:rendezvous:problem:" + cause)
        .containsEntry("status", status)
        .containsKeys("title", "detail");
  }

  @Test
  void subscribesAtTheHubThatAFeedAnnounces() {
    Received request = announced("push-announced", "sail");

    assertThat(request.field("topic")).isEqualTo(topic("push-announced"));
    assertThat(request.field("callback")).matches("http://127\\.0\\.0\\.1:8081/push/[0-9a-f]{32}");
    assertThat(request.field("secret")).matches("[0-9a-f]{64}");
    assertThat(request.field("lease_seconds")).isEqualTo("604800");
    eventually().until(() -> push("push-announced").state().equals("pending"));
  }

  @Test
  void subscribesToTheTopicThatTheFeedNames() {
    publisher.respondWith(
        "/push-other", 200, feed("sail"), announcing("push-other", "https://quay.example/feed"));
    add("push-other", HOST, null);

    assertThat(requested("push-other", 1).field("topic")).isEqualTo("https://quay.example/feed");
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "308"})
  void subscribesToTheDocumentAtTheEndOfARedirectWhereItNamesNoTopic(int status) {
    String id = "push-moved" + status;
    publisher.respondWith("/" + id, status, "", "Location", "/push-target" + status);
    publisher.respondWith(
        "/push-target" + status,
        200,
        feed("sail"),
        "Link",
        "<%s>; rel=hub".formatted(hub.url("/" + id)));
    add(id, HOST, null);

    assertThat(requested(id, 1).field("topic"))
        .isEqualTo(publisher.url(HOST, "/push-target" + status));
  }

  @Test
  void confirmsWhatItAskedForAndNothingElse() {
    Received request = announced("push-verified", "sail");
    Map<String, String> wrongTopic =
        Map.of("mode", "subscribe", "topic", "https://other.example/", "challenge", "abc");

    isProblem(call(request, wrongTopic), 404, "not-found");
    isProblem(verify(request, "unsubscribe", ""), 404, "not-found");
    isProblem(
        call(request, Map.of("mode", "subscribe", "topic", request.field("topic"))),
        400,
        "invalid-parameter");
    HttpResponse<String> otherMode = verify(request, "publish", "");
    isProblem(otherMode, 400, "invalid-parameter");
    assertThat(new JsonObject(otherMode.body()).getString("parameter")).isEqualTo("hub.mode");
    assertThat(
            send(HttpRequest.newBuilder(
                    service.resolve("/push/0123456789abcdef?hub.mode=subscribe")))
                .statusCode())
        .isEqualTo(404);
    assertThat(push("push-verified").leaseUntil()).isNull();

    HttpResponse<String> answer = verify(request, "subscribe", "86400");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<b>chal&lenge</b>");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    eventually().until(() -> push("push-verified").state().equals("active"));
    assertThat(push("push-verified").leaseUntil())
        .isBetween(clock.instant().plusSeconds(86_000), clock.instant().plusSeconds(86_401));
  }

  @ParameterizedTest
  @CsvSource({
    "mode, subscribe",
    "topic, same",
    "topic, other",
    "challenge, abc",
    "lease_seconds, 60"
  })
  void confirmsNothingWhereAParameterIsRepeated(String name, String value) {
    Received request = announced("push-twice" + (name + value).hashCode(), "sail");
    String topic = URLEncoder.encode(request.field("topic"), UTF_8);
    String query =
        "?hub.mode=subscribe&hub.topic=%1$s&hub.challenge=abc&hub.lease_seconds=60&hub.%2$s=%3$s"
            .formatted(topic, name, value.equals("same") ? topic : value);

    HttpResponse<String> answer = send(HttpRequest.newBuilder(callback(request, query)));

    isProblem(answer, 400, "invalid-parameter");
    assertThat(new JsonObject(answer.body()).getString("parameter")).isEqualTo("hub." + name);
    assertThat(verify(request, "subscribe", "60").statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheNewsOfAPushSoThatThePollAfterItFindsNothingNew() {
    Received request = subscribed("push-news", "sail");
    long before = sent();

    assertThat(push(request, feed("anchor", "sail")).statusCode()).isEqualTo(202);

    assertThat(sent()).isEqualTo(before + 1);
    assertThat(push("push-news"))
        .satisfies(
            state -> {
              assertThat(state.pushes()).isEqualTo(1);
              assertThat(state.lastPush()).isNotNull();
            });
    serve("push-news", "anchor", "sail");
    assertThat(poll("push-news").changed()).isZero();
    assertThat(push(request, feed("anchor")).statusCode()).isEqualTo(202);
    assertThat(sent()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"''", "sha256=00", "sha256=zz", "sha3=00"})
  void ignoresAPushWithoutAValidSignature(String signature) {
    String id = "push-forged" + signature.hashCode();
    Received request = subscribed(id, "sail");
    long before = sent();

    assertThat(push(request, feed("forged"), signature).statusCode()).isEqualTo(202);

    assertThat(sent()).isEqualTo(before);
    eventually().until(() -> push(id).rejected() == 1);
    assertThat(push(id).lastError()).contains("X-Hub-Signature");
    assertThat(push(request, feed("genuine")).statusCode()).isEqualTo(202);
    assertThat(sent()).isEqualTo(before + 1);
  }

  @Test
  void ignoresAPushThatIsNoFeed() {
    Received request = subscribed("push-html", "sail");

    assertThat(push(request, "<html><body>maintenance</body></html>").statusCode()).isEqualTo(202);

    eventually().until(() -> push("push-html").rejected() == 1);
    assertThat(push("push-html").pushes()).isZero();
  }

  @Test
  void takesAPushOfFourMegabytesAndRefusesOneBeyondTheLimit() {
    Received request = subscribed("push-large", "sail");
    String padding = "<!--" + "x".repeat(4 << 20) + "-->";
    long before = sent();

    assertThat(push(request, feed("large") + padding).statusCode()).isEqualTo(202);

    assertThat(sent()).isEqualTo(before + 1);
    isProblem(push(request, feed("larger") + padding + padding), 413, "request-entity-too-large");
  }

  @Test
  void refusesOtherMethodsCodedContentAndUnknownCallbacks() {
    Received request = subscribed("push-refused", "sail");

    HttpResponse<String> head =
        send(
            HttpRequest.newBuilder(callback(request, ""))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(head.headers().firstValue("Allow")).contains("GET, POST");
    HttpResponse<String> deletion = send(HttpRequest.newBuilder(callback(request, "")).DELETE());
    isProblem(deletion, 405, "method-not-allowed");
    assertThat(deletion.headers().firstValue("Allow")).contains("GET, POST");
    isProblem(
        send(
            HttpRequest.newBuilder(callback(request, ""))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("x"))),
        415,
        "unsupported-media-type");
    isProblem(
        send(
            HttpRequest.newBuilder(service.resolve("/push/00000000000000000000000000000000"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))),
        404,
        "not-found");
  }

  @Test
  void aPushOfAPartIsNoOverrunAndLosesNothing() {
    Received request = subscribed("push-part", "a", "b", "c");

    push(request, feed("d"));

    serve("push-part", "d", "a", "b", "c");
    assertThat(poll("push-part").changed()).isZero();
    assertThat(state("push-part").memory().overrun()).isNull();
  }

  @Test
  void pollsBecomeChecksWhileTheHubDelivers() {
    Received request = subscribed("push-check", "sail");
    serve("push-check", "sail", "keel");
    poll("push-check");
    assertThat(untilNext("push-check")).isLessThan(Duration.ofHours(2));

    push(request, feed("anchor", "keel", "sail"));
    serve("push-check", "anchor", "keel", "sail");
    poll("push-check");

    assertThat(untilNext("push-check")).isBetween(Duration.ofHours(4), Duration.ofHours(5));
    assertThat(PollReason.parse(state("push-check").plan().reason()))
        .map(PollReason::kind)
        .contains(PollReason.Kind.PUSH);

    serve("push-check", "missed", "anchor");
    poll("push-check");

    assertThat(untilNext("push-check")).isLessThan(Duration.ofHours(2));
  }

  @Test
  void renewsTheLeaseWithTheSameCallbackAndSecret() {
    Received request = subscribed("push-renewed", "sail");

    clock.jumpTo(Duration.ofSeconds(86_400 * 3 / 4 + 60));
    subscriber.assigned();

    Received renewal = requested("push-renewed", 2);
    assertThat(renewal.form()).isEqualTo(request.form());
    assertThat(verify(renewal, "subscribe", "86400").statusCode()).isEqualTo(200);
    eventually()
        .until(
            () -> push("push-renewed").leaseUntil().isAfter(clock.instant().plusSeconds(86_000)));
    assertThat(push(request, feed("later")).statusCode()).isEqualTo(202);
  }

  @Test
  void isNotTriedAgainForADayAfterADenial() {
    Received request = announced("push-denied", "sail");

    assertThat(
            call(
                    request,
                    Map.of("mode", "denied", "topic", request.field("topic"), "reason", "not here"))
                .statusCode())
        .isEqualTo(200);

    eventually().until(() -> push("push-denied").state().equals("denied"));
    assertThat(push("push-denied").lastError()).contains("not here");
    isProblem(push(request, feed("late")), 410, "gone");
    clock.jumpTo(Duration.ofHours(25));
    subscriber.assigned();
    assertThat(requested("push-denied", 2).field("callback"))
        .isNotEqualTo(request.field("callback"));
  }

  @Test
  void triesTheHubsInTheirOrderAndThenAgainAfterADay() {
    hub.respondWith("/push-first", 403, "no", Map.of());
    hub.respondWith("/push-second", 404, "no", Map.of());
    publisher.respondWith(
        "/push-hubs",
        200,
        feed("sail"),
        "Link",
        "<%s>; rel=hub, <%s>; rel=hub".formatted(hub.url("/push-first"), hub.url("/push-second")));
    add("push-hubs", HOST, null);

    requested("push-second", 1);

    eventually().until(() -> push("push-hubs").state().equals("refused"));
    assertThat(push("push-hubs").lastError()).contains("404");
    assertThat(hub.requests("/push-first", "subscribe")).hasSize(1);
    hub.respondWith("/push-first", 202, "", Map.of());
    clock.jumpTo(Duration.ofHours(25));
    subscriber.assigned();
    requested("push-first", 2);
  }

  @Test
  void backsOffWhileTheHubFails() {
    hub.respondWith("/push-down", 500, "trouble", Map.of());
    announced("push-down", "sail");
    eventually().until(() -> push("push-down").state().equals("failing"));
    hub.respondWith("/push-down", 202, "", Map.of());

    clock.jumpTo(Duration.ofMinutes(2));
    subscriber.assigned();

    verify(requested("push-down", 2), "subscribe", "86400");
    eventually().until(() -> push("push-down").state().equals("active"));
  }

  @Test
  void backsOffWhileTheHubAcceptsAndDoesNotVerify() {
    announced("push-mute", "sail");
    eventually().until(() -> push("push-mute").state().equals("failing"));
    assertThat(push("push-mute").lastError()).contains("did not verify");

    clock.jumpTo(Duration.ofMinutes(2));
    subscriber.assigned();

    Received request = requested("push-mute", 2);
    assertThat(push("push-mute").state()).isEqualTo("failing");
    verify(request, "subscribe", "86400");
    eventually().until(() -> push("push-mute").state().equals("active"));
    eventually().until(() -> push("push-mute").lastError() == null);
  }

  @Test
  void givesUpAHubThatDeliversNothing() {
    subscribed("push-silent", "a");
    poll("push-silent"); // what is new from now on was published after the verification
    serve("push-silent", "b", "a");
    poll("push-silent");
    serve("push-silent", "c", "a");
    poll("push-silent");

    eventually().until(() -> push("push-silent").state().equals("silent"));
    eventually().until(() -> !hub.requests("/push-silent", "unsubscribe").isEmpty());
    assertThat(push("push-silent").lastError()).contains("delivered none");
  }

  @Test
  void keepsAHubThatDeliversAfterThePoll() {
    Received request = subscribed("push-late", "a");
    poll("push-late");
    serve("push-late", "b", "a");
    poll("push-late");
    serve("push-late", "c", "a");
    poll("push-late");

    push(request, feed("c", "b", "a"));

    double silent = metrics.counter("rendezvous.push.silent").count();
    clock.jumpTo(Duration.ofMinutes(1));
    poll("push-late");
    assertThat(push("push-late").state()).isEqualTo("active");
    assertThat(metrics.counter("rendezvous.push.silent").count()).isEqualTo(silent);
  }

  @Test
  void unsubscribesWhenTheSourceIsDeletedAndLetsTheHubVerifyIt() {
    Received request = subscribed("push-deleted", "sail");

    sources.remove("push-deleted").await().atMost(SOON);

    eventually().until(() -> !hub.requests("/push-deleted", "unsubscribe").isEmpty());
    Received ending = hub.requests("/push-deleted", "unsubscribe").get(0);
    assertThat(ending.field("callback")).isEqualTo(request.field("callback"));
    assertThat(verify(ending, "unsubscribe", "").body()).isEqualTo("<b>chal&lenge</b>");
    assertThat(push(request, feed("late")).statusCode()).isEqualTo(410);
  }

  @Test
  void unsubscribesWhenTheSourceIsDisabledOrAnnouncesAnotherHub() {
    Received request = subscribed("push-changed", "sail");
    publisher.respondWith(
        "/push-changed",
        200,
        feed("sail", "keel"),
        announcing("push-changed2", topic("push-changed")));

    poll("push-changed");

    Received other = requested("push-changed2", 1);
    assertThat(other.field("callback")).isNotEqualTo(request.field("callback"));
    eventually().until(() -> !hub.requests("/push-changed", "unsubscribe").isEmpty());
    assertThat(push(request, feed("late")).statusCode()).isEqualTo(410);
    verify(other, "subscribe", "86400");
    eventually().until(() -> push("push-changed").state().equals("active"));

    sources.put(disabled(source("push-changed"))).await().atMost(SOON);

    eventually().until(() -> !hub.requests("/push-changed2", "unsubscribe").isEmpty());
    eventually().until(() -> push("push-changed").state().equals("ended"));
  }

  private static Source disabled(Source source) {
    return new Source(
        source.id(),
        source.url().toString(),
        null,
        source.edition(),
        null,
        null,
        null,
        null,
        false,
        false);
  }

  @Test
  void asksTheHubAFewTimesOnlyWhereTheTopicChangesFromPollToPoll() {
    String id = "push-unsteady";
    for (int n = 0; n < 9; n++) {
      publisher.respondWith("/" + id, 200, feed("s" + n), announcing(id, topic(id) + "?" + n));
      if (n == 0) {
        add(id, HOST, null);
      } else {
        poll(id);
      }
    }

    eventually().until(() -> push(id).topic().equals(topic(id) + "?3"));
    requested(id, 1);
    assertThat(hub.requests("/" + id, "subscribe")).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void readsNoMorePushesOfACallbackAfterManyInvalidOnes() {
    Received request = subscribed("push-flood", "sail");
    for (int n = 0; n < 30; n++) {
      assertThat(push(request, "x", "sha256=00").statusCode()).isEqualTo(202);
    }

    isProblem(push(request, feed("anchor")), 429, "too-many-requests");

    assertThat(push("push-flood").rejected()).isEqualTo(30);
    clock.jumpTo(Duration.ofMinutes(2));
    assertThat(push(request, feed("anchor")).statusCode()).isEqualTo(202);
  }

  /** Without a public address, or with one that no hub may use. */
  @ParameterizedTest
  @CsvSource({"''", "http://news.example/"})
  void asksHubsToTryAgainWhileItHasNoAddressForThem(String address) {
    String id = "push-homeless" + address.length();
    Received request = subscribed(id, "sail");
    Map<String, String> denial = Map.of("mode", "denied", "topic", request.field("topic"));
    Map<String, String> wrongTopic = Map.of("mode", "denied", "topic", "https://other.example/");
    PushState known = push(id);
    long before = sent();

    CallbackAddress.configure(Map.of("rendezvous.public-url", address));

    assertThat(
            List.of(
                push(request, feed("anchor")),
                verify(request, "subscribe", "172800"),
                call(request, denial)))
        .allSatisfy(
            answer -> {
              isProblem(answer, 503, "service-unavailable");
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              assertThat(answer.body()).contains("rendezvous.public-url");
            });
    assertThat(call(request, wrongTopic).statusCode()).isEqualTo(404);
    assertThat(subscriptions.state(id)).isEmpty();
    assertThat(sent()).isEqualTo(before);

    CallbackAddress.configure(Map.of("rendezvous.public-url", "http://127.0.0.1:8081/"));

    assertThat(push(id)).isEqualTo(known);
    assertThat(push(request, feed("anchor")).statusCode()).isEqualTo(202);
    assertThat(sent()).isEqualTo(before + 1);
  }

  @Test
  void endsSubscriptionsWhereItIsSwitchedOffOrTheSourceIsDisabled() {
    Received request = subscribed("push-off", "sail");

    CallbackAddress.configure(Map.of("rendezvous.push.enabled", "false"));

    assertThat(push(request, feed("anchor")).statusCode()).isEqualTo(410);
    assertThat(verify(request, "subscribe", "86400").statusCode()).isEqualTo(404);
    assertThat(subscriptions.state("push-off")).isEmpty();

    sources.put(disabled(source("push-off"))).await().atMost(SOON);
    CallbackAddress.configure(Map.of());

    eventually().until(() -> push(request, feed("anchor")).statusCode() == 410);
  }

  @Test
  void takesTheTombstonesOfAPush() {
    Received request = subscribed("push-tomb", "sail");
    long before = sent();
    String atom =
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
            + "<title>Pier</title><at:deleted-entry ref='urn:sail' when='2026-03-04T10:00:00Z'/></feed>";

    assertThat(push(request, atom).statusCode()).isEqualTo(202);

    assertThat(sent()).isEqualTo(before + 1);
  }

  @Test
  void neverSubscribesAtItself() {
    publisher.respondWith(
        "/push-own", 200, feed("sail"), "Link", "<http://127.0.0.1:8081/hub>; rel=hub");
    add("push-own", HOST, null);

    eventually()
        .until(
            () -> subscriptions.state("push-own").map(PushState::state).orElse("").equals("own"));
  }
}
