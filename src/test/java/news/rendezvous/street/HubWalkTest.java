package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.text.Hmac;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.street.CallbackServer.Answer;
import news.rendezvous.street.CallbackServer.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub, as the W3C Recommendation WebSub asks of one (sections 5 to 7). */
@QuarkusTest
class HubWalkTest extends ServiceWalk {

  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  @TestHTTPResource("/")
  URI service;

  @Inject SubscriberRegistry registry;
  @Inject MeterRegistry metrics;

  private CallbackServer reader;

  @BeforeEach
  void openCallbacks() {
    reader = new CallbackServer("127.0.2.1");
  }

  @AfterEach
  void closeCallbacks() {
    reader.close();
  }

  private String topic(String target) {
    return service.toString().replaceFirst("/$", "") + target;
  }

  private static ValidatableResponse post(Map<String, ?> form) {
    return given().contentType(FORM).formParams(form).post("/hub").then();
  }

  private static Map<String, Object> form(String mode, String topic, String callback) {
    return new HashMap<>(Map.of("hub.mode", mode, "hub.topic", topic, "hub.callback", callback));
  }

  private static void ask(String mode, String topic, String callback) {
    post(form(mode, topic, callback)).statusCode(202).body(emptyString());
  }

  private Optional<Subscriber> known(String topic, String callback) {
    return registry.find(Subscriber.webSubId(topic, callback));
  }

  private Subscriber subscribed(String topic, String callback) {
    return await().atMost(WAIT).until(() -> known(topic, callback), Optional::isPresent).get();
  }

  private Received question(String path) {
    return await().atMost(WAIT).until(() -> reader.questions(path), all -> !all.isEmpty()).get(0);
  }

  @Test
  void asksTheCallbackWhetherItMeansIt() {
    String topic = topic("/feed.atom?tag=harbour");
    String callback = reader.url("/asked?id=1&key=a%20b");

    ask("subscribe", topic, callback);

    Received question = question("/asked");
    assertThat(question.uri().getRawQuery()).startsWith("id=1&key=a%20b&hub.mode=subscribe&");
    assertThat(question.parameter("hub.topic")).contains(topic);
    assertThat(question.parameter("hub.lease_seconds")).contains("864000");
    assertThat(question.parameter("hub.challenge").orElseThrow()).hasSizeGreaterThan(20);
    Subscriber subscriber = subscribed(topic, callback);
    assertThat(Duration.between(subscriber.since(), subscriber.leaseEnd()))
        .isEqualTo(Duration.ofDays(10));
    assertThat(reader.questions("/asked")).hasSize(1);
  }

  /** WebSub section 4: a subscriber knows nothing but the feed. */
  @ParameterizedTest
  @ValueSource(strings = {"/feed.atom", "/feed.rss?tag=harbour&limit=3", "/feed.json"})
  void isFoundByTheLinksOfAFeed(String feed) {
    List<String> links = List.of(when().get(feed).header("Link").split(", (?=<)"));
    String topic = link(links, "self");
    String callback = reader.url("/found");

    given()
        .contentType(FORM)
        .formParams(form("subscribe", topic, callback))
        .post(link(links, "hub"))
        .then()
        .statusCode(202);

    subscribed(topic, callback);
    assertThat(question("/found").parameter("hub.topic")).contains(topic);
  }

  private static String link(List<String> links, String relation) {
    return links.stream()
        .filter(link -> link.contains("rel=\"" + relation + "\""))
        .map(link -> link.substring(1, link.indexOf('>')))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"60, 3600", "7200, 7200", "864001, 864000", "0, 3600"})
  void boundsTheLease(String wished, String granted) {
    String topic = topic("/feed.rss?limit=" + wished.length());
    String path = "/lease" + wished;
    Map<String, Object> form = form("subscribe", topic, reader.url(path));
    form.put("hub.lease_seconds", wished);

    post(form).statusCode(202);

    assertThat(question(path).parameter("hub.lease_seconds")).contains(granted);
  }

  static Stream<Answer> refusals() {
    return Stream.of(
        new Answer(200, "", Map.of()),
        new Answer(200, "another", Map.of()),
        Answer.of(404),
        new Answer(302, "", Map.of("Location", "/elsewhere")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void changesNothingUnlessTheCallbackConfirms(Answer refusal) {
    String topic = topic("/feed.rss");
    String callback = reader.url("/unasked");
    String marker = reader.url("/marker");
    reader.answerQuestions(
        request -> request.uri().getPath().equals("/marker") ? Answer.echoing(request) : refusal);

    ask("subscribe", topic, callback);
    question("/unasked");

    // Of a host some are verified at a time, in any order: several markers pass after it.
    IntStream.range(1, 9).forEach(n -> ask("subscribe", topic("/feed.rss?limit=" + n), marker));
    IntStream.range(1, 9).forEach(n -> subscribed(topic("/feed.rss?limit=" + n), marker));
    assertThat(known(topic, callback)).isEmpty();
    assertThat(reader.questions("/elsewhere")).isEmpty();
  }

  @Test
  void needsTheChallengeAloneWhateverItsStatusOf2xx() {
    reader.answerQuestions(
        request -> new Answer(202, request.parameter("hub.challenge").orElse(""), Map.of()));

    ask("subscribe", topic("/feed.rss"), reader.url("/accepted"));

    subscribed(topic("/feed.rss"), reader.url("/accepted"));
  }

  @Test
  void unsubscribesOnceTheCallbackConfirms() {
    String topic = topic("/feed.json");
    String callback = reader.url("/left");
    ask("subscribe", topic, callback);
    subscribed(topic, callback);
    reader.answerQuestions(request -> Answer.of(404));
    ask("unsubscribe", topic, callback);
    await().atMost(WAIT).until(() -> reader.questions("/left").size() == 2);
    assertThat(known(topic, callback)).isPresent();

    reader.answerQuestions(Answer::echoing);
    ask("unsubscribe", topic, callback);

    await().atMost(WAIT).until(() -> known(topic, callback).isEmpty());
    assertThat(reader.questions("/left"))
        .last()
        .satisfies(
            question -> {
              assertThat(question.parameter("hub.mode")).contains("unsubscribe");
              assertThat(question.parameter("hub.topic")).contains(topic);
              assertThat(question.parameter("hub.lease_seconds")).isEmpty();
            });
  }

  @Test
  void renewsASubscriptionWithAnotherSecretAndLease() {
    String topic = topic("/feed.rss?limit=7");
    String callback = reader.url("/renewed");
    Map<String, Object> form = form("subscribe", topic, callback);
    form.put("hub.lease_seconds", 3_600);
    form.put("hub.secret", "first");
    post(form).statusCode(202);
    Subscriber first = subscribed(topic, callback);
    form.put("hub.secret", "second");
    form.put("hub.lease_seconds", 86_400);

    post(form).statusCode(202);

    Subscriber renewed =
        await()
            .atMost(WAIT)
            .until(
                () -> subscribed(topic, callback), now -> !now.leaseEnd().equals(first.leaseEnd()));
    assertThat(renewed.leaseEnd()).isAfter(Instant.now().plus(Duration.ofHours(20)));
    assertThat(renewed.since()).isEqualTo(first.since());
    assertThat(renewed.secret()).isNotNull().isNotEqualTo(first.secret());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "dance       | /feed.rss                  | /cb  | 400 | invalid-parameter  | hub.mode     | must be subscribe or unsubscribe",
        "-           | /feed.rss                  | /cb  | 400 | invalid-parameter  | hub.mode     | is missing",
        "subscribe   | -                          | /cb  | 400 | invalid-parameter  | hub.topic    | is missing",
        "subscribe   | /feed.rss                  | -    | 400 | invalid-parameter  | hub.callback | is missing",
        "subscribe   | https://elsewhere.example/ | /cb  | 422 | unfit-subscription | hub.topic    | /feed.atom",
        "subscribe   | /stream                    | /cb  | 422 | unfit-subscription | hub.topic    | must be the address of a feed",
        "unsubscribe | /stream                    | /cb  | 422 | unfit-subscription | hub.topic    | must be the address of a feed",
        "subscribe   | /views/nowhere/feed.rss    | /cb  | 422 | unfit-subscription | hub.topic    | must be the address of a feed",
        "subscribe   | /sources/nowhere/feed.rss  | /cb  | 422 | unfit-subscription | hub.topic    | must be the address of a feed",
        "subscribe   | /feed.rss?limit=0          | /cb  | 422 | unfit-subscription | hub.topic    | The parameter 'limit' must be a number from 1 to 500",
        "subscribe   | /feed.rss?q=%22open        | /cb  | 422 | unfit-subscription | hub.topic    | The parameter 'q'",
        "subscribe   | /feed.rss?before=x         | /cb  | 422 | unfit-subscription | hub.topic    | The parameter 'before'",
        "subscribe   | /feed.rss | http://10.0.0.1/cb             | 422 | unfit-subscription | hub.callback | is refused: 10.0.0.1 is not a public address",
        "subscribe   | /feed.rss | http://user:pass@a.example/    | 422 | unfit-subscription | hub.callback | no user name or password",
        "subscribe   | /feed.rss | http://a.example/#x            | 422 | unfit-subscription | hub.callback | no fragment",
        "subscribe   | /feed.rss | ftp://a.example/               | 422 | unfit-subscription | hub.callback | absolute http or https URL",
        "subscribe   | /feed.rss | cb                             | 422 | unfit-subscription | hub.callback | absolute http or https URL",
        "subscribe   | /feed.rss | OURS/hub                       | 422 | unfit-subscription | hub.callback | is refused: it is this service itself",
      })
  void refusesWhatItCannotDo(
      String mode,
      String topic,
      String callback,
      int status,
      String type,
      String parameter,
      String detail) {
    Map<String, Object> form = new HashMap<>();
    form.put("hub.mode", mode);
    form.put("hub.topic", topic != null && topic.startsWith("/") ? topic(topic) : topic);
    form.put(
        "hub.callback",
        callback != null && callback.startsWith("/")
            ? reader.url(callback)
            : callback == null ? null : callback.replace("OURS", topic("")));
    form.values().removeIf(value -> value == null);

    post(form)
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", endsWith(":" + type))
        .body("parameter", is(parameter))
        .body("detail", containsString(detail));
  }

  @Test
  void takesFormsOfAFewKilobytesByPostAlone() {
    given().contentType("application/json").body("{}").post("/hub").then().statusCode(415);
    when()
        .get("/hub")
        .then()
        .statusCode(405)
        .header("Allow", containsString("POST"))
        .header("Access-Control-Allow-Origin", is("*"));
    Map<String, Object> form = form("subscribe", topic("/feed.rss"), reader.url("/cb"));
    form.put("hub.padding", "x".repeat(9_000));
    post(form).statusCode(413).body("detail", containsString("larger than 8192 bytes: shorten it"));
    form.remove("hub.padding");
    form.put("hub.callback", reader.url("/" + "x".repeat(2_100)));
    post(form).statusCode(422).body("detail", containsString("must have at most 2048 characters"));
    form.put("hub.callback", reader.url("/cb"));
    form.put("hub.topic", List.of(topic("/feed.rss"), topic("/feed.atom")));
    post(form).statusCode(400).body("parameter", is("hub.topic"));
  }

  @Test
  void boundsTheSubscriptionsOfACallbackHost() {
    try (CallbackServer greedy = new CallbackServer("127.0.2.2")) {
      for (int n = 1; n <= 100; n++) {
        ask("subscribe", topic("/feed.rss?limit=" + n), greedy.url("/cb"));
      }
      await().atMost(WAIT).until(() -> subscriptions(greedy.url("/cb")) == 100);

      // The count is a second old: what is accepted meanwhile is known, and no test of the limit.
      AtomicInteger other = new AtomicInteger(100);
      await()
          .atMost(WAIT)
          .untilAsserted(
              () ->
                  post(form(
                          "subscribe",
                          topic("/feed.rss?limit=" + other.incrementAndGet()),
                          greedy.url("/cb")))
                      .statusCode(429)
                      .header("Retry-After", notNullValue())
                      .body("type", endsWith(":too-many-subscriptions"))
                      .body("detail", containsString("has 100 subscriptions")));
      ask("subscribe", topic("/feed.rss?limit=1"), greedy.url("/cb")); // a renewal
      ask("subscribe", topic("/feed.atom"), reader.url("/cb"));
    }
  }

  @Test
  void deniesWhatItConfirmedOnceTheLimitsAreUsedUp() throws Exception {
    try (CallbackServer greedy = new CallbackServer("127.0.2.3")) {
      CountDownLatch confirmed = new CountDownLatch(1);
      for (int n = 1; n <= 95; n++) {
        ask("subscribe", topic("/feed.rss?limit=" + n), greedy.url("/cb"));
      }
      await().atMost(WAIT).until(() -> subscriptions(greedy.url("/cb")) == 95);
      greedy.answerQuestions(
          question -> {
            await().atMost(WAIT).until(() -> confirmed.getCount() == 0);
            return Answer.echoing(question);
          });
      for (int n = 1; n <= 8; n++) {
        ask("subscribe", topic("/feed.atom?limit=" + n), greedy.url("/late"));
      }
      confirmed.countDown();

      await().atMost(WAIT).until(() -> denied(greedy, "/late").size() == 3);
      assertThat(subscriptions(greedy.url("/late"))).isEqualTo(5);
      assertThat(denied(greedy, "/late"))
          .allSatisfy(
              notice -> {
                assertThat(notice.parameter("hub.topic").orElseThrow())
                    .contains("/feed.atom?limit=");
                assertThat(notice.parameter("hub.reason").orElseThrow())
                    .contains("has 100 subscriptions");
              });
    }
  }

  private static List<Received> denied(CallbackServer callbacks, String path) {
    return callbacks.questions(path).stream()
        .filter(request -> request.parameter("hub.mode").filter("denied"::equals).isPresent())
        .toList();
  }

  private double feedsGone() {
    return metrics.get("rendezvous.hub.dropped").tag("reason", "no_feed").counter().count();
  }

  private long subscriptions(String callback) {
    return registry.all().filter(row -> row.callback().equals(FeedUrl.of(callback))).count();
  }

  @Test
  void notifiesTheSubscribersOfADeletedView() {
    admin().body(Map.of("title", "Hub")).put("/admin/views/hub-gone").then().statusCode(201);
    String topic = topic("/views/hub-gone/feed.atom");
    String callback = reader.url("/gone");
    ask("subscribe", topic, callback);
    subscribed(topic, callback);
    admin().get("/admin/views/hub-gone").then().body("subscribers", is(1));
    double before = feedsGone();

    admin().delete("/admin/views/hub-gone").then().statusCode(204);

    await().atMost(WAIT).until(() -> reader.questions("/gone").size() == 2);
    assertThat(reader.questions("/gone"))
        .last()
        .satisfies(
            notice -> {
              assertThat(notice.parameter("hub.mode")).contains("denied");
              assertThat(notice.parameter("hub.topic")).contains(topic);
              assertThat(notice.parameter("hub.reason")).contains("the view was deleted");
            });
    await().atMost(WAIT).until(() -> known(topic, callback).isEmpty());
    assertThat(feedsGone()).isEqualTo(before + 1);
  }

  /** A source with one story, which is not delivered. */
  private static void carry(String id) {
    upstream.serve("/" + id + ".xml", RSS, Feeds.burst(id, 1));
    add(id, "/" + id + ".xml", id);
    carried(id, 1);
  }

  private static void carryMore(String id, int count) {
    upstream.serve("/" + id + ".xml", RSS, Feeds.burst(id, count));
    poll(id);
    carried(id, count);
  }

  private Received news(String path) {
    return await().atMost(WAIT).until(() -> reader.news(path), all -> !all.isEmpty()).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "rss , application/rss+xml;charset=UTF-8",
    "atom, application/atom+xml;charset=UTF-8",
    "json, application/feed+json"
  })
  void deliversTheFeedWithWhatIsNewSignedWithTheSecret(String extension, String type) {
    String id = "hub-" + extension;
    carry(id);
    String topic = topic("/sources/%s/feed.%s".formatted(id, extension));
    String callback = reader.url("/signed?reader=1");
    Map<String, Object> form = form("subscribe", topic, callback);
    form.put("hub.secret", "schlüssel bart");
    form.put("hub.unknown", "ignored");
    byte[] secret = "schlüssel bart".getBytes(StandardCharsets.UTF_8);
    post(form).statusCode(202);
    subscribed(topic, callback);

    carryMore(id, 3);

    // Two stories may come in two deliveries.
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(text(reader.news("/signed")))
                    .contains("Notice 1 of " + id, "Notice 2 of " + id));
    assertThat(reader.news("/signed"))
        .allSatisfy(
            news -> {
              assertThat(news.uri().getRawQuery()).isEqualTo("reader=1");
              assertThat(news.header("Content-Type")).isEqualTo(type);
              assertThat(news.header("Link"))
                  .isEqualTo(
                      "<%s>; rel=\"hub\", <%s>; rel=\"self\"".formatted(topic("/hub"), topic));
              assertThat(news.header("X-Hub-Signature"))
                  .isEqualTo("sha256=" + Hmac.SHA256.hex(secret, news.body()));
              assertThat(news.text()).doesNotContain("Notice 0 of ");
            });
  }

  private static String text(List<Received> requests) {
    return requests.stream().map(Received::text).collect(Collectors.joining());
  }

  /** Two requests are one subscription: its second callback would count twice. */
  @Test
  void deliversOnceToACallbackThatSubscribedTwice() {
    carry("hub-twice");
    String topic = topic("/sources/hub-twice/feed.json");
    ask("subscribe", topic, reader.url("/twice"));
    subscribed(topic, reader.url("/twice"));
    ask("subscribe", topic, reader.url("/twice"));
    await().atMost(WAIT).until(() -> reader.questions("/twice").size() == 2);

    carryMore("hub-twice", 2);
    news("/twice");
    carryMore("hub-twice", 3);
    await().atMost(WAIT).until(() -> reader.news("/twice").size() == 2);

    assertThat(reader.news("/twice"))
        .satisfiesExactly(
            first -> assertThat(first.text()).contains("Notice 1 of").doesNotContain("Notice 2 of"),
            second ->
                assertThat(second.text()).contains("Notice 2 of").doesNotContain("Notice 1 of"));
  }

  @Test
  void deliversNothingAfterTheSubscriptionEnded() {
    carry("hub-ended");
    String topic = topic("/sources/hub-ended/feed.rss");
    for (String path : List.of("/ended", "/stays")) {
      ask("subscribe", topic, reader.url(path));
      subscribed(topic, reader.url(path));
    }
    ask("unsubscribe", topic, reader.url("/ended"));
    await().atMost(WAIT).until(() -> known(topic, reader.url("/ended")).isEmpty());

    carryMore("hub-ended", 2);
    news("/stays");
    carryMore("hub-ended", 3);
    await().atMost(WAIT).until(() -> reader.news("/stays").size() == 2);

    assertThat(reader.news("/ended")).isEmpty();
  }

  @Test
  void losesNothingBetweenRequestAndVerification() {
    carry("hub-slow");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch published = new CountDownLatch(1);
    reader.answerQuestions(
        question -> {
          asked.countDown();
          awaitZero(published);
          return Answer.echoing(question);
        });
    ask("subscribe", topic("/sources/hub-slow/feed.rss"), reader.url("/slow"));
    awaitZero(asked);

    carryMore("hub-slow", 2);
    published.countDown();

    assertThat(news("/slow").text()).contains("Notice 1 of").doesNotContain("Notice 0 of");
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      assertThat(latch.await(9, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 301, 404})
  void triesAgainAfterAFailureAndFollowsNoRedirect(int status) {
    String id = "hub-again" + status;
    carry(id);
    String topic = topic("/sources/" + id + "/feed.rss");
    reader.answerNews(
        news ->
            reader.news("/again").size() == 1
                ? new Answer(status, "", Map.of("Location", reader.url("/elsewhere")))
                : Answer.of(204));
    ask("subscribe", topic, reader.url("/again"));
    subscribed(topic, reader.url("/again"));

    carryMore(id, 2);

    await().atMost(WAIT).until(() -> reader.news("/again").size() == 2);
    assertThat(reader.news("/again")).allMatch(news -> news.text().contains("Notice 1 of"));
    assertThat(reader.news("/elsewhere")).isEmpty();
  }

  @Test
  void dropsASubscriberThatIsGone() {
    carry("hub-410");
    String topic = topic("/sources/hub-410/feed.rss");
    reader.answerNews(news -> Answer.of(410));
    ask("subscribe", topic, reader.url("/410"));
    subscribed(topic, reader.url("/410"));

    carryMore("hub-410", 2);

    await().atMost(WAIT).until(() -> known(topic, reader.url("/410")).isEmpty());
    assertThat(reader.news("/410")).hasSize(1);
  }
}
