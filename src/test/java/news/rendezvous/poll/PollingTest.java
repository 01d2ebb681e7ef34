package news.rendezvous.poll;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.Topics;
import news.rendezvous.fetch.Certificates;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Upstream;
import news.rendezvous.fetch.Validators;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service does with publishers who misbehave, poll after poll. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class PollingTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Publisher publisher;

  @Inject SourceRegistry sources;
  @Inject PollLoop polls;
  @Inject PollStates states;
  @Inject KafkaAccess kafka;
  @Inject Topics topics;
  @Inject JumpingClock clock;
  @Inject MeterRegistry metrics;

  @BeforeAll
  static void open() {
    publisher = new Publisher();
  }

  @AfterAll
  static void close() {
    publisher.close();
  }

  @AfterEach
  void setTheClock() {
    clock.jumpTo(Duration.ZERO);
  }

  @Test
  void leavesAHostAloneAsLongAsItAsksEvenAfterARestart() {
    publisher.says("/sibling", 200, feed("sibling"));
    publisher.says("/elsewhere", 200, feed("elsewhere"));
    publisher.says("/throttled", 429, "", "Retry-After", "3600");
    add("sibling", "127.0.3.1", OFTEN);
    add("elsewhere", "127.0.3.2", OFTEN);

    add("throttled", "127.0.3.1", DAY);

    assertThat(state("throttled").health().outcome()).isEqualTo(Outcome.THROTTLED);
    assertOnlyTheOtherHostIsAsked();
    assertThat(polls.heldUntil("sibling").orElseThrow())
        .isBetween(clock.instant().plusSeconds(3_000), clock.instant().plusSeconds(3_600));
    assertThat(polls.heldUntil("elsewhere")).isEmpty();
    restart();
    assertOnlyTheOtherHostIsAsked();
    assertThat(poll("sibling").outcome()).isEqualTo(Outcome.OK); // an operator asks for it
  }

  private void assertOnlyTheOtherHostIsAsked() {
    awaitRequests("/elsewhere", 2); // what was under way has ended
    int asked = publisher.requests("/sibling").size();
    awaitRequests("/elsewhere", 10);
    assertThat(publisher.requests("/sibling")).hasSize(asked);
  }

  private void restart() {
    Set<Integer> partitions = IntStream.range(0, 4).boxed().collect(Collectors.toUnmodifiableSet());
    polls.lost(partitions);
    polls.gained(partitions);
  }

  @Test
  void pollsANewSourceOnceAtAHostThatAskedToBeLeftAloneAsAnOperatorAsks() {
    publisher.says("/busy", 503, "", "Retry-After", "3600");
    publisher.says("/newcomer", 200, feed("newcomer"));
    publisher.says("/bystander", 200, feed("bystander"));
    add("busy", "127.0.3.3", DAY);
    add("bystander", "127.0.3.4", OFTEN);

    put("newcomer", publisher.url("127.0.3.3", "/newcomer"), OFTEN);

    awaitRequests("/newcomer", 1);
    awaitRequests("/bystander", 10);
    assertThat(publisher.requests("/newcomer")).hasSize(1);
    assertThat(polls.heldUntil("newcomer")).isPresent();
    assertThat(poll("newcomer").outcome()).isEqualTo(Outcome.OK);
    assertThat(publisher.requests("/newcomer")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"301, true", "308, true", "302, false", "307, false"})
  void followsAPermanentRedirectForGoodAfterThreeEqualAnswersOverADay(int status, boolean moves) {
    String old = "/old" + status;
    publisher.says("/new" + status, 200, feed("moved" + status));
    publisher.says(old, status, "", "Location", "/new" + status);
    String id = "old" + status;
    add(id, "127.0.0.1", Duration.ofDays(3));
    poll(id);
    poll(id);
    poll(id);
    assertThat(source(id).url()).isEqualTo(publisher.url("127.0.0.1", old));

    clock.jumpTo(DAY);
    poll(id);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(source(id).url())
                    .isEqualTo(publisher.url("127.0.0.1", moves ? "/new" + status : old)));
  }

  @Test
  void followsNoRedirectThatWasSeenTwiceOnlyOrThatChanges() {
    publisher.says("/there", 200, feed("there"));
    publisher.says("/elsewhere2", 200, feed("there"));
    publisher.says("/undecided", 301, "", "Location", "/there");
    add("undecided", "127.0.0.1", Duration.ofDays(9));
    clock.jumpTo(DAY);
    poll("undecided");
    assertThat(state("undecided").memory().move().times()).isEqualTo(2);
    publisher.says("/undecided", 500, "");
    poll("undecided"); // an error says nothing of a move

    publisher.says("/undecided", 301, "", "Location", "/elsewhere2");
    poll("undecided");

    assertThat(state("undecided").memory().move().times()).isEqualTo(1);
    assertThat(source("undecided").url()).endsWith("/undecided");
    publisher.says("/undecided", 200, feed("there"));
    poll("undecided");
    assertThat(state("undecided").memory().move()).isNull();
  }

  @Test
  void disablesASourceThatMovedOntoTheUrlOfAnother() {
    publisher.says("/taken", 200, feed("taken"));
    publisher.says("/mover", 301, "", "Location", "/taken");
    add("holder", "127.0.0.1", "/taken", DAY);
    add("mover", "127.0.0.1", DAY);
    poll("mover");

    clock.jumpTo(DAY);
    poll("mover");

    assertThat(SourceStatus.of(source("mover"), state("mover"))).isEqualTo(SourceStatus.DISABLED);
    assertThat(state("mover").health().error())
        .isEqualTo(
            "moved for good to %s, which the source 'holder' polls: this one is disabled"
                .formatted(publisher.url("127.0.0.1", "/taken")));
    await().atMost(SOON).until(() -> source("mover").url().endsWith("/taken"));
    assertThat(poll("mover").outcome()).isEqualTo(Outcome.OK); // an operator asks for it
    assertThat(SourceStatus.of(source("mover"), state("mover"))).isEqualTo(SourceStatus.DISABLED);
    poll("holder");
    assertThat(SourceStatus.of(source("holder"), state("holder"))).isEqualTo(SourceStatus.ACTIVE);
  }

  @Test
  void takesTheValidatorsOfA304AndDropsThemAllWithADocumentThatHasNone() {
    publisher.says("/renews", 200, feed("one"), "ETag", "\"1\"", "Last-Modified", "then");
    add("renews", "127.0.0.1", DAY);
    publisher.says("/renews", 304, "", "ETag", "\"2\"");
    poll("renews");

    assertThat(state("renews").memory().validators()).isEqualTo(new Validators("\"2\"", "then"));
    publisher.says("/renews", 200, feed("one", "two"), "ETag", "\"3\"");
    poll("renews");
    assertThat(publisher.lastRequest("/renews").getFirst("If-None-Match")).isEqualTo("\"2\"");
    assertThat(state("renews").memory().validators()).isEqualTo(new Validators("\"3\"", null));
  }

  @Test
  void asksEverLessOftenForWhatNeverChangesAndHasNoValidators() {
    publisher.says("/static", 200, feed("static"));
    add("static", "127.0.0.1", null);
    assertThat(untilNext("static")).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));

    poll("static");
    poll("static");

    assertThat(untilNext("static")).isBetween(Duration.ofHours(4), Duration.ofMinutes(252));
    publisher.says("/static", 200, feed("static", "changed"));
    poll("static");
    assertThat(state("static").memory().pace().repetitions()).isZero();
    assertThat(untilNext("static")).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));
  }

  @Test
  void readsOlderPagesUntilAKnownEntryWhereAllEntriesAreNew() {
    double overruns = metrics.get("rendezvous.overrun").counter().count();
    publisher.says("/torrent", 200, feed("a", "b"));
    add("torrent", "127.0.7.1", null);
    publisher.says("/torrent", 200, before("/torrent2", feed("h", "g")));
    publisher.says("/torrent2", 200, before("/torrent3", feed("g", "f", "e")));
    publisher.says("/torrent3", 200, before("/torrent4", feed("d", "c", "b")));

    assertThat(poll("torrent").changed()).isEqualTo(2);

    await().atMost(SOON).until(() -> state("torrent").memory().backlog() == null);
    PollState state = state("torrent");
    assertThat(publisher.requests("/torrent3")).hasSize(1);
    assertThat(publisher.requests("/torrent4")).isEmpty();
    assertThat(state.memory().overrun().recovered()).isEqualTo(4);
    assertThat(state.memory().overrun().repaired()).isTrue();
    assertThat(state.warning()).contains("older pages brought the 4");
    assertThat(state.health().outcome()).isEqualTo(Outcome.OK);
    assertThat(metrics.get("rendezvous.overrun").counter().count()).isEqualTo(overruns + 1);
    assertThat(untilNext("torrent")).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
    assertThat(state.plan().reason()).isEqualTo("all entries were new: polled every 30 min");
    assertThat(poll("torrent").changed()).isZero();
  }

  @Test
  void saysThatStoriesMayBeLostWhereThereAreNoOlderPages() {
    publisher.says("/rapids", 200, feed("a", "b"));
    add("rapids", "127.0.0.1", null);
    publisher.says("/rapids", 200, feed("y", "z"));

    poll("rapids");

    assertThat(state("rapids").warning()).contains("some may have come and gone");
    clock.jumpTo(Duration.ofDays(8));
    publisher.says("/rapids", 200, feed("y", "z", "zz"));
    poll("rapids");
    assertThat(state("rapids").warning()).isNull();
  }

  @Test
  void countsNoOverrunForAFeedOfOneStoryOrForGuidsThatChange() {
    double overruns = metrics.get("rendezvous.overrun").counter().count();
    publisher.says("/bulletin", 200, feed("one"));
    add("bulletin", "127.0.0.1", DAY);
    publisher.says("/renamed", 200, feed("anchor", "buoy"));
    add("renamed", "127.0.0.1", DAY);

    publisher.says("/bulletin", 200, feed("two"));
    poll("bulletin");
    publisher.says("/renamed", 200, feed("anchor", "buoy").replace("urn:", "urn:other-"));
    poll("renamed");

    assertThat(metrics.get("rendezvous.overrun").counter().count()).isEqualTo(overruns);
  }

  @Test
  void givesUpAnOlderPageThatCannotBeReadAndLetsTheSourceBe() {
    publisher.says("/shallow", 200, feed("a", "b"));
    add("shallow", "127.0.7.2", null);
    publisher.says("/shallow", 200, before("/nothing-there", feed("y", "z")));
    publisher.says("/nothing-there", 404, "");

    poll("shallow");

    await().atMost(SOON).until(() -> state("shallow").memory().backlog() == null);
    assertThat(publisher.requests("/nothing-there")).hasSize(1);
    assertThat(state("shallow").health().failures()).isZero();
    assertThat(SourceStatus.of(source("shallow"), state("shallow"))).isEqualTo(SourceStatus.ACTIVE);
  }

  @Test
  void readsAsManyOlderPagesAtTheFirstPollAsTheSourceAsksFor() {
    publisher.says("/archive", 200, before("/archive2", feed("f", "e")));
    publisher.says("/archive2", 200, before("/archive3", feed("d", "c")));
    publisher.says("/archive3", 200, before("/archive4", feed("b", "a")));
    long sent = sent();
    String url = publisher.url("127.0.7.3", "/archive");
    Source source = new Source("archive", url, null, "test", null, null, DAY, null, true, false, 2);

    sources.add(source).await().atMost(SOON);

    await().atMost(SOON).until(() -> publisher.requests("/archive3").size() == 1);
    await().atMost(SOON).until(() -> state("archive").memory().backlog() == null);
    assertThat(publisher.requests("/archive4")).isEmpty();
    assertThat(sent()).isEqualTo(sent + 6);
    assertThat(state("archive").memory().overrun()).isNull();
    assertThat(untilNext("archive")).isGreaterThanOrEqualTo(DAY.minusMinutes(1));
  }

  private static String before(String olderPage, String feed) {
    return feed.replace(
        "<item>",
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='%s'/><item>"
            .formatted(olderPage));
  }

  @ParameterizedTest
  @CsvSource({"404", "429", "403"})
  void letsAFailureOfOneFeedCostNoOtherOfItsHost(int status) {
    publisher.says("/works" + status, 200, feed("works"));
    publisher.says("/fails" + status, status, "");
    String host = "127.0.4." + (status - 400 + 1);
    add("works" + status, host, OFTEN);

    add("fails" + status, host, DAY);

    awaitRequests("/works" + status, 3);
  }

  @Test
  void neverGivesUpASourceThatFailsAndKeepsWhatItKnew() {
    publisher.says("/stumbles", 200, feed("stumbles"), "ETag", "\"v1\"");
    add("stumbles", "127.0.0.1", null);
    publisher.says("/stumbles", 500, "");

    for (int n = 1; n <= 12; n++) {
      poll("stumbles");
    }

    PollState failing = state("stumbles");
    assertThat(SourceStatus.of(source("stumbles"), failing)).isEqualTo(SourceStatus.FAILING);
    assertThat(failing.health().failures()).isEqualTo(12);
    assertThat(failing.plan().reason()).isEqualTo("backing off after 12 failures in a row");
    assertThat(untilNext("stumbles")).isBetween(Duration.ofHours(19), Duration.ofHours(29));
    assertThat(publisher.lastRequest("/stumbles").getFirst("If-None-Match")).isEqualTo("\"v1\"");
    publisher.says("/stumbles", 200, feed("stumbles"));
    assertThat(poll("stumbles").changed()).isZero();
    assertThat(state("stumbles").health().failures()).isZero();
  }

  @Test
  void takesA304ThatItDidNotAskForForAFailureAndAsksWithoutValidators() {
    publisher.says("/odd", 304, "", "ETag", "\"odd\"");
    add("odd", "127.0.0.1", DAY);

    PollAnswer.Polled report = poll("odd");

    assertThat(report.outcome()).isEqualTo(Outcome.UNEXPECTED_304);
    assertThat(publisher.lastRequest("/odd")).doesNotContainKey("If-none-match");
    assertThat(state("odd").health().failures()).isEqualTo(2);
  }

  @Test
  void readsAChangedBodyWhateverItsValidatorSays() {
    publisher.says("/liar", 200, feed("one"), "ETag", "\"same\"");
    add("liar", "127.0.0.1", DAY);
    publisher.says("/liar", 200, feed("one", "two"), "ETag", "\"same\"");

    PollAnswer.Polled report = poll("liar");

    assertThat(report).extracting(PollAnswer.Polled::entries, PollAnswer.Polled::changed).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource({"body, ''", "feed, <rss version='2.0'><channel><title>Bare</title></channel></rss>"})
  void deletesNothingWhenADocumentIsEmpty(String name, String document) {
    String id = "drained-" + name;
    publisher.says("/" + id, 200, feed("one", "two"));
    add(id, "127.0.0.1", DAY);
    publisher.says("/" + id, 200, document);
    assertThat(poll(id).outcome()).isEqualTo(Outcome.EMPTY);
    publisher.says("/" + id, 200, feed("one", "two"));

    PollAnswer.Polled back = poll(id);

    assertThat(back).extracting(PollAnswer.Polled::entries, PollAnswer.Polled::changed).containsExactly(2, 0);
  }

  @Test
  void asksASourceThatIsGoneOnceADayForAWeekAndThenNoMore() {
    publisher.says("/gone", 200, feed("gone"));
    add("gone", "127.0.0.1", null);
    publisher.says("/gone", 410, "");

    poll("gone");

    assertThat(SourceStatus.of(source("gone"), state("gone"))).isEqualTo(SourceStatus.GONE);
    assertThat(untilNext("gone")).isBetween(DAY.minusMinutes(1), DAY);
    clock.jumpTo(Duration.ofDays(7));
    poll("gone");
    assertThat(SourceStatus.of(source("gone"), state("gone"))).isEqualTo(SourceStatus.DISABLED);
    assertThat(state("gone").plan().next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | | HTTP_ERROR | the answer is 401 (Unauthorized): it is shown to those who log in only, which this service cannot
          403 | | HTTP_ERROR | the answer is 403 (Forbidden): the host refuses this service: ask the publisher to let its User-Agent through
          404 | | HTTP_ERROR | the answer is 404 (Not Found): nothing is there, check the URL
          410 | | GONE       | the source is gone for good (410), says its publisher: look for its new address, or remove it
          429 | | THROTTLED  | the host asks to be left alone (429)
          500 | | HTTP_ERROR | the answer is 500 (Internal Server Error): trouble on the publisher's side
          200 | <html><title>Quay</title></html> | NOT_A_FEED | an HTML page titled "Quay"; check the URL
          200 | <html><title>Quay</title><input type="password"></html> | NOT_A_FEED | a login page titled "Quay"; the feed may not be public
          200 | <html><link rel="alternate" type="application/atom+xml" href="http://quay.example/a"></html> | NOT_A_FEED | an HTML page; it announces a feed at http://quay.example/a
          200 | <html><title>Just a moment...</title></html> | BLOCKED | a web firewall's challenge page ("just a moment..."): ask the publisher to let the User-Agent of this service through
          """)
  void tellsTheOperatorWhatToDo(int status, @Nullable String body, Outcome outcome, String error) {
    String id = "trouble" + status + "-" + (body == null ? 0 : body.length());
    publisher.says("/" + id, status, body == null ? "" : body);

    add(id, "127.0.0.1", DAY);

    assertThat(state(id).health().outcome()).isEqualTo(outcome);
    assertThat(state(id).health().error()).isEqualTo(error);
  }

  @Test
  void tellsTheOperatorThatACertificateCannotBeTrusted(@TempDir Path directory) throws Exception {
    ServerSocket listener = new Certificates(directory).listener("selfsigned");
    try (Upstream upstream =
        Upstream.on(listener, (request, out) -> Upstream.say(out, "HTTP/1.1 200 OK"))) {

      put("secret", "https://127.0.0.1:" + upstream.port() + "/", DAY);

      await().atMost(SOON).until(() -> states.find("secret").isPresent());
      assertThat(state("secret").health().outcome()).isEqualTo(Outcome.TLS_ERROR);
      assertThat(state("secret").health().error())
          .endsWith("is self-signed, or no known authority vouches for it");
    }
  }

  @Test
  void tellsTheOperatorThatANameCannotBeFound() {
    put("nowhere", "http://news.invalid/feed", DAY);

    await().atMost(SOON).until(() -> states.find("nowhere").isPresent());
    assertThat(state("nowhere").health().outcome()).isEqualTo(Outcome.DNS_ERROR);
    assertThat(state("nowhere").health().error())
        .startsWith("the addresses of news.invalid cannot be found");
  }

  @Test
  void warnsOfGuidsThatChangeFromPollToPoll() {
    String named = feed("anchor", "buoy", "crane");
    publisher.says("/churning", 200, named);
    add("churning", "127.0.0.1", DAY);
    assertThat(state("churning").memory().churn()).isNull();
    publisher.says("/churning", 200, named.replace("urn:", "urn:other-"));

    poll("churning");

    assertThat(state("churning").memory().churn()).isEqualTo(100);
    poll("churning"); // the same document says nothing new about it
    assertThat(state("churning").memory().churn()).isEqualTo(100);
    publisher.says("/churning", 200, named.replace("urn:", "urn:other-") + " ");
    poll("churning");
    assertThat(state("churning").memory().churn()).isNull();
  }

  @Test
  void leavesOutWhatNoRecordCanHoldAndSendsTheRest() {
    String huge = feed("anchor", "buoy").replace("The buoy", "&quot;".repeat(400_000));
    publisher.says("/huge", 200, huge);

    add("huge", "127.0.0.1", DAY);

    assertThat(state("huge").health().outcome()).isEqualTo(Outcome.OK);
    assertThat(state("huge").health().failures()).isZero();
  }

  @Test
  void knowsWhatAFeedWithoutEntriesSaysOfItself() {
    publisher.says("/bare", 200, feed());

    add("bare", "127.0.0.1", DAY);

    assertThat(state("bare").health().outcome()).isEqualTo(Outcome.EMPTY);
    assertThat(state("bare").profile().title()).isEqualTo("Pier");
  }

  @Test
  void saysWhereARedirectLedToWhatIsNoFeed() {
    publisher.says("/login", 200, "<html><title>Log in</title></html>");
    publisher.says("/walled", 302, "", "Location", "/login");

    add("walled", "127.0.0.1", DAY);

    assertThat(state("walled").health().error())
        .isEqualTo(
            "an HTML page titled \"Log in\"; check the URL (redirected to %s)"
                .formatted(publisher.url("127.0.0.1", "/login")));
  }

  @Test
  void followsTheFreshnessOfAnAnswerAfterA304Too() {
    publisher.says("/fresh", 200, feed("one"), "ETag", "\"f\"", "Cache-Control", "max-age=7200");
    add("fresh", "127.0.0.1", null);
    assertThat(untilNext("fresh")).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(126));
    publisher.says("/fresh", 304, "", "ETag", "\"f\"", "Cache-Control", "max-age=10800");

    PollAnswer.Polled report = poll("fresh");

    assertThat(report.outcome()).isEqualTo(Outcome.NOT_MODIFIED);
    assertThat(untilNext("fresh")).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(189));
    assertThat(state("fresh").plan().reason()).isEqualTo("the answer is declared fresh for 3 h");
  }

  @Test
  void remembersHowTheFeedAsksToBePolledAfterA304() {
    String document = feed("one").replace("<item>", "<ttl>180</ttl><item>");
    publisher.says("/ttl", 200, document, "ETag", "\"t\"");
    add("ttl", "127.0.0.1", Duration.ofMinutes(1));
    publisher.says("/ttl", 304, "");

    poll("ttl");

    assertThat(untilNext("ttl")).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(189));
  }

  @ParameterizedTest
  @CsvSource({"P1D", "P-1D"})
  void pollsOnAndRepeatsNothingWhenTheClockJumps(Duration jump) {
    String id = jump.isNegative() ? "back" : "ahead";
    publisher.says("/" + id, 200, feed("one", "two"));
    add(id, "127.0.5." + (jump.isNegative() ? 1 : 2), OFTEN);
    long sent = sent();
    assertThat(sent).isGreaterThanOrEqualTo(2);

    clock.jumpTo(jump);

    awaitRequests("/" + id, 3);
    publisher.says("/" + id, 200, feed("two", "one"));
    awaitRequests("/" + id, 3);
    clock.jumpTo(Duration.ZERO);
    awaitRequests("/" + id, 3);
    assertThat(poll(id).changed()).isZero();
    assertThat(sent()).isEqualTo(sent);
  }

  // How many entries ever went out.
  private long sent() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.entries()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
    }
  }

  @Test
  void pollsOthersOnTimeWhileAHundredSourcesHang() {
    publisher.says("/brisk", 200, feed("brisk"));
    add("brisk", "127.0.6.200", OFTEN);
    for (int n = 0; n < 100; n++) {
      put("hangs" + n, publisher.url("127.0.6." + (n + 1), "/hangs"), DAY);
    }
    await().atMost(SOON).until(() -> publisher.requests("/hangs").size() >= 40);

    long begun = System.nanoTime();
    awaitRequests("/brisk", 10);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
    assertThat(metrics.get("rendezvous.poll.overdue").timeGauge().value()).isLessThan(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rendezvous_fetch_total{outcome=\"ok\"}",
        "rendezvous_fetch_duration_seconds_count{outcome=\"ok\"}",
        "rendezvous_fetch_bytes_sum{outcome=\"ok\"}",
        "rendezvous_poll_duration_seconds_sum{outcome=\"ok\"}",
        "rendezvous_poll_overdue_seconds",
        "rendezvous_sources{status=\"active\"}",
        "rendezvous_sources{status=\"disabled\"}"
      })
  void showsInItsMetricsHowPollsFare(String metric) {
    publisher.says("/measured", 200, feed("measured"));
    if (sources.find("measured").isEmpty()) {
      add("measured", "127.0.0.1", DAY);
    }

    String shown = given().get("/q/metrics").asString();

    assertThat(shown.lines()).anyMatch(line -> line.startsWith(metric));
  }

  private void add(String id, String host, @Nullable Duration interval) {
    add(id, host, "/" + id, interval);
  }

  private void add(String id, String host, String path, @Nullable Duration interval) {
    put(id, publisher.url(host, path), interval);
    await().atMost(SOON).until(() -> states.find(id).isPresent());
  }

  private void put(String id, String url, @Nullable Duration interval) {
    Source source = new Source(id, url, null, "test", null, null, interval, null, true, false);
    sources.add(source).await().atMost(SOON);
  }

  private Source source(String id) {
    return sources.find(id).orElseThrow();
  }

  private PollState state(String id) {
    return states.find(id).orElseThrow();
  }

  private PollAnswer.Polled poll(String id) {
    PollAnswer answer = polls.pollNow(id).await().atMost(SOON);
    assertThat(answer).isInstanceOf(PollAnswer.Polled.class);
    return (PollAnswer.Polled) answer;
  }

  private Duration untilNext(String id) {
    return Duration.between(state(id).plan().last(), state(id).plan().next());
  }

  private static void awaitRequests(String path, int more) {
    int wanted = publisher.requests(path).size() + more;
    await().atMost(SOON).until(() -> publisher.requests(path).size() >= wanted);
  }

  private static String feed(String... stories) {
    StringBuilder items = new StringBuilder();
    for (String story : stories) {
      items.append(
          "<item><guid>urn:%1$s</guid><title>%1$s</title><description>The %1$s sailed.</description></item>"
              .formatted(story));
    }
    return "<rss version='2.0'><channel><title>Pier</title>" + items + "</channel></rss>";
  }
}
