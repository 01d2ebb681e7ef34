package news.rendezvous.serve.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.http.EntityTag;
import org.junit.jupiter.api.Test;

class ModificationTimesTest {

  private static final Instant NOON = SampleItems.NOON;

  private Instant now = NOON;
  private final ModificationTimes times = new ModificationTimes(() -> now);

  @Test
  void areThoseOfTheRecords() {
    assertThat(times.of("/feed.rss", new EntityTag("a"), NOON.minusSeconds(60)))
        .isEqualTo(NOON.minusSeconds(60));
  }

  @Test
  void stayWhileTheDocumentStays() {
    times.of("/feed.rss", new EntityTag("a"), NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    assertThat(times.of("/feed.rss", new EntityTag("a"), NOON)).isEqualTo(NOON.minusSeconds(60));
  }

  @Test
  void moveOnWithAChangeThatNoRecordDates() {
    times.of("/feed.rss", new EntityTag("a"), NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    Instant renamed = times.of("/feed.rss", new EntityTag("renamed"), NOON.minusSeconds(60));

    assertThat(renamed).isEqualTo(now);
    now = NOON.plusSeconds(90);
    assertThat(times.of("/feed.rss", new EntityTag("renamed"), NOON.minusSeconds(60)))
        .isEqualTo(renamed);
  }

  @Test
  void areThoseOfANewRecord() {
    times.of("/feed.rss", new EntityTag("a"), NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    assertThat(times.of("/feed.rss", new EntityTag("b"), NOON.plusSeconds(30)))
        .isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void areNeverInTheFuture() {
    assertThat(times.of("/feed.rss", new EntityTag("a"), NOON.plusSeconds(60))).isEqualTo(NOON);
    assertThat(times.of("/feed.rss", new EntityTag("b"), NOON.plusSeconds(90))).isEqualTo(NOON);
  }
}
