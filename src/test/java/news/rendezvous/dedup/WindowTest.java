package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.sketched;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import news.rendezvous.item.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest extends StageTestBase {

  private static final Entry FERRY =
      sketched(entry("harbour", "a", "news.example.org/a", "It sails."), "ab", "a");
  private static final Duration MOMENT = Duration.ofSeconds(1);

  @Test
  void keepsAStoryForTheWindow() {
    stage.send(FERRY);

    stage.advance(StageFixture.WINDOW);
    stage.send(FERRY);

    assertThat(stage.types()).containsExactly("published");
  }

  @Test
  void removesAllOfAStoryAfterTheWindow() {
    stage.send(FERRY, entry("canal", "b", "news.example.org/a", "It sails."));

    stage.advance(StageFixture.WINDOW.plusDays(1));

    assertThat(stage.stored()).isEmpty();
    assertThat(stage.inChangelog()).isZero();
    assertThat(stage.counted("rendezvous.dedup", "decision", "forgotten")).isEqualTo(1);
    stage.send(FERRY);
    assertThat(stage.types()).containsExactly("published", "duplicated", "published");
  }

  @Test
  void keepsAStoryAsLongAsItIsCarried() {
    for (int days = 0; days < 100; days += 25) {
      stage.send(FERRY);
      stage.advance(Duration.ofDays(25));
    }

    stage.send(FERRY);

    assertThat(stage.types()).containsExactly("published");
  }

  // Its begin is before 1970.
  @Test
  void keepsAStoryForAHundredYears(@TempDir Path dir) {
    try (StageFixture ofAll = new StageFixture(dir, Duration.ofDays(36_500))) {
      ofAll.send(FERRY);

      ofAll.advance(Duration.ofDays(1));
      ofAll.send(FERRY);

      assertThat(ofAll.types()).containsExactly("published");
    }
  }

  @Test
  void expiresInBatches() {
    for (int i = 0; i < 15; i++) {
      stage.send(entry("harbour", "g" + i, "news.example.org/" + i, "It sails."));
    }
    int all = stage.stored().size();

    stage.advance(StageFixture.WINDOW.plusDays(1));
    int left = stage.stored().size();
    stage.advance(MOMENT);

    assertThat(left).isGreaterThan(0).isLessThan(all);
    assertThat(stage.stored()).isEmpty();
  }

  @Test
  void doesNotWriteAStoryThatIsCarriedAgainOnTheSameDay() {
    stage.send(FERRY);
    stage.inChangelog();

    stage.send(FERRY);

    assertThat(stage.inChangelog()).isZero();
  }
}
