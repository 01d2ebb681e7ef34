package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleStartTest {

  private static final Instant FIRST = Instant.parse("2026-05-04T12:00:00.123456789Z");

  @Test
  void isTheSameAfterARestart(@TempDir Path data) {
    assertThat(new SampleStart(data, () -> FIRST).time()).isEqualTo(FIRST);
    assertThat(new SampleStart(data, () -> FIRST.plusSeconds(86_400)).time()).isEqualTo(FIRST);
  }

  @Test
  void isAnotherOneForOtherData(@TempDir Path data, @TempDir Path other) {
    assertThat(new SampleStart(data, () -> FIRST).time()).isEqualTo(FIRST);
    assertThat(new SampleStart(other, () -> FIRST.plusSeconds(1)).time())
        .isEqualTo(FIRST.plusSeconds(1));
  }
}
