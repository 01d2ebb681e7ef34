package news.rendezvous.ingest.fetch.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import org.junit.jupiter.api.Test;

class RequestSchedulerTest {

  private static final HostKey HOST = HostKey.of("http://host.example/");
  private static final HostKey OTHER = HostKey.of("http://other.example/");

  private final RequestClock clock = new RequestClock();
  private final Map<String, Permit> granted = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private RequestScheduler requests = clock.scheduler(1, 10);

  @Test
  void sharesTheBudgetOfAHostAmongAllKinds() {
    request(HOST, RequestKind.POLL, "poll");
    request(HOST, RequestKind.REFERENCE, "reference");
    request(HOST, RequestKind.PAGE, "page");
    request(OTHER, RequestKind.REFERENCE, "elsewhere");

    assertThat(order).containsExactly("poll", "elsewhere");
    clock.passTo(100);
    assertThat(order).as("one at a time").hasSize(2);
    granted.get("poll").answered(true);
    clock.passTo(109);
    assertThat(order).as("with a gap").hasSize(2);
    clock.passTo(110);
    assertThat(order).containsExactly("poll", "elsewhere", "reference");
    end("reference", 120);
    clock.passTo(130);
    assertThat(order).endsWith("page");
  }

  @Test
  void alternatesPollsAndReferencesOfAHost() {
    for (int n = 0; n < 6; n++) {
      request(HOST, RequestKind.REFERENCE, "reference" + n);
    }
    request(HOST, RequestKind.POLL, "poll0");
    request(HOST, RequestKind.POLL, "poll1");

    run(5);

    assertThat(order)
        .containsExactly("reference0", "poll0", "reference1", "poll1", "reference2", "reference3");
  }

  @Test
  void alternatesReferencesOfSources() {
    for (int n = 0; n < 4; n++) {
      request(HOST, RequestKind.REFERENCE, "many" + n, "many");
    }
    request(HOST, RequestKind.REFERENCE, "one", "one");

    run(3);

    assertThat(order).containsExactly("many0", "many1", "one", "many2");
  }

  @Test
  void boundsTheQueues() {
    requests.limit(RequestKind.REFERENCE, new RequestLimits(16, 3, 4, 6));
    request(HOST, RequestKind.POLL, "busy");
    request(OTHER, RequestKind.POLL, "busy too");

    assertThat(List.of(tryRequest(HOST, "a"), tryRequest(HOST, "a"), tryRequest(HOST, "a")))
        .containsOnly(true);
    assertThat(tryRequest(HOST, "b")).isFalse();
    assertThat(requests.exceeded(HOST, RequestKind.REFERENCE, "b"))
        .hasValue(RequestLimits.Bound.HOST);
    assertThat(tryRequest(OTHER, "a")).isTrue();
    assertThat(requests.exceeded(OTHER, RequestKind.REFERENCE, "a"))
        .hasValue(RequestLimits.Bound.SOURCE);
    assertThat(List.of(tryRequest(OTHER, "b"), tryRequest(OTHER, "b"))).containsOnly(true);
    HostKey third = HostKey.of("http://third.example");
    assertThat(requests.exceeded(third, RequestKind.REFERENCE, "c"))
        .hasValue(RequestLimits.Bound.ALL);
  }

  @Test
  void admitsRequestsWhenOthersLeaveTheQueue() {
    requests.limit(RequestKind.REFERENCE, new RequestLimits(16, 2, 2, 2));
    request(HOST, RequestKind.POLL, "busy");
    Optional<Permit> first =
        requests.tryRequest(HOST, RequestKind.REFERENCE, "a", permit -> order.add("never"));
    assertThat(tryRequest(HOST, "a")).isTrue();
    assertThat(tryRequest(HOST, "a")).isFalse();

    assertThat(first.orElseThrow().cancel()).isTrue();

    assertThat(tryRequest(HOST, "a")).isTrue();
    run(1);
    assertThat(tryRequest(HOST, "a")).isTrue();
    assertThat(order).doesNotContain("never");
  }

  @Test
  void grantsOnlyUrgentPermitsDuringAHold() {
    requests.hold(HOST, Duration.ofNanos(400));
    requests.hold(HOST, Duration.ofNanos(200));
    request(HOST, RequestKind.POLL, "poll");
    request(HOST, RequestKind.REFERENCE, "reference");
    requests.request(HOST, RequestKind.POLL, "operator", true, permit -> got("operator", permit));

    assertThat(order).containsExactly("operator");
    end("operator", 20);
    clock.passTo(399);
    assertThat(order).hasSize(1);
    assertThat(requests.heldFor(HOST)).isEqualTo(Duration.ofNanos(1));
    clock.passTo(400);
    assertThat(order).containsExactly("operator", "reference");
    assertThat(requests.heldFor(HOST)).isZero();
  }

  @Test
  void opensTheBreakerOfAHangingHost() {
    requests = clock.scheduler(4, 0);
    for (int n = 0; n < 12; n++) {
      request(HOST, RequestKind.REFERENCE, "r" + n);
    }
    assertThat(order).hasSize(4);

    for (String hanging : List.copyOf(order)) {
      granted.get(hanging).answered(false);
    }
    assertThat(order).as("until three have failed").hasSize(6);
    granted.get("r4").answered(false);
    assertThat(order).hasSize(6);
    granted.get("r5").answered(false);
    assertThat(order).as("one at a time").hasSize(7);
    granted.get("r6").answered(false);
    assertThat(order).hasSize(8);
    granted.get("r7").answered(true);
    assertThat(order).as("all that may be").hasSize(12);
  }

  @Test
  void opensTheBreakerOfReferencesAlone() {
    requests = clock.scheduler(3, 0);
    for (int n = 0; n < 9; n++) {
      request(HOST, RequestKind.REFERENCE, "r" + n);
    }
    List.of("r0", "r1", "r2", "r3").forEach(hanging -> granted.get(hanging).answered(false));
    request(HOST, RequestKind.POLL, "p0");
    granted.get("r4").answered(false);
    granted.get("p0").answered(true);

    request(HOST, RequestKind.POLL, "p1");
    request(HOST, RequestKind.POLL, "p2");

    assertThat(order).as("one reference").endsWith("p0", "r5", "p1", "p2");
    granted.get("r5").answered(true);
    assertThat(order).as("it has answered").endsWith("r6");
  }

  @Test
  void grantsBackgroundPermitsLast() {
    request(HOST, RequestKind.REFERENCE, "busy");
    inBackground(HOST, "again", "many");
    request(HOST, RequestKind.REFERENCE, "fresh", "many");

    run(3);

    assertThat(order).containsExactly("busy", "fresh", "again");
  }

  @Test
  void queuesOneBackgroundRequestForAHangingHost() {
    for (int n = 0; n < 3; n++) {
      request(HOST, RequestKind.REFERENCE, "r" + n);
      granted.get("r" + n).close();
      clock.passTo(clock.now() + 10);
    }
    for (int n = 3; n < 6; n++) {
      request(HOST, RequestKind.REFERENCE, "r" + n);
      granted.get("r" + n).answered(false);
      clock.passTo(clock.now() + 10);
    }

    assertThat(inBackground(HOST, "one", "s")).isTrue();
    assertThat(inBackground(HOST, "two", "s")).isFalse();
    granted.get("one").answered(true);
    clock.passTo(clock.now() + 10);
    assertThat(List.of(inBackground(HOST, "three", "s"), inBackground(HOST, "four", "s")))
        .containsOnly(true);
    requests.hold(HOST, Duration.ofNanos(100));
    assertThat(inBackground(HOST, "five", "s")).isFalse();
  }

  private boolean inBackground(HostKey host, String name, String source) {
    return requests
        .tryInBackground(host, RequestKind.REFERENCE, source, permit -> got(name, permit))
        .isPresent();
  }

  @Test
  void grantsUrgentPermitsFirst() {
    request(HOST, RequestKind.REFERENCE, "busy");
    request(HOST, RequestKind.REFERENCE, "reference");
    request(HOST, RequestKind.POLL, "poll");
    Permit first =
        requests.request(HOST, RequestKind.POLL, "s", true, permit -> got("first", permit));
    requests.request(HOST, RequestKind.POLL, "s", true, permit -> got("operator", permit));
    first.close();

    run(3);

    assertThat(order).containsExactly("busy", "operator", "reference", "poll");
  }

  @Test
  void reservesPermitsOfEachKindForResponsiveHosts() {
    requests.limit(RequestKind.REFERENCE, RequestLimits.ofConcurrency(4));
    requests.restoreResponsive(HOST, true);
    for (int n = 0; n < 20; n++) {
      request(HostKey.of("http://hanging" + n), RequestKind.REFERENCE, "hanging" + n);
    }

    request(HOST, RequestKind.REFERENCE, "good");
    request(OTHER, RequestKind.POLL, "poll");

    assertThat(order).containsExactly("hanging0", "hanging1", "hanging2", "good", "poll");
  }

  @Test
  void evictsIdleHosts() {
    requests.pin(HOST);
    requests.hold(HOST, Duration.ofHours(1));
    for (int n = 0; n < 25_000; n++) {
      request(HostKey.of("http://n" + n + ".example"), RequestKind.REFERENCE, "r");
      granted.get("r").close();
    }

    assertThat(requests.countHosts()).isEqualTo(10_001);
    assertThat(requests.heldFor(HOST)).isEqualTo(Duration.ofHours(1));
    requests.unpin(HOST);
    assertThat(requests.countHosts()).isEqualTo(10_000);
  }

  @Test
  void grantsManyPermitsWithoutRecursion() {
    requests = clock.scheduler(1, 0);
    for (int n = 0; n < 100_000; n++) {
      requests.request(HOST, RequestKind.REFERENCE, "s", false, permit -> permit.close());
    }
    Permit first =
        requests.request(OTHER, RequestKind.REFERENCE, "s", false, permit -> order.add("first"));
    for (int n = 0; n < 100_000; n++) {
      requests.request(
          OTHER,
          RequestKind.REFERENCE,
          "s",
          false,
          permit -> {
            order.add("next");
            permit.close();
          });
    }

    first.close();

    assertThat(order).hasSize(100_001);
  }

  @Test
  void continuesAfterAFailedCallback() {
    requestAndFail(() -> new IllegalStateException("a bug"));
    requestAndFail(() -> sneak(new StackOverflowError()));
    request(HOST, RequestKind.REFERENCE, "next");

    clock.passTo(10);
    clock.passTo(20);

    assertThat(order).containsExactly("next");
  }

  private void requestAndFail(Supplier<RuntimeException> failure) {
    requests.request(
        HOST,
        RequestKind.REFERENCE,
        "s",
        false,
        permit -> {
          permit.close();
          throw failure.get();
        });
  }

  private static RuntimeException sneak(Error error) {
    throw error;
  }

  private void request(HostKey host, RequestKind kind, String name) {
    request(host, kind, name, "source");
  }

  private void request(HostKey host, RequestKind kind, String name, String source) {
    requests.request(host, kind, source, false, permit -> got(name, permit));
  }

  private boolean tryRequest(HostKey host, String source) {
    return requests
        .tryRequest(host, RequestKind.REFERENCE, source, permit -> got("tried", permit))
        .isPresent();
  }

  private void got(String name, Permit permit) {
    order.add(name);
    granted.put(name, permit);
  }

  private void end(String name, long now) {
    clock.passTo(now);
    granted.get(name).close();
  }

  /** Ends the granted requests and advances the clock by the gap, a number of times. */
  private void run(int times) {
    for (int n = 0; n < times; n++) {
      end(order.get(order.size() - 1), clock.now() + 1);
      clock.passTo(clock.now() + 10);
    }
  }
}
