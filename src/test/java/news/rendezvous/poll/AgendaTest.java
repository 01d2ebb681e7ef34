package news.rendezvous.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.RequestClock;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.poll.PollState.Health;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgendaTest {

  private static final Instant NOW = Instant.parse("2026-03-03T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final RequestClock requestClock = new RequestClock();
  private final RequestScheduler requests = requestClock.scheduler(1, 0);
  private final PollGauges gauges = new PollGauges(requests, new SimpleMeterRegistry());
  private Instant wallClock = NOW;
  private final Agenda agenda =
      new Agenda(
          new PollQueue(requests, () -> {}), requests, gauges, () -> wallClock, requestClock::now);

  @ParameterizedTest(name = "the clock jumps by {0}")
  @CsvSource({"P1D", "P-1D", "PT0S"})
  void pollsOnTimeHoweverTheClockJumps(Duration jump) {
    agenda.plan(source("s", "http://host.example/s"), Optional.of(planned(Duration.ofMinutes(5))));

    wallClock = wallClock.plus(jump);

    assertThat(agenda.untilNext()).hasValue(Duration.ofMinutes(5));
    passes(Duration.ofSeconds(299));
    assertThat(agenda.take()).isEmpty();
    passes(Duration.ofSeconds(1));
    assertThat(agenda.take()).hasValue("s");
  }

  @Test
  void waitsNoLongerThanThePlanMeantWhereTheClockWasSetBackSince() {
    wallClock = NOW.minus(DAY);

    agenda.plan(source("s", "http://host.example/s"), Optional.of(planned(Duration.ofMinutes(5))));

    assertThat(agenda.untilNext()).hasValue(Duration.ofMinutes(5));
  }

  @Test
  void pollsAtOnceWhatWasDueWhileNobodyPolled() {
    wallClock = NOW.plus(DAY);

    agenda.plan(source("s", "http://host.example/s"), Optional.of(planned(Duration.ofMinutes(5))));

    assertThat(agenda.take()).hasValue("s");
  }

  @Test
  void leavesAHostAloneAfterARestartAsLongAsItAsked() {
    wallClock = NOW.plus(Duration.ofMinutes(20));
    agenda.plan(source("new", "http://host.example/new"), Optional.empty());
    agenda.plan(source("other", "http://other.example/"), Optional.empty());
    agenda.restore(
        source("throttled", "http://HOST.example.:80/throttled"),
        Optional.of(throttled(Duration.ofHours(1))));

    assertThat(agenda.take()).hasValue("other");
    assertThat(agenda.take()).isEmpty();
    passes(Duration.ofMinutes(40));
    assertThat(agenda.take()).hasValue("new");
  }

  @Test
  void asksAHostThatWantsToBeLeftAloneForWhatAnOperatorWants() {
    Source source = source("throttled", "http://host.example/throttled");
    PollState state = throttled(Duration.ofHours(1));
    agenda.restore(source, Optional.of(state));

    agenda.force(source, Optional.of(state));

    assertThat(agenda.take()).hasValue("throttled");
  }

  @Test
  void hasANewSourceWaitLikeTheOthersOfAHostThatWantsToBeLeftAlone() {
    agenda.restore(
        source("throttled", "http://host.example/throttled"),
        Optional.of(throttled(Duration.ofHours(1))));

    agenda.restore(source("new", "http://host.example/new"), Optional.empty());

    assertThat(agenda.take()).isEmpty();
    passes(Duration.ofHours(1));
    assertThat(agenda.take()).hasValue("new");
  }

  @Test
  void takesAHostFromAnAddressThatNoUriAllows() {
    agenda.plan(source("s", "http://host.example/a|b"), Optional.empty());

    assertThat(agenda.take()).hasValue("s");
  }

  @Test
  void countsTheSourcesByStatusAndHowLateTheyAre() {
    agenda.plan(source("late", "http://host.example/"), Optional.empty());
    agenda.restore(source("failing", "http://held.example/"), Optional.of(throttled(DAY)));
    agenda.plan(source("held", "http://held.example/too"), Optional.empty());
    agenda.plan(source("unplanned", "http://gone.example/"), Optional.of(state(null, null)));
    agenda.plan(source("left", "http://left.example/"), Optional.empty());
    agenda.drop("left");
    passes(Duration.ofSeconds(7));

    assertThat(gauges.overdue(requestClock.now())).isEqualTo(TimeUnit.SECONDS.toNanos(7));
    assertThat(gauges.count(SourceStatus.ACTIVE)).isEqualTo(2);
    assertThat(gauges.count(SourceStatus.FAILING)).isEqualTo(1);
    assertThat(gauges.count(SourceStatus.DISABLED)).isEqualTo(1);
    assertThat(agenda.take()).hasValue("late");
    assertThat(gauges.overdue(requestClock.now())).isZero();
  }

  private void passes(Duration time) {
    requestClock.passTo(requestClock.now() + time.toNanos());
  }

  private static PollState planned(Duration wait) {
    return state(NOW.plus(wait), null);
  }

  private static PollState throttled(Duration asked) {
    return new PollState(
        Memory.NONE,
        new Health(Outcome.THROTTLED, "429", 1, null),
        new Plan(NOW, NOW.plus(asked.multipliedBy(2)), "throttled", NOW.plus(asked)),
        null,
        null);
  }

  private static PollState state(@Nullable Instant next, @Nullable Instant hold) {
    return new PollState(
        Memory.NONE,
        new Health(Outcome.OK, null, 0, null),
        new Plan(NOW, next, "planned", hold),
        null,
        null);
  }

  private static Source source(String id, String url) {
    return new Source(id, url, null, null, null, null, null, null, true, false);
  }
}
