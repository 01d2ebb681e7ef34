package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.poll.state.PollHistory.Poll;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.sources.PollStrip.Bars;
import news.rendezvous.serve.page.sources.PollStrip.Kind;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;

class PollStripTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  static Poll poll(int minutesAgo, PollOutcome outcome, Integer status, int changed, String error) {
    return new Poll(
        NOON.minusSeconds(60L * minutesAgo),
        outcome,
        Duration.ofMillis(80),
        status,
        changed,
        changed,
        error);
  }

  private static final List<Poll> POLLS =
      List.of(
          poll(1, PollOutcome.HTTP_ERROR, 503, 0, "the answer is 503"),
          poll(2, PollOutcome.NOT_MODIFIED, 304, 0, null),
          poll(3, PollOutcome.OK, 200, 0, null),
          poll(4, PollOutcome.OK, 200, 2, null));

  @Test
  void drawsABarForEachPollWithTheNewestAtTheEnd() {
    PollStrip strip = PollStrip.of(POLLS);

    assertThat(strip.width()).isEqualTo(48 * 4 - 1);
    assertThat(strip.bars())
        .containsExactly(
            new Bars(Kind.CHANGED, "M176 6h3v14h-3z"),
            new Bars(Kind.UNCHANGED, "M184 14h3v6h-3zM180 14h3v6h-3z"),
            new Bars(Kind.FAILED, "M188 0h3v20h-3z"));
  }

  @Test
  void countsThePollsOfEachKindForItsTextAlternative() {
    PollStrip strip = PollStrip.of(POLLS);

    assertThat(List.of(strip.total(), strip.changed(), strip.unchanged(), strip.failed()))
        .containsExactly(4L, 1L, 2L, 1L);
    assertThat(PollStrip.of(List.of()).total()).isZero();
  }

  @Test
  void joinsFailuresInARowThatHaveTheSameReason() {
    List<Poll> polls =
        List.of(
            poll(1, PollOutcome.HTTP_ERROR, 503, 0, "the answer is 503, http://a.example/?k=s"),
            poll(2, PollOutcome.HTTP_ERROR, 503, 0, "the answer is 503, again"),
            poll(3, PollOutcome.HTTP_ERROR, 500, 0, "the answer is 500"),
            poll(4, PollOutcome.OK, 200, 1, null),
            poll(5, PollOutcome.TIMEOUT, null, 0, "no answer in 10 s"));

    assertThat(FailureRun.of(polls))
        .containsExactly(
            new FailureRun(
                PollOutcome.HTTP_ERROR, "the answer is 503, http://a.example/…", 2, time(2), null),
            new FailureRun(PollOutcome.HTTP_ERROR, "the answer is 500", 1, time(3), time(2)),
            new FailureRun(PollOutcome.TIMEOUT, "no answer in 10 s", 1, time(5), time(4)));
    assertThat(FailureRun.of(List.of())).isEmpty();
  }

  private static DisplayTime time(int minutesAgo) {
    return DisplayTime.of(NOON.minusSeconds(60L * minutesAgo));
  }
}
