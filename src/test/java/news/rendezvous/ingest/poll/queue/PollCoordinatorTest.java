package news.rendezvous.ingest.poll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.RequestClock;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollCoordinator.CompletedPoll;
import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.PollStateFixtures;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollCoordinatorTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final PollAnswer.Polled RESULT =
      new PollAnswer.Polled(PollOutcome.OK, 3, 1, Duration.ZERO, null);

  private final RequestClock requestClock = new RequestClock();
  private final RequestScheduler requests = requestClock.scheduler(1, 0);
  private final PollGauges gauges = new PollGauges(requests, new SimpleMeterRegistry());
  private final Map<String, Source> owned = new HashMap<>();
  private final Map<String, PollState> states = new HashMap<>();
  private final Polls polls = new Polls();
  private final List<PollAnswer> answers = new ArrayList<>();
  private Instant wallClock = NOW;
  private final PollCoordinator coordinator =
      new PollCoordinator(
          new PollQueue(requests, () -> {}),
          requests,
          id -> Optional.ofNullable(owned.get(id)),
          id -> Optional.ofNullable(states.get(id)),
          polls,
          new WriteRetries(
              new BackgroundTaskRegistry(() -> NOW, new SimpleMeterRegistry()).register("write")),
          gauges,
          new PollCoordinator.Clocks(requestClock::now, () -> wallClock),
          Runnable::run,
          Duration.ofHours(1));

  /** Polls that end when a test ends them. */
  private static final class Polls implements PollCoordinator.Runner {

    private final List<Attempt> started = new ArrayList<>();
    private final Map<String, UniEmitter<? super CompletedPoll>> running = new HashMap<>();

    @Override
    public Uni<CompletedPoll> poll(Attempt attempt, Permit permit) {
      started.add(attempt);
      return Uni.createFrom().emitter(end -> running.put(attempt.source().id(), end));
    }

    @Override
    public Optional<KafkaException> refusal() {
      return Optional.empty();
    }

    void complete(String id, PollState state, boolean olderPage) {
      running.remove(id).complete(new CompletedPoll(RESULT, state, olderPage));
    }

    void fail(String id, Throwable failure) {
      running.remove(id).fail(failure);
    }
  }

  @ParameterizedTest(name = "the clock jumps by {0}")
  @CsvSource({"P1D", "P-1D", "PT0S"})
  void pollsOnTimeDespiteClockJumps(Duration jump) {
    gain(source("s", "http://host.example/s"), planned(Duration.ofMinutes(5)));

    wallClock = wallClock.plus(jump);

    assertThat(coordinator.untilNext()).hasValue(Duration.ofMinutes(5));
    passes(Duration.ofSeconds(299));
    assertThat(started()).isEmpty();
    passes(Duration.ofSeconds(1));
    assertThat(started()).containsExactly("s");
  }

  @Test
  void waitsNoLongerThanPlannedIfTheClockWasSetBackSince() {
    wallClock = NOW.minus(DAY);

    gain(source("s", "http://host.example/s"), planned(Duration.ofMinutes(5)));

    assertThat(coordinator.untilNext()).hasValue(Duration.ofMinutes(5));
  }

  @Test
  void pollsAtOnceSourcesThatBecameDueWhileNoReplicaRan() {
    wallClock = NOW.plus(DAY);

    gain(source("s", "http://host.example/s"), planned(Duration.ofMinutes(5)));

    assertThat(started()).containsExactly("s");
  }

  @Test
  void restoresTheHoldOfAHostAfterARestart() {
    wallClock = NOW.plus(Duration.ofMinutes(20));
    gain(source("throttled", "http://HOST.example.:80/throttled"), throttled(Duration.ofHours(1)));
    gain(source("new", "http://host.example/new"), null);
    gain(source("other", "http://other.example/"), null);

    assertThat(started()).containsExactly("other");
    passes(Duration.ofMinutes(40));
    assertThat(started()).containsExactly("new");
  }

  @Test
  void pollsAHostOnHoldForAnOperator() {
    Source source = source("throttled", "http://host.example/throttled");
    gain(source, throttled(Duration.ofHours(1)));

    pollNow(source);

    assertThat(started()).containsExactly("throttled");
  }

  @Test
  void acceptsAUrlThatIsNoUri() {
    gain(source("s", "http://host.example/a|b"), null);

    assertThat(started()).containsExactly("s");
  }

  @Test
  void countsSourcesByStatusAndMeasuresTheirDelay() {
    gain(source("late", "http://host.example/"), null);
    gain(source("failing", "http://held.example/"), throttled(DAY));
    gain(source("held", "http://held.example/too"), null);
    gain(source("unplanned", "http://gone.example/"), state(null, null));
    gain(source("left", "http://left.example/"), null);
    coordinator.lost(Stream.of(owned.remove("left")));
    passes(Duration.ofSeconds(7));

    assertThat(gauges.overdue(requestClock.now())).isEqualTo(TimeUnit.SECONDS.toNanos(7));
    assertThat(gauges.count(SourceStatus.ACTIVE)).isEqualTo(2);
    assertThat(gauges.count(SourceStatus.FAILING)).isEqualTo(1);
    assertThat(gauges.count(SourceStatus.DISABLED)).isEqualTo(1);
    assertThat(started()).containsExactly("late");
    assertThat(gauges.overdue(requestClock.now())).isZero();
  }

  @Test
  void answersAllManualRequestsWithThePollUnderWay() {
    Source source = source("s", "http://host.example/s");
    gain(source, null);
    assertThat(started()).containsExactly("s");

    pollNow(source);
    pollNow(source);
    assertThat(answers).isEmpty();
    polls.complete("s", planned(DAY), false);

    assertThat(answers).containsExactly(RESULT, RESULT);
    assertThat(started()).isEmpty();
    assertThat(coordinator.untilNext()).hasValue(DAY);
  }

  @Test
  void answersAManualRequestWithTheFeedNotWithAnOlderPage() {
    Source source = source("s", "http://host.example/s");
    gain(source, null);
    started();
    pollNow(source);

    polls.complete("s", planned(DAY), true);

    assertThat(answers).isEmpty();
    assertThat(started()).containsExactly("s");
    polls.complete("s", planned(DAY), false);
    assertThat(answers).containsExactly(RESULT);
  }

  @Test
  void pollsASourceAgainThatChangedDuringItsPoll() {
    gain(source("s", "http://host.example/s"), null);
    started();
    Source changed = source("s", "http://host.example/changed");
    owned.put("s", changed);

    coordinator.changed(new Change<>("s", changed));
    assertThat(started()).isEmpty();
    polls.complete("s", planned(DAY), false);

    assertThat(started()).containsExactly("s");
    assertThat(polls.started.get(1).source()).isEqualTo(changed);
  }

  @Test
  void answersAManualRequestForASourceThatIsDeletedWhileItWaits() {
    Source source = source("s", "http://host.example/s");
    gain(source("other", "http://host.example/other"), null);
    started(); // occupies the host
    gain(source, planned(DAY));
    pollNow(source);

    owned.remove("s");
    coordinator.changed(new Change<>("s", null));

    assertThat(answers).containsExactly(new PollAnswer.NotPolled());
  }

  @Test
  void answersManualRequestsThatWaitWhenItIsClosed() {
    Source source = source("s", "http://host.example/s");
    gain(source, null);
    started();
    pollNow(source);

    coordinator.close();

    assertThat(answers).containsExactly(new PollAnswer.Failed("the service stops"));
  }

  @Test
  void repeatsAPollThatKafkaRefusedWithBackoff() {
    Source source = source("s", "http://host.example/s");
    gain(source, null);
    started();
    pollNow(source);

    polls.fail("s", new KafkaException("down"));

    assertThat(answers).first().isInstanceOf(PollAnswer.Failed.class);
    assertThat(coordinator.untilNext()).hasValue(Duration.ofSeconds(1));
    passes(Duration.ofSeconds(1));
    assertThat(started()).containsExactly("s");
    polls.fail("s", new KafkaException("down"));
    assertThat(coordinator.untilNext()).hasValue(Duration.ofSeconds(2));
  }

  @Test
  void repeatsAPollThatABugEndedAfterTheInterval() {
    gain(source("s", "http://host.example/s"), null);
    started();

    polls.fail("s", new IllegalStateException("a bug"));

    assertThat(coordinator.untilNext()).hasValue(Duration.ofHours(1));
  }

  private void gain(Source source, @Nullable PollState state) {
    owned.put(source.id(), source);
    if (state != null) {
      states.put(source.id(), state);
    }
    coordinator.gained(Stream.of(source));
  }

  private void pollNow(Source source) {
    Uni.createFrom()
        .<PollAnswer>emitter(waiter -> coordinator.pollNow(source, waiter))
        .subscribe()
        .with(answers::add);
  }

  private List<String> started() {
    int before = polls.started.size();
    coordinator.startDue();
    return polls.started.stream().skip(before).map(attempt -> attempt.source().id()).toList();
  }

  private void passes(Duration time) {
    requestClock.passTo(requestClock.now() + time.toNanos());
  }

  private static PollState planned(Duration wait) {
    return state(NOW.plus(wait), null);
  }

  private static PollState throttled(Duration asked) {
    return PollStateFixtures.of(
        new PollHealth(PollOutcome.THROTTLED, "429", 1, null),
        new PollPlan(NOW, NOW.plus(asked.multipliedBy(2)), "throttled", NOW.plus(asked)));
  }

  private static PollState state(@Nullable Instant next, @Nullable Instant hold) {
    return PollStateFixtures.of(
        new PollHealth(PollOutcome.OK, null, 0, null), new PollPlan(NOW, next, "planned", hold));
  }

  private static Source source(String id, String url) {
    return new Source(id, url, null, null, null, null, null, null, true, false);
  }
}
