package news.rendezvous.ingest.poll.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.rendezvous.ingest.poll.schedule.PollReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollReasonTest {

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrites(Kind kind) {
    PollReason reason = kind.of("3", "1 h 30 min");
    PollReason read = PollReason.parse(reason.text()).orElseThrow();
    PollReason moved =
        PollReason.parse(PollReason.outsideOfSkippedHours(reason.text())).orElseThrow();

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.text()).isEqualTo(reason.text());
    assertThat(moved).isEqualTo(new PollReason(kind, read.values(), true));
    assertThat(moved.text()).startsWith(reason.text()).endsWith("asks to skip");
  }

  @Test
  void hasTheValuesInTheirOrder() {
    assertThat(
            PollReason.parse(
                "the same document came 3 times again, without validators: polled every 1 h 30 min"))
        .contains(new PollReason(Kind.REPETITIONS, List.of("3", "1 h 30 min"), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "planned",
        "its own interval of ",
        "moved for good to https://example.org/, which the source 'a' polls: this one is disabled"
      })
  void leavesOtherTextsAsTheyAre(String text) {
    assertThat(PollReason.parse(text)).isEmpty();
  }
}
