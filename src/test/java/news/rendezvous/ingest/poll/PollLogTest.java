package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Fetched.Transfer;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.PollMemory;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.PollStateFixtures;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollLogTest {

  private static final Transfer TRANSFER =
      new Transfer(1234, Duration.ofMillis(50), null, null, 200);
  private static final Source SOURCE =
      new Source("pier", "http://pier.example/", null, null, null, null, null, null, true, false);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PollLog log = new PollLog(new PollMetrics(metrics));
  private final Logger logger = Logger.getLogger("news.rendezvous.poll");
  private final List<LogRecord> lines = new ArrayList<>();
  private final Handler handler = new RecordingHandler();
  private @Nullable Level level;

  private final class RecordingHandler extends Handler {

    @Override
    public void publish(LogRecord line) {
      lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    level = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setLevel(level);
  }

  @ParameterizedTest(name = "{0}, then {1} with {2} changes: {3}")
  @CsvSource(
      textBlock =
          """
          ,           TIMEOUT,      0, WARN
          OK,         TIMEOUT,      0, WARN
          TIMEOUT,    TIMEOUT,      0, DEBUG
          TIMEOUT,    HTTP_ERROR,   0, WARN
          OK,         OK,           3, INFO
          TIMEOUT,    NOT_MODIFIED, 0, INFO
          TIMEOUT,    OK,           3, INFO INFO
          OK,         OK,           0,
          ,           EMPTY,        0,
          """)
  void logsChangesOfTheOutcome(
      @Nullable PollOutcome before, PollOutcome now, int changed, @Nullable String levels) {
    log.polled(
        attempt(before), content(now), new PollAnswer.Polled(now, 9, changed, Duration.ZERO, null));

    assertThat(lines.stream().map(line -> line.getLevel().getName()))
        .containsExactlyElementsOf(
            levels == null ? List.of() : Stream.of(levels.split(" ")).toList());
    assertThat(lines).allMatch(line -> line.getThrown() == null);
  }

  @Test
  void measuresFetchAndPoll() {
    PollAnswer.Polled report =
        new PollAnswer.Polled(PollOutcome.OK, 9, 1, Duration.ofMillis(80), null);

    log.polled(attempt(null), content(PollOutcome.OK), report);

    assertThat(metrics.get("rendezvous.fetch").tag("outcome", "ok").counter().count()).isEqualTo(1);
    assertThat(metrics.get("rendezvous.fetch.bytes").summary().totalAmount()).isEqualTo(1234);
    assertThat(metrics.get("rendezvous.fetch.duration").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(50);
    assertThat(metrics.get("rendezvous.poll.duration").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(80);
  }

  private static Attempt attempt(@Nullable PollOutcome before) {
    return Attempt.begin(SOURCE, Optional.ofNullable(before).map(PollLogTest::state));
  }

  private static PollState state(PollOutcome outcome) {
    return PollStateFixtures.of(
        new PollHealth(outcome, null, outcome.isSuccess() ? 0 : 1, null),
        new PollPlan(Instant.EPOCH, Instant.EPOCH, "", null));
  }

  private static PollContent content(PollOutcome outcome) {
    return new PollContent(outcome, "why", null, TRANSFER, PollMemory.NONE, null);
  }
}
