package news.rendezvous.ingest.poll.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.ingest.poll.state.PollHistory.Poll;
import news.rendezvous.item.Json;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollHistoryTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

  @Test
  void givesThePollsNewestFirst() {
    Poll first = ok(0, 120);
    Poll failed =
        new Poll(at(1), PollOutcome.TIMEOUT, Duration.ofSeconds(30), null, 0, 0, "no response");
    Poll setBack = ok(-5, 90); // a clock that was set back

    PollHistory history = PollHistory.NONE.with(first).with(failed).with(setBack);

    assertThat(history.newestFirst()).containsExactly(setBack, failed, first);
    assertThat(history.newest()).contains(setBack);
    assertThat(PollHistory.NONE.newest()).isEmpty();
  }

  @Test
  void keepsTheLastPollsAndTheLastSuccess() {
    PollHistory history = PollHistory.NONE.with(ok(0, 120));
    for (int hour = 1; hour <= 60; hour++) {
      history = history.with(failed(hour, "the answer is 500"));
    }

    assertThat(history.newestFirst()).hasSize(48).allMatch(poll -> poll.status() == 500);
    assertThat(history.newestFirst().get(47).at()).isEqualTo(at(13));
    assertThat(history.lastSuccess()).isEqualTo(at(0));
  }

  @Test
  void isSmall() {
    PollHistory history = PollHistory.NONE;
    for (int hour = 0; hour < 60; hour++) {
      history = history.with(hour % 2 == 0 ? ok(hour, 120 + hour) : failed(hour, "trouble"));
    }

    assertThat(history.results()).hasSize(2);
    assertThat(Json.encode(history)).hasSizeLessThan(900);
  }

  @Test
  void dropsOldTextsOfErrorsThatDiffer() {
    PollHistory history = PollHistory.NONE;
    for (int hour = 0; hour < 60; hour++) {
      history =
          history.with(failed(hour, "left alone for %d s more".formatted(hour) + "x".repeat(999)));
    }

    List<Poll> polls = history.newestFirst();
    assertThat(polls.subList(0, 8))
        .extracting(poll -> poll.error().substring(0, 25))
        .containsExactlyElementsOf(
            IntStream.range(0, 8)
                .mapToObj(n -> "left alone for %d s more".formatted(59 - n))
                .map(text -> text + "x")
                .toList());
    assertThat(polls.subList(8, 48)).allMatch(poll -> poll.error() == null && poll.status() == 500);
    assertThat(Json.encode(history)).hasSizeLessThan(4_000);
  }

  @Test
  void measuresLatencyByTheMedianOfThePollsWithAResponse() {
    PollHistory history =
        PollHistory.NONE
            .with(ok(0, 900))
            .with(ok(1, 100))
            .with(ok(2, 200))
            .with(new Poll(at(3), PollOutcome.TIMEOUT, Duration.ofSeconds(30), null, 0, 0, "late"));

    assertThat(history.latency()).contains(Duration.ofMillis(200));
    assertThat(PollHistory.NONE.latency()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA", "BAAAAAA", "no base64"})
  void rejectsMalformedPolls(String polls) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PollHistory(
                    List.of(new PollHistory.Result(PollOutcome.OK, 200, null)), polls, null));
  }

  private static Poll ok(int hour, int millis) {
    return new Poll(at(hour), PollOutcome.OK, Duration.ofMillis(millis), 200, 20, 1, null);
  }

  private static Poll failed(int hour, String error) {
    return new Poll(at(hour), PollOutcome.HTTP_ERROR, Duration.ofMillis(300), 500, 0, 0, error);
  }

  private static Instant at(int hour) {
    return NOW.plus(Duration.ofHours(hour));
  }
}
