package news.rendezvous.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedProfileTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private static FeedProfile profile(String title) {
    return new FeedProfile(title, null, null, "en", null, List.of(), null);
  }

  @Test
  void beginsWithTheFirstDocument() {
    assertThat(profile("Quay").after(null, NOON).since()).isEqualTo(NOON);
  }

  @Test
  void staysWhileTheFeedSaysTheSame() {
    FeedProfile first = profile("Quay").after(null, NOON);

    assertThat(profile("Quay").after(first, NOON.plusSeconds(60))).isEqualTo(first);
  }

  @Test
  void beginsAgainWhereTheFeedSaysSomethingElse() {
    FeedProfile first = profile("Quay").after(null, NOON);

    assertThat(profile("Pier").after(first, NOON.plusSeconds(60)).since())
        .isEqualTo(NOON.plusSeconds(60));
  }
}
