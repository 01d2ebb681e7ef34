package news.rendezvous.serve.hub.delivery.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import news.rendezvous.serve.hub.delivery.DeliveryParts;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.loop.DeliveryFixture.DeliveryAnswer;
import news.rendezvous.serve.hub.delivery.loop.DeliveryFixture.Request;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.StreamPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryCoordinatorTest {

  private static final String HARBOUR = "http://127.0.0.1:9001/harbour";
  private static final String FERRY = "http://127.0.0.2:9001/ferry";
  private static final String FEED = "http://127.0.0.1:8080/feed.atom";
  private static final Duration LEASE = Duration.ofDays(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DeliveryFixture hub = new DeliveryFixture().caughtUp(2);

  private Subscriber subscribe(String callback) {
    Subscriber subscriber = hub.webSub(callback, FEED, LEASE);
    hub.rows.put(subscriber);
    hub.settle();
    return subscriber;
  }

  private Subscriber subscribed() {
    hub.gain(0);
    return subscribe(HARBOUR);
  }

  @Test
  void deliversABurstAsOneRequestInOrder() {
    subscribed();

    IntStream.range(0, 4).forEach(n -> hub.publish(n % 2));
    hub.pass(SECOND);

    assertThat(hub.to(HARBOUR)).hasSize(1);
    assertThat(hub.got(HARBOUR)).containsExactly("0:0", "1:0", "0:1", "1:1");
    assertThat(hub.to(HARBOUR).get(0).atMillis()).isLessThan(300);
  }

  @Test
  void splitsABacklogIntoRequestsOfTheMostEvents() {
    hub.most.put(FEED, 3);
    subscribed();

    IntStream.range(0, 8).forEach(n -> hub.publish(0));
    hub.pass(SECOND);

    assertThat(hub.to(HARBOUR))
        .extracting(request -> request.events().size())
        .containsExactly(3, 3, 2);
    assertThat(hub.got(HARBOUR)).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void leavesOutEventsThatTheFeedDoesNotHave() {
    hub.contents.put(FEED, event -> event.offset() % 2 == 0);
    Subscriber subscriber = subscribed();

    IntStream.range(0, 5).forEach(n -> hub.publish(0));
    hub.pass(SECOND.multipliedBy(3));

    assertThat(hub.got(HARBOUR)).containsExactly("0:0", "0:2", "0:4");
    assertThat(hub.rows.get(subscriber.id()).position())
        .isEqualTo(StreamPosition.of(5, 0).toString());
  }

  @Test
  void storesTheDeliveriesWithinASecond() {
    Subscriber subscriber = subscribed();

    hub.publish(0);
    hub.pass(Duration.ofMillis(1_300));

    Subscriber stored = hub.rows.get(subscriber.id());
    assertThat(stored.state().delivered()).isEqualTo(1);
    assertThat(stored.position()).isEqualTo(StreamPosition.of(1, 0).toString());
  }

  @Test
  void writesAtMostOnceASecondForASubscriber() {
    subscribed();

    for (int n = 0; n < 100; n++) {
      hub.publish(0);
      hub.pass(Duration.ofMillis(100));
    }

    assertThat(hub.got(HARBOUR)).hasSize(100);
    assertThat(hub.rows.writes).isBetween(8, 11);
  }

  @Test
  void retriesWithBackoffAndThenDeliversAllInOrder() {
    Subscriber subscriber = subscribed();
    hub.answer(
        (one, request) -> hub.requests.size() < 4 ? DeliveryAnswer.failed() : DeliveryAnswer.ok());

    hub.publish(0);
    hub.pass(SECOND);
    assertThat(hub.rows.get(subscriber.id()).state())
        .satisfies(
            state -> {
              assertThat(state.failures()).isEqualTo(1);
              assertThat(state.failingSince()).isNotNull();
              assertThat(state.nextTry()).isAfter(state.failingSince());
              assertThat(state.lastError()).isEqualTo("status 500");
            });
    hub.publish(0);
    hub.pass(MINUTE);

    assertThat(hub.to(HARBOUR).get(3).events()).containsExactly("0:0", "0:1");
    assertThat(hub.to(HARBOUR)).hasSize(4);
    List<Long> waits =
        IntStream.range(1, 4)
            .mapToObj(n -> hub.requests.get(n).atMillis() - hub.requests.get(n - 1).atMillis())
            .toList();
    assertThat(waits.get(0)).isBetween(1_600L, 2_500L);
    assertThat(waits.get(1)).isBetween(3_200L, 4_900L);
    assertThat(waits.get(2)).isBetween(6_400L, 9_700L);
    assertThat(hub.rows.get(subscriber.id()).state())
        .isEqualTo(new DeliveryState(2, 0, 0, null, null, null));
  }

  @Test
  void waitsAsTheCallbackDemandsButNoLongerThanADay() {
    subscribed();
    hub.answer(
        (one, request) ->
            DeliveryAnswer.later(
                hub.requests.size() == 1 ? Duration.ofMinutes(20) : Duration.ofDays(365)));

    hub.publish(0);
    hub.pass(Duration.ofHours(26));

    assertThat(hub.requests).hasSize(3);
    assertThat(hub.requests.get(1).atMillis()).isBetween(1_200_000L, 1_202_000L);
    assertThat(hub.requests.get(2).atMillis() - hub.requests.get(1).atMillis())
        .isBetween(86_400_000L, 86_402_000L);
  }

  @Test
  void removesASubscriberWhoseCallbackIsGone() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.gone());

    hub.publish(0);
    hub.pass(SECOND);

    assertThat(hub.rows.has(subscriber.id())).isFalse();
    assertThat(hub.dropped("gone")).isEqualTo(1);
    hub.publish(0);
    hub.pass(MINUTE);
    assertThat(hub.requests).hasSize(1);
  }

  @Test
  void keepsAWebhookThatIsGoneSinceTheOperatorRemovesIt() {
    hub.gain(0);
    Subscriber hook = hub.webHook(FERRY, "ships");
    hub.rows.put(hook);
    hub.settle();
    hub.answer(DeliveryAnswer.gone());

    hub.publish(0);
    hub.pass(MINUTE);

    assertThat(hub.requests).hasSizeGreaterThan(3);
    assertThat(hub.rows.get(hook.id()).state().lastError()).isEqualTo("status 410");
  }

  @Test
  void keepsARenewalThatCameWhileTheSubscriberWasBeingRemoved() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.gone());
    hub.rows.away = true;
    hub.publish(0);
    hub.pass(Duration.ofMillis(500));

    hub.rows.put(renewed(hub.rows.get(subscriber.id()))); // in the topic before the tombstone
    hub.rows.away = false;
    hub.answer(DeliveryAnswer.ok());
    hub.pass(SECOND.multipliedBy(5));

    assertThat(hub.dropped("gone")).isEqualTo(1);
    assertThat(hub.rows.has(subscriber.id())).isTrue();
    assertThat(hub.to(HARBOUR)).hasSize(2);
    assertThat(hub.to(HARBOUR).get(1).events()).containsExactly("0:0");
  }

  @Test
  void keepsARenewalThatIsReadTogetherWithTheTombstone() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.gone());
    hub.rows.away = true;
    hub.publish(0);
    hub.pass(Duration.ofMillis(500));

    hub.rows.away = false;
    hub.rows.put(renewed(hub.rows.get(subscriber.id())));
    hub.rows.delete(subscriber.id());
    hub.answer(DeliveryAnswer.ok());
    hub.pass(SECOND.multipliedBy(2));

    assertThat(hub.rows.has(subscriber.id())).isTrue();
    assertThat(hub.to(HARBOUR)).hasSize(2);
  }

  @Test
  void removesASubscriberOnceKafkaTakesIt() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.gone());
    hub.rows.away = true;
    hub.publish(0);
    hub.pass(SECOND.multipliedBy(5));
    assertThat(hub.rows.has(subscriber.id())).isTrue();

    hub.rows.away = false;
    hub.pass(SECOND.multipliedBy(2));

    assertThat(hub.rows.has(subscriber.id())).isFalse();
    assertThat(hub.requests).hasSize(1);
  }

  @Test
  void stopsAtOnceForASubscriberThatIsRemoved() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.failed());
    hub.publish(0);
    hub.pass(SECOND);

    hub.rows.delete(subscriber.id());
    hub.pass(MINUTE);

    assertThat(hub.requests).hasSize(1);
    assertThat(hub.rows.has(subscriber.id())).isFalse();
  }

  @Test
  void deliversAllOfATopicThatWasCreatedAgain() {
    Subscriber subscriber = subscribed();
    IntStream.range(0, 5).forEach(n -> hub.publish(0));
    hub.pass(SECOND.multipliedBy(3));
    hub.answer((one, request) -> new DeliveryAnswer(DeliveryAnswer.ok().result(), SECOND));
    hub.publish(0);
    hub.pass(Duration.ofMillis(300)); // its end comes after the reset

    hub.recreateTopic();
    IntStream.range(0, 2).forEach(n -> hub.publish(0));
    hub.caughtUp(1);
    hub.pass(SECOND.multipliedBy(5));

    assertThat(hub.got(HARBOUR)).endsWith("0:5", "0:0", "0:1");
    assertThat(hub.rows.get(subscriber.id()).position()).isEqualTo(StreamPosition.of(2).toString());
  }

  @Test
  void beginsWithTheFirstEventOfATopicThatIsEmptyAgain() {
    Subscriber subscriber = subscribed();
    IntStream.range(0, 5).forEach(n -> hub.publish(0));
    hub.pass(SECOND.multipliedBy(3));

    hub.recreateTopic();
    hub.viewsChanged(); // what was evaluated before is forgotten, but for its position
    hub.caughtUp(2);
    hub.pass(SECOND.multipliedBy(3));
    assertThat(hub.rows.get(subscriber.id()).position())
        .isNotEqualTo(StreamPosition.of(5, 0).toString());
    hub.publish(0);
    hub.pass(SECOND);

    assertThat(hub.got(HARBOUR)).endsWith("0:4", "0:0");
  }

  @Test
  void goesOnWhereATopicThatLostRecordsIsReadAgain() {
    subscribed();
    IntStream.range(0, 5).forEach(n -> hub.publish(0));
    hub.pass(SECOND);

    hub.readTopicAgain();
    hub.publish(0);
    hub.caughtUp(1);
    hub.pass(SECOND);

    assertThat(hub.got(HARBOUR)).containsExactly("0:0", "0:1", "0:2", "0:3", "0:4", "0:5");
  }

  @Test
  void endsWithTheLease() {
    hub.gain(0);
    Subscriber subscriber = hub.webSub(HARBOUR, FEED, MINUTE);
    hub.rows.put(subscriber);
    hub.pass(MINUTE.plus(SECOND));

    hub.publish(0);
    hub.pass(MINUTE);

    assertThat(hub.requests).isEmpty();
    assertThat(hub.rows.has(subscriber.id())).isFalse();
    assertThat(hub.dropped("expired")).isEqualTo(1);
  }

  @Test
  void retriesUntilTheLeaseEnds() {
    hub.gain(0);
    Subscriber subscriber = hub.webSub(HARBOUR, FEED, Duration.ofDays(2));
    hub.rows.put(subscriber);
    hub.answer(DeliveryAnswer.failed());

    hub.publish(0);
    hub.pass(Duration.ofDays(2).plus(MINUTE));

    assertThat(hub.requests).hasSizeGreaterThan(48);
    assertThat(hub.rows.has(subscriber.id())).isFalse();
    assertThat(hub.dropped("failed")).isEqualTo(1);
    assertThat(hub.count("websub", "set_aside")).isZero();
  }

  @Test
  void goesOnAfterARenewal() {
    hub.gain(0);
    Subscriber subscriber = hub.webSub(HARBOUR, FEED, MINUTE);
    hub.rows.put(subscriber);
    hub.pass(MINUTE.plus(SECOND));
    hub.publish(0);
    hub.pass(SECOND);

    hub.rows.put(renewed(hub.rows.get(subscriber.id())));
    hub.pass(MINUTE);

    assertThat(hub.got(HARBOUR)).containsExactly("0:0");
    assertThat(hub.rows.has(subscriber.id())).isTrue();
  }

  private Subscriber renewed(Subscriber row) {
    return new Subscriber(
        row.id(),
        row.kind(),
        row.callback(),
        row.topic(),
        new StoredSecret("another", null),
        row.since(),
        hub.time().plus(LEASE),
        row.position(),
        row.state());
  }

  @Test
  void writesItsPositionAgainWhereARenewalOverwroteIt() {
    Subscriber subscriber = subscribed();
    Subscriber before = hub.rows.get(subscriber.id());
    hub.publish(0);
    hub.pass(MINUTE);

    Subscriber renewal = renewed(before); // of a replica that had not read the position
    hub.rows.put(renewal);
    hub.pass(SECOND.multipliedBy(2));

    Subscriber row = hub.rows.get(subscriber.id());
    assertThat(row.position()).isEqualTo(StreamPosition.of(1, 0).toString());
    assertThat(row.state().delivered()).isEqualTo(1);
    assertThat(row.leaseEnd()).isEqualTo(renewal.leaseEnd());
    assertThat(row.secret()).isEqualTo(renewal.secret());
    assertThat(hub.got(HARBOUR)).containsExactly("0:0");
  }

  @Test
  void takesTheLastPositionOfTheOwnerBeforeWhereItComesLate() {
    hub.publish(0);
    hub.publish(0);
    Subscriber early =
        DeliveryFixture.at(hub.webSub(HARBOUR, FEED, LEASE), StreamPosition.of(0, 0));
    hub.rows.keep(early);
    hub.answer(DeliveryAnswer.failed()); // not delivered before the row comes
    hub.gain(0);
    hub.pass(SECOND);

    hub.rows.put(
        DeliveryParts.at(
            early,
            StreamPosition.of(1, 0).toString(),
            new DeliveryState(1, 0, 0, null, null, null)));
    hub.answer(DeliveryAnswer.ok());
    hub.pass(MINUTE);

    assertThat(hub.requests.get(hub.requests.size() - 1).events()).containsExactly("0:1");
    assertThat(hub.rows.get(early.id()).state().delivered()).isEqualTo(2);
  }

  @Test
  void setsAsideWhatAWebhookDoesNotTakeInADay() {
    hub.gain(0);
    Subscriber hook = hub.webHook(FERRY, "ships");
    hub.rows.put(hook);
    hub.settle();
    hub.answer(DeliveryAnswer.failed());
    hub.publish(0);
    hub.pass(Duration.ofHours(12));
    hub.publish(0);
    hub.pass(Duration.ofHours(11));
    assertThat(hub.got(FERRY)).containsOnly("0:0");

    hub.pass(Duration.ofHours(3));

    assertThat(hub.rows.get(hook.id()).state().setAside()).isEqualTo(1);
    assertThat(hub.count("webhook", "set_aside")).isEqualTo(1);
    assertThat(hub.got(FERRY)).last().isEqualTo("0:1");
    hub.answer(DeliveryAnswer.ok());
    hub.pass(Duration.ofHours(2));
    assertThat(hub.rows.get(hook.id()).state())
        .isEqualTo(new DeliveryState(1, 1, 0, null, null, null));
    assertThat(hub.rows.has(hook.id())).isTrue();
  }

  @Test
  void sendsAWebhookOneEventARequest() {
    hub.gain(0);
    hub.rows.put(hub.webHook(FERRY, "ships"));
    hub.settle();

    IntStream.range(0, 5).forEach(n -> hub.publish(0));
    hub.pass(SECOND);

    assertThat(hub.to(FERRY)).hasSize(5);
    assertThat(hub.got(FERRY)).containsExactly("0:0", "0:1", "0:2", "0:3", "0:4");
  }

  @Test
  void hasOneRequestUnderWayForASubscriber() {
    subscribed();
    hub.answer(DeliveryAnswer.hangs());

    for (int n = 0; n < 50; n++) {
      hub.publish(0);
      hub.pass(Duration.ofMillis(100));
    }

    assertThat(hub.requests).hasSize(1);
  }

  @Test
  void removesTheSubscribersOfAFeedThatIsNotThereAnyMore() {
    Subscriber subscriber = subscribed();
    hub.pass(MINUTE);
    hub.gone.add(FEED);
    hub.viewsChanged();

    hub.publish(0);
    hub.pass(SECOND);

    assertThat(hub.requests).isEmpty();
    assertThat(hub.rows.has(subscriber.id())).isFalse();
    assertThat(hub.dropped("no_feed")).isEqualTo(1);
  }

  /** Its view is in another topic, which may be read later. */
  @Test
  void waitsForTheFeedOfANewSubscriber() {
    hub.gone.add(FEED);
    Subscriber subscriber = subscribed();
    hub.publish(0);
    hub.pass(SECOND);
    assertThat(hub.rows.has(subscriber.id())).isTrue();

    hub.gone.remove(FEED);
    hub.pass(SECOND.multipliedBy(2));

    assertThat(hub.got(subscriber.callback().toString())).hasSize(1);
  }

  @Test
  void beginsNoRequestAfterALoss() {
    subscribed();
    hub.publish(0);
    hub.pass(SECOND);

    hub.lose(0);
    hub.publish(0);
    hub.pass(MINUTE);

    assertThat(hub.got(HARBOUR)).containsExactly("0:0");
  }

  @Test
  void letsAnOpenRequestEndAndWritesThePositionAtALoss() {
    Subscriber subscriber = subscribed();
    hub.answer((one, request) -> new DeliveryAnswer(DeliveryAnswer.ok().result(), SECOND));
    hub.publish(0);
    hub.pass(Duration.ofMillis(500));

    hub.lose(0);

    assertThat(hub.rows.get(subscriber.id()).position())
        .isEqualTo(StreamPosition.of(1, 0).toString());
  }

  @Test
  void doesNotWaitForARequestThatHangsAtALoss() {
    Subscriber subscriber = subscribed();
    hub.answer(DeliveryAnswer.hangs());
    hub.publish(0);
    hub.pass(SECOND);
    long before = hub.millis();

    hub.lose(0);

    assertThat(hub.millis() - before).isLessThan(2_200);
    assertThat(hub.rows.get(subscriber.id()).position())
        .isEqualTo(StreamPosition.of(0, 0).toString());
  }

  @Test
  void servesAPartitionThatIsGainedAgainBeforeItHasLeft() {
    subscribed();
    hub.answer(DeliveryAnswer.hangs());
    hub.publish(0);
    hub.pass(SECOND);
    hub.answer(DeliveryAnswer.ok());

    hub.loseAndGain(0);
    hub.pass(MINUTE);
    hub.publish(0);
    hub.pass(MINUTE);

    assertThat(hub.got(HARBOUR)).startsWith("0:0").endsWith("0:1");
  }

  @Test
  void continuesAtTheStoredPositionWhereItGainsAPartition() {
    IntStream.range(0, 6).forEach(n -> hub.publish(0));
    hub.rows.keep(DeliveryFixture.at(hub.webSub(HARBOUR, FEED, LEASE), StreamPosition.of(2, 0)));

    hub.gain(0);
    hub.pass(SECOND);

    assertThat(hub.got(HARBOUR)).containsExactly("0:2", "0:3", "0:4", "0:5");
  }

  @Test
  void keepsTheTimeOfTheNextTryAcrossAHandOver() {
    hub.publish(0);
    Subscriber failing =
        DeliveryParts.at(
            hub.webSub(HARBOUR, FEED, LEASE),
            StreamPosition.of(0, 0).toString(),
            new DeliveryState(0, 0, 3, hub.time(), hub.time().plusSeconds(30), "status 500"));
    hub.rows.keep(failing);

    hub.gain(0);
    hub.pass(MINUTE);

    assertThat(hub.requests).hasSize(1);
    assertThat(hub.requests.get(0).atMillis()).isBetween(30_000L, 30_200L);
  }

  @Test
  void readsFromTheTopicWhatTheWindowDoesNotHold() {
    DeliveryFixture small = new DeliveryFixture(Map.of("window", "4")).caughtUp(2);
    IntStream.range(0, 40).forEach(n -> small.publish(n % 2));
    small.rows.keep(
        DeliveryFixture.at(small.webSub(HARBOUR, FEED, LEASE), StreamPosition.of(0, 0)));

    small.gain(0);
    small.pass(SECOND.multipliedBy(2));

    assertThat(small.got(HARBOUR)).hasSize(40).doesNotHaveDuplicates();
    assertInOrder(small.got(HARBOUR));
  }

  private static void assertInOrder(List<String> events) {
    Map<String, Integer> last = new HashMap<>();
    for (String event : events) {
      String[] parts = event.split(":");
      int offset = Integer.parseInt(parts[1]);
      assertThat(offset).isGreaterThan(last.getOrDefault(parts[0], -1));
      last.put(parts[0], offset);
    }
  }

  @Test
  void countsEventsThatTheTopicDoesNotHoldAnyMore() {
    DeliveryFixture small = new DeliveryFixture(Map.of("window", "4")).caughtUp(1);
    IntStream.range(0, 20).forEach(n -> small.publish(0));
    small.topic.removeIf(event -> event.offset() < 10);
    small.rows.keep(DeliveryFixture.at(small.webSub(HARBOUR, FEED, LEASE), StreamPosition.of(5)));

    small.gain(0);
    small.pass(SECOND);

    assertThat(small.got(HARBOUR)).hasSize(10).startsWith("0:10").endsWith("0:19");
    assertThat(small.count("websub", "lost")).isEqualTo(1);
  }

  @Test
  void doesNotWaitForeverAtAPositionAheadOfTheTopic() {
    hub.publish(0);
    hub.rows.keep(DeliveryFixture.at(hub.webSub(HARBOUR, FEED, LEASE), StreamPosition.of(900, 0)));

    hub.gain(0);
    hub.pass(SECOND);

    assertThat(hub.got(HARBOUR)).containsExactly("0:0");
  }

  @ParameterizedTest(name = "on {0} hosts p99 is below {1} ms")
  @CsvSource({"1000, 1000", "20, 1000", "1, 5000"})
  void callbacksThatHangDoNotDelayOthers(int hosts, long p99) {
    hub.gain(0);
    int all = 1_000;
    List<String> callbacks = new ArrayList<>();
    for (int n = 0; n < all; n++) {
      callbacks.add("http://127.1.%d.%d:9000/%d".formatted(n % hosts / 250, n % hosts % 250, n));
      hub.rows.put(hub.webSub(callbacks.get(n), FEED, LEASE));
    }
    hub.settle();
    Set<String> hanging = new HashSet<>();
    IntStream.range(0, all).filter(n -> n % 9 == 3).forEach(n -> hanging.add(callbacks.get(n)));
    hub.answer(
        (subscriber, request) ->
            hanging.contains(subscriber.callback().toString())
                ? DeliveryAnswer.hangs()
                : DeliveryAnswer.ok());

    Map<String, Long> published = new HashMap<>();
    for (int n = 0; n < 50; n++) {
      published.put(DeliveryParts.name(hub.publish(0)), hub.millis());
      hub.pass(Duration.ofMillis(200));
    }
    hub.pass(SECOND.multipliedBy(3));

    Map<String, List<Long>> delaysOf = new HashMap<>();
    for (Request request : hub.requests) {
      List<Long> delays = delaysOf.computeIfAbsent(request.callback(), key -> new ArrayList<>());
      request.events().forEach(event -> delays.add(request.atMillis() - published.get(event)));
    }
    delaysOf.keySet().removeAll(hanging);
    assertThat(delaysOf).hasSize(all - hanging.size());
    assertThat(delaysOf.values()).allSatisfy(delays -> assertThat(delays).hasSize(50));
    List<Long> sorted = delaysOf.values().stream().flatMap(List::stream).sorted().toList();
    assertThat(sorted.get(sorted.size() * 99 / 100)).isLessThan(p99);
  }

  @Test
  void slowCallbacksTakeWhatNoOtherNeeds() {
    hub.gain(0);
    for (int n = 0; n < 400; n++) {
      hub.rows.put(hub.webSub("http://127.1.0.%d:9000/%d".formatted(n % 50, n), FEED, LEASE));
    }
    hub.settle();
    hub.answer(
        (subscriber, request) ->
            new DeliveryAnswer(DeliveryAnswer.ok().result(), Duration.ofMillis(500)));
    hub.publish(0);
    hub.pass(SECOND.multipliedBy(10)); // now they are known as slow
    hub.requests.clear();

    long published = hub.millis();
    hub.publish(0);
    hub.pass(SECOND.multipliedBy(10));

    assertThat(hub.requests).hasSize(400);
    assertThat(hub.requests.get(399).atMillis() - published).isLessThan(3_000);
  }

  @Test
  void hasFewRequestsUnderWayAtOneHost() {
    hub.gain(0);
    int[] open = {0};
    int[] mostOpen = {0};
    for (int n = 0; n < 100; n++) {
      hub.rows.put(hub.webSub("http://127.0.0.1:9001/" + n, FEED, LEASE));
    }
    hub.settle();
    hub.answer(
        (subscriber, request) ->
            new DeliveryAnswer(DeliveryAnswer.ok().result(), Duration.ofMillis(50)));
    hub.publish(0);
    hub.pass(Duration.ofMillis(99));

    hub.pass(SECOND.multipliedBy(2));

    Map<Long, Integer> at = new HashMap<>();
    hub.requests.forEach(
        request -> {
          for (long ms = request.atMillis(); ms < request.atMillis() + 50; ms++) {
            open[0] = at.merge(ms, 1, Integer::sum);
            mostOpen[0] = Math.max(mostOpen[0], open[0]);
          }
        });
    assertThat(hub.requests).hasSize(100);
    assertThat(mostOpen[0]).isEqualTo(8);
  }

  @Test
  void aBacklogOfOneDoesNotDelayTheOthers() {
    DeliveryFixture narrow =
        new DeliveryFixture(Map.of("concurrency", "1", "per-host-concurrency", "1")).caughtUp(1);
    IntStream.range(0, 500).forEach(n -> narrow.publish(0));
    narrow.rows.keep(DeliveryFixture.at(narrow.webHook(FERRY, "ships"), StreamPosition.of(0)));
    narrow.gain(0);
    narrow.rows.put(narrow.webSub(HARBOUR, FEED, LEASE));
    narrow.pass(SECOND);

    narrow.publish(0);
    narrow.pass(Duration.ofMillis(300));

    assertThat(narrow.got(HARBOUR)).containsExactly("0:500");
    assertThat(narrow.got(FERRY)).hasSizeLessThan(400);
  }

  @Test
  void keepsDeliveringWhilePositionsCannotBeWritten() {
    Subscriber subscriber = subscribed();
    hub.rows.away = true;
    hub.publish(0);
    hub.pass(SECOND.multipliedBy(5));
    assertThat(hub.got(HARBOUR)).containsExactly("0:0");

    hub.rows.away = false;
    hub.pass(SECOND.multipliedBy(2));

    assertThat(hub.rows.get(subscriber.id()).state().delivered()).isEqualTo(1);
  }
}
